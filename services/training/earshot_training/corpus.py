"""The table of labelled clips: one row a clip, with labels, split, source group and licence."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import csv
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

LEFT_OUT = "left out"
"""The split of clips that are in none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clip:
    """One labelled recording of the corpus."""

    path: str
    labels: tuple[str, ...]
    plain_label: str
    dataset: str
    split: str
    source_group: str
    duration_s: float
    licence: str


def read_clips(data_root: Path) -> list[Clip]:
    """Read `clips.csv` below `data_root`, in the order of the file."""
    with (data_root / "clips.csv").open(encoding="utf-8", newline="") as stream:
        return [_clip(row) for row in csv.DictReader(stream)]


def _clip(row: dict[str, str]) -> Clip:
    return Clip(
        path=row["path"],
        labels=tuple(label for label in row["labels"].split(";") if label),
        plain_label=row["plain_label"],
        dataset=row["dataset"],
        split=row["split"],
        source_group=row["source_group"],
        duration_s=float(row["duration_s"]),
        licence=row["licence"],
    )


def half_of(source_group: str) -> str:
    """Name the validation half of a source group: `tune` or `report`, by a stable hash."""
    digest = hashlib.sha256(source_group.encode()).digest()
    return "tune" if digest[0] % 2 == 0 else "report"


def table_sha256(data_root: Path) -> str:
    """Hash of the clip table, stored with every run so that it can be repeated."""
    return hashlib.sha256((data_root / "clips.csv").read_bytes()).hexdigest()


def clips_of(clips: Sequence[Clip], part: str) -> list[int]:
    """Indices of the clips of a part: `train`, `valid`, `tune` or `report`."""
    if part in {"train", "valid"}:
        return [index for index, clip in enumerate(clips) if clip.split == part]
    if part not in {"tune", "report"}:
        raise ValueError(f"unknown part {part!r}")
    return [
        index
        for index, clip in enumerate(clips)
        if clip.split == "valid" and half_of(clip.source_group) == part
    ]
