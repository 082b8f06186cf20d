"""Tells whether a processor would get int8 sums wrong unless asked to take the slow way."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import platform
from pathlib import Path

CPUINFO = Path("/proc/cpuinfo")
X86 = ("x86_64", "AMD64", "i686")
EXACT = ("avx512_vnni", "avx_vnni")
SLOW_AND_EXACT = ("session.x64quantprecision", "1")
"""ONNX Runtime's option for what `saturates` finds: same sums as with VNNI, at half the speed."""


def saturates(machine: str | None = None, cpuinfo: Path = CPUINFO) -> bool:
    """Whether int8 products overflow 16 bits here: x86 without VNNI instructions.

    Where nobody can tell, the answer is yes: slow is better than wrong.
    """
    if (machine or platform.machine()) not in X86:
        return False
    try:
        told = cpuinfo.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return True
    flags = next((line.split() for line in told.splitlines() if line.startswith("flags")), [])
    return not any(name in flags for name in EXACT)
