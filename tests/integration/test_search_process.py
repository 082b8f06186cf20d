"""`python -m earshot_search` as a process of its own over an embedded archive."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest

from earshot.adapters.catalog.resolve import resolve_catalog
from earshot.adapters.index.resolve import resolve_index_writer
from earshot.settings import Settings

START_S = 60.0


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def command(port: int, host: str) -> list[str]:
    return [sys.executable, "-m", "earshot_search", "--host", host, "--port", str(port)]


@contextmanager
def running(folder: Path, **environment: str) -> Iterator[str]:
    port = free_port()
    told = {**os.environ, "EARSHOT_DATA_DIR": str(folder), **environment}
    process = subprocess.Popen(command(port, "127.0.0.1"), env=told, stderr=subprocess.PIPE)
    try:
        url = f"http://127.0.0.1:{port}"
        until_s = time.monotonic() + START_S
        while time.monotonic() < until_s:
            try:
                httpx2.get(f"{url}/healthz")
                break
            except httpx2.TransportError:
                time.sleep(0.1)
        yield url
    finally:
        process.terminate()
        _, errors = process.communicate(timeout=30)
    assert b"Traceback" not in errors


def test_it_answers_and_writes_nothing(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    resolve_index_writer(settings)
    resolve_catalog(settings)
    with running(tmp_path) as url:
        before = {file.name for file in tmp_path.iterdir()}
        assert httpx2.get(f"{url}/healthz").json() == {"status": "ok"}
        assert httpx2.get(f"{url}/readyz").status_code == 200
        answer = httpx2.get(f"{url}/api/v1/search", params={"q": "dog"})
        assert (answer.status_code, answer.json()["videos"]) == (200, [])
        assert httpx2.get(f"{url}/").status_code == 307
        after = {file.name for file in tmp_path.iterdir()}
        lasting = {name for name in after - before if not name.endswith(("-shm", "-wal"))}
        assert lasting <= {"catalog.sqlite", "store"}


def test_it_is_not_ready_before_there_is_an_index(tmp_path: Path) -> None:
    with running(tmp_path) as url:
        ready = httpx2.get(f"{url}/readyz")
        assert ready.status_code == 503
        assert "earshot rebuild" in ready.json()["detail"]


def test_with_a_token_every_request_needs_it(tmp_path: Path) -> None:
    resolve_index_writer(Settings(data_dir=tmp_path))
    with running(tmp_path, EARSHOT_TOKEN="hidden") as url:
        search = f"{url}/api/v1/search?q=dog"
        assert httpx2.get(search).status_code == 401
        assert httpx2.get(search, headers={"Authorization": "Bearer hidden"}).status_code == 200


@pytest.mark.parametrize("host", ["0.0.0.0", "::", ""])
def test_an_open_address_is_refused_without_a_token(tmp_path: Path, host: str) -> None:
    told = {**os.environ, "EARSHOT_DATA_DIR": str(tmp_path)}
    told.pop("EARSHOT_TOKEN", None)
    ended = subprocess.run(
        command(free_port(), host), env=told, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 2
    assert "EARSHOT_TOKEN" in ended.stderr
