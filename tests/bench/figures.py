"""What the benchmarks measured, in one JSON file from which `deploy/SCALE.md` is made."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import json
import os
import platform
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.house.tree import ROOT

KEPT = ROOT / "deploy" / "scale_figures.json"
VARIABLE = "EARSHOT_BENCH_FIGURES"
"""Where figures go; nowhere unless it is set, so that a short run changes no page."""


def record(part: str, figures: dict[str, Any]) -> None:
    """Put one benchmark's figures in the place of its former ones."""
    named = os.environ.get(VARIABLE)
    if not named:
        return
    path = Path(named)
    told = read(path) if path.exists() else {}
    measured = {"measured_at": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC", "machine": machine()}
    told[part] = {**measured, **figures}
    path.write_text(json.dumps(told, indent=1, sort_keys=True) + "\n")


def read(path: Path = KEPT) -> dict[str, Any]:
    """All figures by benchmark."""
    told: dict[str, Any] = json.loads(path.read_text())
    return told


def machine() -> dict[str, Any]:
    """Where it ran, and how busy that was."""
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return {
        "cores": os.cpu_count(),
        "memory_gb": round(pages / 1e9),
        "system": f"{platform.system()} {platform.machine()}",
        "load_at_the_end": round(os.getloadavg()[0], 1),
    }
