"""Which processors need the slow way to exact int8 sums."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from pathlib import Path

import pytest

from earshot.adapters.tagger.processor import saturates


@pytest.mark.parametrize(
    ("flags", "expected"),
    [
        ("fpu sse4_1 avx2 avx512f", True),
        ("fpu avx2 avx512f avx512_vnni", False),
        ("fpu avx2 avx_vnni", False),
        ("fpu avx2 avx512_vnnix", True),
    ],
)
def test_x86_needs_vnni(tmp_path: Path, flags: str, expected: bool) -> None:  # noqa: FBT001 - a table
    cpuinfo = tmp_path / "cpuinfo"
    cpuinfo.write_text(f"processor\t: 0\nmodel name\t: avx_vnni\nflags\t\t: {flags}\n")
    assert saturates("x86_64", cpuinfo) is expected


def test_other_machines_are_exact(tmp_path: Path) -> None:
    assert not saturates("aarch64", tmp_path / "none")


def test_an_unknown_x86_takes_the_slow_way(tmp_path: Path) -> None:
    assert saturates("x86_64", tmp_path / "none")
