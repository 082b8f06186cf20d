"""`earshot similar`: by a moment of a video and by a file, here and against a running service."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import socket
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.test_command_line_remote import wait_for
from tests.kit.command_line import CommandLine
from tests.kit.films import make_film

FIRST, SECOND = (1.0, 2.0), (9.0, 10.0)


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("films")
    return make_film(folder / "bursts.mp4", tones=(FIRST, SECOND), duration_s=14.0, noise=True)


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clips")
    return make_film(folder / "burst.mp4", tones=((0.0, 1.0),), duration_s=1.0, noise=True)


@pytest.fixture(scope="module")
def filled(film: Path, tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    earshot = CommandLine.at(tmp_path_factory.mktemp("archive"))
    done = earshot.run("add", film, "--title", "Two bursts")
    assert done.returncode == 0, done.stderr
    return earshot


def starts(answer: dict[str, Any]) -> list[float]:
    return sorted(moment["start_s"] for moment in answer["moments"])


def test_by_a_moment_of_a_video(filled: CommandLine) -> None:
    answer = filled.json("similar", "Two bursts", "1.0", "0:02", "--json")
    [moment] = answer["moments"]
    assert moment["start_s"] == pytest.approx(SECOND[0], abs=1.0)
    assert moment["score"] > 0.8
    shown = filled.run("similar", "Two bursts", "1", "2").stdout
    assert "Two bursts" in shown
    assert "alike" in shown


def test_by_a_file(filled: CommandLine, clip: Path) -> None:
    assert starts(filled.json("similar", clip, "--json")) == pytest.approx([1.0, 9.0], abs=1.0)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("similar", "nowhere.wav"), "no file"),
        (("similar", "Two bursts", "1"), "the end"),
        (("similar", "Two bursts", "soon", "later"), "no time"),
        (("similar", "Two bursts", "1", "40"), "outside"),
        (("similar", "Another", "1", "2"), "Another"),
        (("similar", __file__), "not a video"),
    ],
)
def test_what_does_not_fit_is_one_line(
    filled: CommandLine, words: tuple[str, ...], says: str
) -> None:
    done = filled.run(*words)
    assert done.returncode == 2
    assert says in done.stderr
    assert done.stderr.count("\n") == 1


def test_against_a_running_service(film: Path, clip: Path, tmp_path: Path) -> None:
    host = CommandLine.at(tmp_path / "host")
    client = CommandLine.at(tmp_path / "client")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    words = host.arguments("serve", "--port", str(port))
    with subprocess.Popen(words, env=host.environment) as serving:
        try:
            wait_for(f"{url}/readyz", serving)
            _ask_there(client, url, film, clip)
        finally:
            serving.terminate()
            assert serving.wait(timeout=60) == 0


def _ask_there(client: CommandLine, url: str, film: Path, clip: Path) -> None:
    there = ("--server", url)
    added = client.run("add", film, "--title", "Bursts there", *there)
    assert added.returncode == 0, added.stderr
    answer = client.json("similar", clip, "--json", *there)
    assert starts(answer) == pytest.approx([1.0, 9.0], abs=1.0)
    moment = client.json("similar", "Bursts there", "1", "2", "--json", *there)
    assert starts(moment) == pytest.approx([9.0], abs=1.0)
    refused = client.run("similar", __file__, *there)
    assert refused.returncode == 2
    assert "not a video" in refused.stderr
