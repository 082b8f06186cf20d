"""Gateway, worker and search as three processes over one embedded data folder."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest

from earshot_stack.processes import answers, free_port
from tests.kit.films import make_film
from tests.kit.tiny_bundle import write_tiny_bundle

PATIENCE_S = 120.0
API = "/api/v1"


@contextmanager
def _room(name: str, environment: dict[str, str]) -> Iterator[str]:
    """A running room, its address, and a clean end."""
    port, command = free_port(), [sys.executable, "-m", f"earshot_{name}"]
    if name != "worker":
        command += ["--port", str(port)]
    with subprocess.Popen(command, env={**os.environ, **environment}) as room:
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            room.terminate()
            assert room.wait(timeout=60) == 0, name


@pytest.fixture(scope="module")
def rooms(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    folder = tmp_path_factory.mktemp("rooms")
    environment = {
        "EARSHOT_DATA_DIR": str(folder / "data"),
        "EARSHOT_BUNDLE": str(write_tiny_bundle(folder / "tiny")),
        "EARSHOT_RECONCILE_S": "2",
    }
    with ExitStack() as stack:
        started = {
            name: stack.enter_context(_room(name, environment))
            for name in ("gateway", "worker", "search")
        }
        for name in ("gateway", "search"):
            _until(lambda url=started[name]: answers(f"{url}/readyz"))
        yield started


def _until(wanted: Any) -> Any:
    until = time.monotonic() + PATIENCE_S
    while not (found := wanted()):
        assert time.monotonic() < until
        time.sleep(0.2)
    return found


def _get(url: str, **params: str) -> Any:
    return httpx2.get(url, params=params, timeout=30).raise_for_status().json()


def test_what_one_takes_in_another_finds(rooms: dict[str, str], tmp_path: Path) -> None:
    film = make_film(tmp_path / "film.mp4", noise=True)
    gateway, search = rooms["gateway"] + API, rooms["search"] + API
    sent = httpx2.post(
        f"{gateway}/videos",
        content=film.read_bytes(),
        headers={"X-File-Name": "film.mp4"},
        timeout=60,
    )
    assert sent.status_code == 201
    video = sent.json()["id"]
    _until(lambda: _get(f"{gateway}/videos/{video}")["state"] == "ready")
    [found] = _get(f"{search}/search", q="bark")["videos"]
    assert found["video_id"] == video
    assert _get(f"{search}/videos/{video}/events")["events"]
    assert httpx2.get(f"{search}/videos/{video}/source").content == film.read_bytes()
    assert httpx2.delete(f"{gateway}/videos/{video}").status_code == 202
    _until(lambda: not _get(f"{search}/search", q="bark")["videos"])
    _until(lambda: not _get(f"{gateway}/videos")["videos"])
