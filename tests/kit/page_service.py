"""`earshot serve` with the built page, and a short film that browsers play."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest

from earshot.adapters.extractor.binaries import find_binaries
from earshot_stack.processes import answers, free_port
from earshot_web.building import run_script
from earshot_web.node import NodeMissing, find_node
from earshot_web.page import is_built
from tests.house.tree import ROOT

RECORDINGS = ROOT / "deploy" / "demo" / "recordings"
BARK_S = 4.0
ROOSTER_S = 9.0
FILM_S = 14.0
PATIENCE_S = 180.0


def require_page() -> None:
    """Build the page unless it is built; skip where there is no Node.js, fail in CI."""
    if is_built():
        return
    try:
        find_node()
    except NodeMissing as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(error))
    run_script("build")


def make_watchable_film(path: Path) -> Path:
    """A dog at 4 s and a rooster at 9 s, over a picture that every browser decodes."""
    placed = [
        f"[{number}:a]aresample=44100,aformat=channel_layouts=mono,adelay={at_s * 1000:.0f}:all=1"
        for number, at_s in enumerate((BARK_S, ROOSTER_S))
    ]
    mix = f"[dog][rooster]amix=inputs=2:normalize=0,apad,atrim=end={FILM_S}[sound]"
    graph = f"{placed[0]}[dog];{placed[1]}[rooster];{mix}"
    command = [str(find_binaries().ffmpeg), "-nostdin", "-v", "error", "-y"]
    command += ["-i", str(RECORDINGS / "dog-bark.opus"), "-i", str(RECORDINGS / "rooster.opus")]
    command += ["-f", "lavfi", "-i", f"testsrc=s=320x180:r=10:d={FILM_S}"]
    command += ["-filter_complex", graph, "-map", "2:v", "-map", "[sound]"]
    command += ["-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac", str(path)]
    subprocess.run(command, check=True, timeout=120)
    return path


@contextmanager
def serving(data_dir: Path, *, port: int | None = None, token: str = "") -> Iterator[str]:
    """The whole service on a loopback port; ends cleanly."""
    port = port or free_port()
    environment = {**os.environ, "EARSHOT_DATA_DIR": str(data_dir), "EARSHOT_LOG_LEVEL": "ERROR"}
    if token:
        environment["EARSHOT_TOKEN"] = token
    command = [sys.executable, "-m", "earshot_standalone", "serve", "--port", str(port)]
    with subprocess.Popen(command, env=environment) as service:
        url = f"http://127.0.0.1:{port}"
        try:
            wait_until(lambda: answers(f"{url}/healthz"))
            yield url
        finally:
            service.terminate()
            assert service.wait(timeout=60) == 0


def add_film(url: str, film: Path, token: str = "") -> str:
    """Upload a film, wait until it can be searched, answer its id."""
    headers = {"X-File-Name": film.name}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    with httpx2.Client(base_url=f"{url}/api/v1", headers=headers, timeout=60) as client:
        sent = client.post("/videos", content=film.read_bytes())
        assert sent.status_code in {200, 201}, sent.text
        video_id = str(sent.json()["id"])
        wait_until(lambda: client.get(f"/videos/{video_id}").json()["state"] in {"ready", "failed"})
        state = client.get(f"/videos/{video_id}").json()
        assert state["state"] == "ready", state
    return video_id


def wait_until(wanted: Any) -> None:
    """Ask again and again until it is so."""
    until = time.monotonic() + PATIENCE_S
    while not wanted():
        assert time.monotonic() < until
        time.sleep(0.2)
