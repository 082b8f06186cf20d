"""The whole main job through the command: add, search, look, remove, rebuild, and bad input."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import numpy as np
import pytest

from tests.kit.command_line import CommandLine
from tests.kit.films import TONES, make_film


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_film(tmp_path_factory.mktemp("films") / "a film.mp4", noise=True)


@pytest.fixture(scope="module")
def filled(film: Path, tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    """An archive that holds one film; tests that share it only read."""
    earshot = CommandLine.at(tmp_path_factory.mktemp("archive"))
    done = earshot.run("add", film, "--title", "Two tones", "--collection", "tests")
    assert done.returncode == 0, done.stderr
    return earshot


def test_search_finds_the_second_at_which_it_is_heard(filled: CommandLine) -> None:
    found = filled.json("search", "bark", "--json")
    [video] = found["videos"]
    assert video["title"] == "Two tones"
    onsets = sorted(moment["start_s"] for moment in video["moments"])
    assert onsets == pytest.approx([start for start, _ in TONES], abs=0.15)
    shown = filled.run("search", "bark").stdout
    assert "Two tones" in shown
    assert "00:01.0" in shown


def test_an_ancestor_finds_its_descendants(filled: CommandLine) -> None:
    [video] = filled.json("search", "animal", "--json")["videos"]
    assert {moment["label"] for moment in video["moments"]} == {"Bark"}


def test_a_surer_level_finds_no_more(filled: CommandLine) -> None:
    counts = [
        sum(len(video["moments"]) for video in found["videos"])
        for level in ("everything", "balanced", "sure")
        if (found := filled.json("search", "bark", "--level", level, "--json"))
    ]
    assert counts == sorted(counts, reverse=True)


def test_a_search_counts_and_sorts(filled: CommandLine) -> None:
    found = filled.json("search", "bark", "--sort", "time", "--json")
    starts = [moment["start_s"] for moment in found["videos"][0]["moments"]]
    assert (found["sort"], starts) == ("time", sorted(starts))
    counts = found["counts"]
    assert (counts["videos"], counts["moments"], counts["exact"]) == (1, len(starts), True)
    assert [one["value"] for one in counts["facets"]["collections"]] == ["tests"]
    assert [one["level"] for one in counts["levels"]] == [1, 2, 3, 4, 5, 6]
    assert "1 video, " in filled.run("search", "bark").stdout
    refused = filled.run("search", "bark", "--sort", "loudest")
    assert (refused.returncode, "sort must be relevance" in refused.stderr) == (2, True)


def test_stats_count_what_was_heard(filled: CommandLine) -> None:
    told = {one["label"]: one for one in filled.json("stats", "--json")["labels"]}
    assert told["Bark"]["videos"] == 1
    assert told["Bark"]["events"] == filled.json("search", "bark", "--json")["counts"]["moments"]
    assert sum(step["events"] for step in told["Bark"]["trend"]) == told["Bark"]["events"]
    assert "Bark" in filled.run("stats", "--period", "week").stdout
    assert filled.run("stats", "--period", "aeon").returncode == 2


def test_a_score_filters_further(filled: CommandLine) -> None:
    assert filled.json("search", "bark", "--min-score", "1.0", "--json")["videos"] == []


def test_list_and_show_tell_how_it_stands(filled: CommandLine) -> None:
    [video] = filled.videos()
    assert (video["state"], video["reason"], video["collection"]) == ("ready", None, "tests")
    assert video["duration_s"] == pytest.approx(4.0, abs=0.1)
    assert filled.json("show", "Two tones")["id"] == video["id"]
    assert filled.json("show", video["id"][:12].lower())["id"] == video["id"]


def test_events_as_json_and_csv_agree(filled: CommandLine) -> None:
    told = filled.json("events", "Two tones", "--level", "1", "--json")["events"]
    rows = list(
        csv.DictReader(
            io.StringIO(filled.run("events", "Two tones", "--level", "1", "--csv").stdout)
        )
    )
    assert [row["label"] for row in rows] == [event["label"] for event in told]
    assert [float(row["onset_s"]) for row in rows] == [event["onset_s"] for event in told]
    assert rows


@pytest.mark.parametrize(("form", "start"), [("vtt", "WEBVTT"), ("srt", "1\n")])
def test_captions_start_as_their_format_asks(filled: CommandLine, form: str, start: str) -> None:
    told = filled.run("captions", "Two tones", "--format", form)
    assert told.returncode == 0, told.stderr
    assert told.stdout.startswith(start)


def test_captions_are_merged_into_speech(filled: CommandLine, tmp_path: Path) -> None:
    speech = tmp_path / "speech.srt"
    speech.write_bytes(b"1\r\n00:00:00,000 --> 00:00:09,000\r\nWas war das?\r\n")
    options = ("--format", "srt", "--merge", str(speech), "--level", "1", "--language", "de")
    told = filled.run("captions", "Two tones", *options)
    assert told.returncode == 0, told.stderr
    assert "00:00:00,000 --> 00:00:09,000\n[" in told.stdout
    assert "Was war das?" in told.stdout
    refused = filled.run("captions", "Two tones", "--format", "raven", "--merge", str(speech))
    assert refused.returncode != 0
    assert "events" in refused.stderr
    table = filled.run("captions", "Two tones", "--format", "raven", "--level", "1")
    assert table.stdout.startswith("Selection\t")


def test_labels_tell_grade_and_counts(filled: CommandLine) -> None:
    labels = {label["name"]: label for label in filled.json("labels", "--json")["labels"]}
    assert labels["Bark"]["grade"] == "untested"
    assert labels["Bark"]["events"] >= 1
    assert set(json.loads(filled.run("labels", "bar", "--json").stdout)["labels"][0]) >= {"name"}


def test_the_same_bytes_twice_are_one_video(film: Path, tmp_path: Path) -> None:
    earshot = CommandLine.at(tmp_path)
    copy = shutil.copy(film, tmp_path / "copy.mp4")
    assert earshot.run("add", film).returncode == 0
    again = earshot.run("add", copy)
    assert again.returncode == 0
    assert "here already" in again.stdout
    assert len(earshot.videos()) == 1


def test_added_without_waiting_is_finished_by_the_next_add(film: Path, tmp_path: Path) -> None:
    earshot = CommandLine.at(tmp_path)
    assert earshot.run("add", film, "--no-wait").returncode == 0
    assert [video["state"] for video in earshot.videos()] == ["waiting"]
    assert earshot.run("add", film).returncode == 0
    assert [video["state"] for video in earshot.videos()] == ["ready"]


def test_in_place_keeps_a_reference_and_the_doctor_sees_it_move(film: Path, tmp_path: Path) -> None:
    earshot = CommandLine.at(tmp_path)
    own = Path(shutil.copy(film, tmp_path / "own.mp4"))
    assert earshot.run("add", own, "--in-place").returncode == 0
    own.rename(tmp_path / "moved.mp4")
    told = earshot.run("doctor").stdout
    assert "own.mp4" in told
    assert "move the file back" in told
    assert (tmp_path / "moved.mp4").exists()


def test_remove_leaves_nothing_but_the_tombstone(film: Path, tmp_path: Path) -> None:
    earshot = CommandLine.at(tmp_path)
    earshot.run("add", film)
    [video] = earshot.videos()
    assert earshot.run("remove", video["id"]).returncode == 0
    assert earshot.videos() == []
    assert earshot.json("search", "bark", "--json")["videos"] == []
    kept = [path.name for path in (earshot.data_dir / "store").rglob("*") if path.is_file()]
    assert [name for name in kept if "source" in name or "scores" in name] == []


def test_rebuild_brings_back_catalog_and_index(film: Path, tmp_path: Path) -> None:
    earshot = CommandLine.at(tmp_path)
    earshot.run("add", film)
    before = earshot.json("search", "bark", "--json")
    for path in earshot.data_dir.glob("*.sqlite*"):
        path.unlink()
    assert earshot.run("rebuild").returncode == 0
    assert earshot.json("search", "bark", "--json") == before
    assert earshot.run("doctor").returncode == 0


def test_rebuild_replaces_damaged_files(film: Path, tmp_path: Path) -> None:
    earshot = CommandLine.at(tmp_path)
    earshot.run("add", film)
    before = earshot.json("search", "bark", "--json")
    for path in earshot.data_dir.glob("*.sqlite*"):
        path.write_bytes(b"no database at all" * 100)
    assert earshot.run("search", "bark").returncode == 2
    assert earshot.run("rebuild").returncode == 0
    assert earshot.json("search", "bark", "--json") == before


def test_listen_tells_all_labels_and_stores_nothing(film: Path, tmp_path: Path) -> None:
    earshot = CommandLine.at(tmp_path)
    out, scores = tmp_path / "out.json", tmp_path / "scores.npz"
    assert earshot.run("listen", film, "--json", out, "--scores", scores).returncode == 0
    told = json.loads(out.read_text())
    assert {label["label"] for label in told["labels"]} == {"Bark", "Vehicle", "Music"}
    assert told["duration_s"] == pytest.approx(4.0, abs=0.1)
    with np.load(scores) as saved:
        assert saved["scores"].shape == (np.ceil(told["duration_s"] / saved["hop_s"]), 3)
        assert ((saved["scores"] >= 0) & (saved["scores"] <= 1)).all()
        best = dict(zip(saved["labels"].tolist(), saved["scores"].max(axis=0), strict=True))
    for label in told["labels"]:
        assert label["score"] == pytest.approx(best[label["label"]], abs=1e-5)
    assert not earshot.data_dir.exists()


def test_listen_with_a_floor_uses_one_threshold(film: Path, tmp_path: Path) -> None:
    earshot = CommandLine.at(tmp_path)
    told = earshot.json("listen", film, "--floor", "0.75")
    assert told["events"]
    assert all(event["score"] >= 0.75 for event in told["events"])


def test_bad_input_ends_each_with_a_sentence(film: Path, tmp_path: Path) -> None:
    earshot = CommandLine.at(tmp_path)
    folder = tmp_path / "films"
    folder.mkdir()
    (folder / "empty.mp4").touch()
    (folder / "text.mp4").write_text("this is no video\n" * 100)
    (folder / "half.mp4").write_bytes(film.read_bytes()[: film.stat().st_size // 2])
    make_film(folder / "silent.mp4", tones=())
    make_film(folder / "mute.mp4", sound=False)
    odd = folder / "odd 'quo\"tes' ☂ new\nline.mp4"
    make_film(odd, duration_s=3.5, noise=True)
    done = earshot.run("add", folder, tmp_path / "nowhere.mp4")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    states = {video["file_name"]: (video["state"], video["reason"]) for video in earshot.videos()}
    assert states["text.mp4"] == ("failed", "not_media")
    assert states["silent.mp4"] == ("ready", None)
    assert states["mute.mp4"] == ("ready", "no_audio")
    assert "empty.mp4" not in states
    assert states["half.mp4"] in {("failed", "not_media"), ("ready", "damaged")}
    assert "the file is empty" in done.stdout
    assert "nowhere.mp4" in done.stdout
    [heard] = earshot.json("search", "bark", "--json")["videos"]
    assert "quo" in heard["title"]


@pytest.mark.parametrize(
    "words",
    [
        ("search", "bark", "--level", "7"),
        ("events", "nothing"),
        ("listen", "nowhere.mp4"),
        ("serve", "--host", "0.0.0.0"),
        ("search",),
    ],
)
def test_what_cannot_be_done_is_one_line_and_exit_2(words: tuple[str, ...], tmp_path: Path) -> None:
    done = CommandLine.at(tmp_path).run(*words)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    if len(words) > 1:
        assert done.stderr.count("\n") == 1


def test_ctrl_c_stops_cleanly_and_the_next_run_goes_on(tmp_path: Path) -> None:
    earshot = CommandLine.at(tmp_path)
    films = tmp_path / "films"
    films.mkdir()
    for number in range(6):
        make_film(films / f"{number}.mp4", duration_s=900.0, pitch_hz=400 + 100 * number)
    adding = subprocess.Popen(
        earshot.arguments("add", films),
        env=earshot.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    while adding.poll() is None and not any((earshot.data_dir / "store").rglob("video.json")):
        time.sleep(0.05)
    os.kill(adding.pid, signal.SIGINT)
    _, said = adding.communicate(timeout=60)
    assert adding.returncode == 130
    assert "Traceback" not in said
    assert earshot.run("add", films).returncode == 0
    assert [video["state"] for video in earshot.videos()] == ["ready"] * 6
