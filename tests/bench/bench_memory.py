"""Resident memory of `earshot add` for a video of three hours."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

from tests.bench.long_film import make_long_film
from tests.bench.timing import table

MINUTES = 180
AT_MOST_MB = 400


def run() -> Iterator[str]:
    """One worker, watched while it works."""
    with tempfile.TemporaryDirectory() as folder:
        film = make_long_film(Path(folder), MINUTES)
        environment = {
            **os.environ,
            "EARSHOT_DATA_DIR": str(Path(folder) / "data"),
            "EARSHOT_WORKERS": "1",
        }
        started = time.monotonic()
        adding = subprocess.Popen(
            [sys.executable, "-m", "earshot_standalone", "add", str(film)], env=environment
        )
        peak_bytes = watch(adding)
        row = (
            f"{MINUTES // 60} h",
            f"{time.monotonic() - started:.0f}",
            f"{peak_bytes / 1e6:.0f}",
            AT_MOST_MB,
        )
        yield from table(("video", "seconds", "most resident MB", "at most"), [row])


def watch(process: subprocess.Popen[bytes]) -> int:
    """Most bytes that the process and its children had at once."""
    peak_bytes = 0
    watched = psutil.Process(process.pid)
    while process.poll() is None:
        now_bytes = 0
        for one in (watched, *watched.children(recursive=True)):
            try:
                now_bytes += one.memory_info().rss
            except psutil.Error:
                continue
        peak_bytes = max(peak_bytes, now_bytes)
        time.sleep(0.05)
    if process.returncode:
        raise RuntimeError(f"earshot add ended with {process.returncode}")
    return peak_bytes
