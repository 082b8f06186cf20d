"""`earshot bundles` and `earshot retag` as a person uses them."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.kit.command_line import CommandLine
from tests.kit.films import make_film
from tests.kit.tiny_bundle import write_tiny_bundle


@pytest.fixture
def line(tmp_path: Path) -> CommandLine:
    return CommandLine.at(tmp_path)


@pytest.fixture
def packed(line: CommandLine, tmp_path: Path) -> Path:
    """Another bundle as one file: it hears a bark where the first one hears music."""
    folder = write_tiny_bundle(tmp_path / "second")
    told = json.loads((folder / "manifest.json").read_text())
    told["name"] = "second"
    told["labels"][0], told["labels"][2] = told["labels"][2], told["labels"][0]
    (folder / "manifest.json").write_text(json.dumps(told))
    done = line.run("bundles", "pack", folder, "--out", tmp_path / "second.zip")
    assert done.returncode == 0, done.stderr
    return tmp_path / "second.zip"


def _bundles(line: CommandLine) -> dict[str, dict[str, Any]]:
    return {one["name"]: one for one in line.json("bundles", "list", "--json")["bundles"]}


def _labels(line: CommandLine) -> set[str]:
    told = line.json("events", "film", "--json")
    return {event["label"] for event in told["events"]}


def _heard_by(line: CommandLine, label: str) -> set[str]:
    """As a search answers: names of the bundles without their hashes."""
    found = line.json("search", label, "--json")["videos"][0]["moments"]
    events = [event for moment in found for event in moment["events"]]
    return {
        name.partition("-")[0]
        for event in events
        if event["label"] == label
        for name in event["heard_by"]
    }


def test_from_one_file_to_another_ear_and_back(
    line: CommandLine, packed: Path, tmp_path: Path
) -> None:
    assert line.run("add", make_film(tmp_path / "film.mp4")).returncode == 0
    assert line.run("bundles", "install", packed).returncode == 0
    second = _bundles(line)["second"]
    assert (second["installed"], second["in_use"]) == (True, False)
    report = line.json("retag", "--bundle", "second", "--json")
    assert report["videos"] == 1
    changes = {one["label"]: (one["gained"], one["lost"]) for one in report["labels"]}
    assert changes == {"Bark": (1, 0), "Music": (0, 1)}
    assert {one["heard_by"] for one in report["strongest"]} >= {second["bundle"]}
    assert all("/source#t=" in one["link"] for one in report["strongest"])
    assert _labels(line) == {"Music", "Vehicle"}
    (tmp_path / "film.mp4").unlink()
    assert line.run("bundles", "use", "second").returncode == 0
    assert _labels(line) == {"Bark", "Vehicle"}
    assert line.run("bundles", "use", "tiny", "--beside", "second").returncode == 0
    assert _labels(line) == {"Bark", "Music", "Vehicle"}
    assert _heard_by(line, "Vehicle") == {"tiny", "second"}
    assert _heard_by(line, "Bark") == {"second"}
    refused = line.run("bundles", "remove", "second")
    assert refused.returncode == 2
    assert "is in use" in refused.stderr
    assert line.run("bundles", "use", "tiny").returncode == 0
    assert _labels(line) == {"Music", "Vehicle"}
    assert line.run("bundles", "remove", "second").returncode == 0
    assert not _bundles(line)["second"]["installed"]


def test_what_cannot_run_here_is_refused_in_one_sentence(
    line: CommandLine, packed: Path, tmp_path: Path
) -> None:
    strange = write_tiny_bundle(tmp_path / "strange", runtime="abacus")
    other = packed.with_name("damaged.zip")
    other.write_bytes(packed.read_bytes()[:-300])
    for source, word in ((strange, "abacus"), (other, "not a bundle"), ("no.zip", "no file")):
        done = line.run("bundles", "install", source)
        assert done.returncode == 2
        assert word in done.stderr
        assert done.stderr.count("\n") == 1
    wrong = line.run("bundles", "install", packed, "--sha256", "0" * 64)
    assert wrong.returncode == 2
    assert "sha256" in wrong.stderr
    assert set(_bundles(line)) == {"keen", "tiny"}
