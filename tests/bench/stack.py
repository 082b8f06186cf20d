"""`make bench-stack`: the benchmarks that need the real servers, which it starts where none run.

`EARSHOT_TEST_ES_URL` and its like name running ones. Figures go to `deploy/scale_figures.json`,
and `deploy/SCALE.md` is written from them, unless `EARSHOT_BENCH_FIGURES` names another file.
"""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from earshot_stack import stack
from earshot_stack.errors import MissingToolError, ServerError
from tests.bench.__main__ import main as run_benchmarks
from tests.bench.figures import KEPT, VARIABLE
from tests.bench.scale_page import main as write_page
from tests.house.tree import ROOT

NAMES = ("scale", "throughput", "upload")
STATE = ROOT / "var" / "bench-stack"


def main(asked: list[str]) -> int:
    """Run the asked ones, or all."""
    keeps = VARIABLE not in os.environ
    os.environ.setdefault(VARIABLE, str(KEPT))
    try:
        with servers():
            ended = run_benchmarks(asked or list(NAMES))
    except (MissingToolError, ServerError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    if ended == 0 and keeps:
        write_page()
    return ended


@contextmanager
def servers() -> Iterator[None]:
    """Those that the environment names; else servers of our own, dropped in the end."""
    if os.environ.get("EARSHOT_TEST_ES_URL"):
        yield
        return
    try:
        os.environ.update(stack.test_environment(stack.up(STATE), STATE))
        yield
    finally:
        stack.down(STATE)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
