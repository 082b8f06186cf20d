"""Which files a person means by the paths they name: files as they are, folders searched."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

MEDIA_ENDINGS = frozenset(
    (
        "3g2",
        "3gp",
        "aac",
        "ac3",
        "ac4",
        "aif",
        "aifc",
        "aiff",
        "alac",
        "amr",
        "ape",
        "asf",
        "au",
        "avi",
        "awb",
        "caf",
        "divx",
        "dts",
        "dv",
        "eac3",
        "ec3",
        "f4v",
        "flac",
        "flv",
        "gxf",
        "m1v",
        "m2a",
        "m2t",
        "m2ts",
        "m2v",
        "m4a",
        "m4b",
        "m4v",
        "mj2",
        "mk3d",
        "mka",
        "mkv",
        "mlp",
        "mod",
        "mov",
        "mp1",
        "mp2",
        "mp3",
        "mp4",
        "mpa",
        "mpc",
        "mpe",
        "mpeg",
        "mpg",
        "mpv",
        "mts",
        "mxf",
        "nut",
        "oga",
        "ogg",
        "ogm",
        "ogv",
        "opus",
        "ps",
        "qt",
        "ra",
        "rm",
        "rmvb",
        "snd",
        "spx",
        "swf",
        "tod",
        "tp",
        "ts",
        "tta",
        "vob",
        "w64",
        "wav",
        "weba",
        "webm",
        "wma",
        "wmv",
        "wtv",
        "wv",
        "y4m",
    )
)
"""Endings that a folder is searched for; a file that is named itself is always tried."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A file to take in, or a path that cannot be read and why."""

    path: Path
    problem: str | None = None


def choose(paths: Sequence[Path]) -> Iterator[Chosen]:
    """Named files, and the media files in named folders, sorted; each file once."""
    seen: set[Path] = set()
    for path in paths:
        for chosen in _within(path) if path.is_dir() else [Chosen(path=path)]:
            place = chosen.path.absolute()
            if place not in seen:
                seen.add(place)
                yield chosen


def _within(folder: Path) -> Iterator[Chosen]:
    problems: list[Chosen] = []

    def unreadable(error: OSError) -> None:
        place = Path(os.fsdecode(error.filename))
        problems.append(
            Chosen(path=place, problem="this folder cannot be read; check its permissions")
        )

    found = 0
    for place, folders, names in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            ending = Path(name).suffix.lstrip(".").lower()
            if not name.startswith(".") and ending in MEDIA_ENDINGS:
                found += 1
                yield Chosen(path=Path(place) / name)
    if not found and not problems:
        yield Chosen(path=folder, problem="this folder holds no video or audio files")
    yield from problems
