"""`earshot search` on a small archive, from the start of the process to its answer."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.long_film import make_long_film
from tests.bench.timing import table

RUNS = 10
AT_MOST_S = 1.0


def run() -> Iterator[str]:
    """One film, then the same search again and again."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "EARSHOT_DATA_DIR": str(Path(folder) / "data")}
        earshot = [sys.executable, "-m", "earshot_standalone"]
        film = make_long_film(Path(folder), 1)
        subprocess.run([*earshot, "add", str(film)], env=environment, check=True)
        took_s, bare_s = [], []
        for _ in range(RUNS + 1):
            took_s.append(seconds_of([*earshot, "search", "dog"], environment))
            bare_s.append(seconds_of([sys.executable, "-c", "pass"], environment))
        rows = [
            (
                "earshot search dog",
                f"{statistics.median(took_s[1:]):.2f}",
                f"{max(took_s[1:]):.2f}",
            ),
            ("python -c pass", f"{statistics.median(bare_s[1:]):.2f}", f"{max(bare_s[1:]):.2f}"),
        ]
        yield from table(("command", "median s", "most s"), rows)
        yield ""
        yield f"At most {AT_MOST_S} s."


def seconds_of(command: list[str], environment: dict[str, str]) -> float:
    """Seconds on the clock."""
    started = time.perf_counter()
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - started
