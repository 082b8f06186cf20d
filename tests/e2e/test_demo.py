"""The demo as `make demo` runs it: real recordings, the shipped model, their true seconds."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.house.tree import ROOT

DEMO = ROOT / "deploy" / "demo"
MOST_BYTES = 1_000_000
ONSET_TOLERANCE_S = 0.75


@pytest.fixture(scope="module")
def output() -> str:
    done = subprocess.run(
        [sys.executable, str(DEMO / "demo.py")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def search(words: str, level: str) -> list[dict[str, Any]]:
    done = subprocess.run(
        [sys.executable, "-m", "earshot_standalone", "search", words, "--level", level, "--json"],
        env={**os.environ, "EARSHOT_DATA_DIR": str(ROOT / "var" / "demo" / "data")},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    [video] = json.loads(done.stdout)["videos"]
    moments: list[dict[str, Any]] = video["moments"]
    return moments


@pytest.mark.parametrize(
    ("words", "file"),
    [("dog", "dog-bark.opus"), ("baby crying", "baby-cries.opus"), ("rooster", "rooster.opus")],
)
@pytest.mark.usefixtures("output")
def test_moments_start_where_the_recordings_were_placed(words: str, file: str) -> None:
    sounds = json.loads((DEMO / "composition.json").read_text())["sounds"]
    [placed_s] = [sound["start_s"] for sound in sounds if sound["file"] == file]
    best = search(words, "balanced")[0]
    assert best["start_s"] == pytest.approx(placed_s, abs=ONSET_TOLERANCE_S)


def test_it_prints_three_searches_and_how_to_go_on(output: str) -> None:
    assert output.count("$ earshot search") == 3
    assert "How to go on" in output


def test_recordings_are_small_and_credited() -> None:
    recordings = sorted((DEMO / "recordings").iterdir())
    credits_text = (DEMO / "CREDITS.md").read_text()
    assert sum(path.stat().st_size for path in recordings) < MOST_BYTES
    assert [path.name for path in recordings if f"`{path.name}`" not in credits_text] == []


def test_every_recording_is_heard_in_the_film() -> None:
    plan = json.loads((DEMO / "composition.json").read_text())
    used = {plan["bed"]["file"], *(sound["file"] for sound in plan["sounds"])}
    assert used == {path.name for path in Path(DEMO / "recordings").iterdir()}
