"""The scale benchmark at a tiny size: it runs, fills both indices and tells every figure."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import ROOT

TINY = {"VIDEOS": "30", "QUERIES": "10", "WRITTEN": "3"}


def told_by(figures: Path, engine: str) -> dict[str, object]:
    small = {f"EARSHOT_BENCH_{name}": value for name, value in TINY.items()}
    chosen = {"EARSHOT_BENCH_FIGURES": str(figures), "EARSHOT_BENCH_ENGINES": engine}
    subprocess.run(
        [sys.executable, "-m", "tests.bench", "scale"],
        cwd=ROOT,
        env={**os.environ, **small, **chosen},
        capture_output=True,
        check=True,
    )
    told: dict[str, object] = json.loads(figures.read_text())[engine]
    return told


@pytest.mark.parametrize("engine", ["sqlite", pytest.param("elastic", marks=pytest.mark.stack)])
def test_every_kind_of_query_is_timed_beside_the_engine(engine: str, tmp_path: Path) -> None:
    told = told_by(tmp_path / "figures.json", engine)
    queries = told["queries"]
    assert isinstance(queries, dict)
    assert {"one label", "one ancestor", "one label, page 20"} <= queries.keys()
    assert all(row["p99_ms"] >= row["p50_ms"] > 0 for row in queries.values())
    assert {row["within"] for row in queries.values()} <= {"yes", "no"}
    assert told["lanes"]
