"""Prints the benchmarks' tables: `python -m tests.bench [NAME…]`, all of them without a name."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import importlib
import sys
from pathlib import Path

PREFIX = "bench_"


def names() -> list[str]:
    """Every `bench_NAME.py` here has a function `run` that yields lines of markdown."""
    found = Path(__file__).parent.glob(f"{PREFIX}*.py")
    return sorted(path.stem.removeprefix(PREFIX) for path in found)


def main(asked: list[str]) -> int:
    """Run the asked benchmarks one after the other; 2 when one is not known."""
    unknown = [name for name in asked if name not in names()]
    if unknown:
        sys.stderr.write(f"no benchmark {unknown[0]}; there are: {', '.join(names())}\n")
        return 2
    for name in asked or names():
        sys.stdout.write(f"\n## {name}\n\n`python -m tests.bench {name}`\n\n")
        for line in importlib.import_module(f"tests.bench.{PREFIX}{name}").run():
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
