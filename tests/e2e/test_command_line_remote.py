"""The same command against a running service: `earshot serve` here, `--server` there."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError

import pytest

from tests.kit.command_line import CommandLine
from tests.kit.films import make_film

START_S = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A running `earshot serve` and a client that has no archive of its own."""

    url: str
    client: CommandLine


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    host = CommandLine.at(tmp_path_factory.mktemp("host"))
    client = CommandLine.at(tmp_path_factory.mktemp("client"))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    with subprocess.Popen(
        host.arguments("serve", "--port", str(port)), env=host.environment
    ) as serving:
        try:
            wait_for(f"{url}/readyz", serving)
            yield Service(url=url, client=client)
        finally:
            serving.terminate()
            assert serving.wait(timeout=60) == 0


def wait_for(url: str, serving: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and serving.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5):  # noqa: S310  our own loopback
                return
        except (URLError, OSError):
            time.sleep(0.2)
    raise AssertionError(f"{url} never answered; exit {serving.poll()}")


def far_videos(service: Service) -> list[dict[str, Any]]:
    """What the collection "far" holds; other tests leave theirs in the same service."""
    videos = service.client.json("list", "--json", "--server", service.url)["videos"]
    return [video for video in videos if video["collection"] == "far"]


def test_add_search_look_and_remove_from_afar(service: Service, tmp_path: Path) -> None:
    earshot, there = service.client, ("--server", service.url)
    film = make_film(tmp_path / "far ☂ film.mp4", noise=True)
    done = earshot.run("add", film, "--collection", "far", *there)
    assert done.returncode == 0, done.stderr + done.stdout
    [video] = far_videos(service)
    assert (video["title"], video["state"]) == ("far ☂ film", "ready")
    answer = earshot.json("search", "bark", "--sort", "duration", "--json", *there)
    [found] = answer["videos"]
    assert (answer["sort"], answer["counts"]["videos"]) == ("duration", 1)
    heard = earshot.json("stats", "--json", *there)["labels"]
    assert "Bark" in [one["label"] for one in heard]
    assert found["video_id"] == video["id"]
    assert earshot.json("--server", service.url, "show", "far ☂ film")["id"] == video["id"]
    assert earshot.json("events", video["id"], "--json", *there)["events"]
    captions = earshot.run("captions", video["id"], "--format", "vtt", *there).stdout
    assert captions.startswith("WEBVTT")
    assert earshot.json("labels", "bark", "--json", *there)["labels"]
    again = earshot.run("add", film, "--collection", "far", *there)
    assert "there already" in again.stdout
    assert earshot.run("remove", video["id"], *there).returncode == 0
    deadline = time.monotonic() + 60
    while far_videos(service) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert earshot.json("search", "bark", "--json", *there)["videos"] == []
    assert not earshot.data_dir.exists()


def test_bad_files_are_told_from_afar(service: Service, tmp_path: Path) -> None:
    text = tmp_path / "text.mp4"
    text.write_text("no video at all\n" * 50)
    done = service.client.run("add", text, tmp_path / "none.mp4", "--server", service.url)
    assert done.returncode == 1
    assert "not a video" in done.stdout
    assert "none.mp4" in done.stdout


@pytest.mark.parametrize("words", [("list",), ("search", "dog"), ("show", "x")])
def test_a_service_that_is_not_there_is_one_line(words: tuple[str, ...], tmp_path: Path) -> None:
    done = CommandLine.at(tmp_path).run(*words, "--server", "http://127.0.0.1:9")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "does not answer" in done.stderr
