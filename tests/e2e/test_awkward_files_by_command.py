"""Fifty awkward and broken files through `earshot add` in one go: each ends right, none harms."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import csv
from typing import Any

import pytest

from tests.house.tree import ROOT
from tests.kit.command_line import CommandLine

MEDIA = ROOT.parent / "shared" / "media"
pytestmark = pytest.mark.skipif(
    not MEDIA.is_dir(), reason="the collection of awkward media files is not on this machine"
)


def told_files() -> list[dict[str, str]]:
    if not MEDIA.is_dir():
        return []
    return list(csv.DictReader((MEDIA / "media.csv").read_text().splitlines()))


@pytest.fixture(scope="module")
def added(tmp_path_factory: pytest.TempPathFactory) -> tuple[CommandLine, str]:
    earshot = CommandLine.at(tmp_path_factory.mktemp("archive"))
    done = earshot.run("add", MEDIA)
    assert done.returncode == 1, "some of them cannot work"
    assert "Traceback" not in done.stderr
    return earshot, done.stdout


@pytest.fixture(scope="module")
def videos(added: tuple[CommandLine, str]) -> dict[str, dict[str, Any]]:
    return {video["file_name"]: video for video in added[0].videos()}


@pytest.mark.parametrize("told", told_files(), ids=lambda told: told["file"])
def test_each_ends_in_the_right_state(
    told: dict[str, str], videos: dict[str, dict[str, Any]]
) -> None:
    video = videos[told["file"]]
    state, reason = video["state"], video["reason"]
    decodable_s = float(told["decodable_s"] or 0)
    if told["kind"] == "no audio track":
        assert (state, reason) == ("ready", "no_audio")
    elif decodable_s > 0:
        assert state == "ready"
        assert reason in {None, "damaged"}
        assert video["duration_s"] == pytest.approx(
            max(decodable_s, float(told["container_duration_s"] or 0)), abs=0.6
        )
    else:
        assert (state, reason) == ("failed", "not_media")
    if reason is not None:
        assert video["detail"]
        assert "\n" not in video["detail"]


def test_the_good_ones_are_searchable(
    added: tuple[CommandLine, str], videos: dict[str, dict[str, Any]]
) -> None:
    found = added[0].json("search", "music", "--level", "everything", "--limit", "100", "--json")
    heard = {video["video_id"] for video in found["videos"]}
    ready = {video["id"] for video in videos.values() if video["state"] == "ready"}
    assert heard
    assert heard <= ready


def test_the_table_has_a_line_for_each(added: tuple[CommandLine, str]) -> None:
    for told in told_files():
        assert told["file"] in added[1]


def test_afterwards_nothing_is_left_over(added: tuple[CommandLine, str]) -> None:
    doctor = added[0].run("doctor")
    assert doctor.returncode == 0, doctor.stdout
    assert "none is stuck" in doctor.stdout
