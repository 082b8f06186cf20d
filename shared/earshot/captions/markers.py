"""Writes moments as markers for film editors: EDL (CMX 3600) and CSV."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

RATES = ("23.976", "24", "25", "29.97", "30", "50", "59.94", "60")
"""Frames a second that editors work with; the odd ones count without dropping frames."""
_EXACT = {
    "23.976": Fraction(24000, 1001),
    "29.97": Fraction(30000, 1001),
    "59.94": Fraction(60000, 1001),
}
_HOUR_S = 3600
_TEXT = re.compile(r"[\x00-\x1f|]+")
_FORMULA = ("=", "+", "-", "@")


class MarkerFormat(StrEnum):
    """How moments are written."""

    EDL = "edl"
    CSV = "csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """A moment with its name."""

    start_s: float
    end_s: float
    name: str
    note: str = ""


def timecode(seconds: float, rate: str) -> str:
    """Hours, minutes, seconds and frames.

    >>> timecode(61.5, "25")
    '00:01:01:12'
    """
    exact = _EXACT.get(rate, Fraction(rate))
    frames, base = int(Fraction(seconds).limit_denominator(1_000_000) * exact), round(exact)
    whole, frame = divmod(frames, base)
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}:{frame:02d}"


def write_edl(markers: Iterable[Marker], *, title: str, rate: str) -> str:
    """One event a moment, on a timeline that begins at one hour; Resolve reads the markers."""
    lines = [f"TITLE: {_plain(title)[:70]}", "FCM: NON-DROP FRAME", ""]
    for number, marker in enumerate(markers, start=1):
        frames = max(1, round((marker.end_s - marker.start_s) * float(rate)))
        source = (timecode(marker.start_s, rate), timecode(_end_s(marker, rate), rate))
        record = (
            timecode(marker.start_s + _start_s(rate), rate),
            timecode(_end_s(marker, rate) + _start_s(rate), rate),
        )
        lines += [
            f"{number % 1000:03d}  AX       V     C        {' '.join((*source, *record))}",
            f"* FROM CLIP NAME: {_plain(title)}",
            f"* LOC: {record[0]} RED     {_plain(marker.name)}",
            f" |C:ResolveColorBlue |M:{_plain(marker.name)} |D:{frames}",
            "",
        ]
    return "\r\n".join(lines)


def write_marker_csv(markers: Iterable[Marker], *, rate: str) -> str:
    """As Premiere names the columns, with seconds beside them for everything else."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(
        ("Marker Name", "Description", "In", "Out", "Duration", "Marker Type", "start_s", "end_s")
    )
    for one in markers:
        end_s = _end_s(one, rate)
        length = timecode(end_s - one.start_s, rate)
        times = (timecode(one.start_s, rate), timecode(end_s, rate), length)
        seconds = (f"{one.start_s:.3f}", f"{one.end_s:.3f}")
        table.writerow((_harmless(one.name), _harmless(one.note), *times, "Comment", *seconds))
    return out.getvalue()


def _end_s(marker: Marker, rate: str) -> float:
    """At least one frame later."""
    return max(marker.end_s, marker.start_s + 1 / float(_EXACT.get(rate, Fraction(rate))) + 1e-9)


def _start_s(rate: str) -> float:
    """One hour of timecode, which is a little longer at the odd rates."""
    exact = _EXACT.get(rate, Fraction(rate))
    return float(Fraction(_HOUR_S * round(exact)) / exact)


def _plain(text: str) -> str:
    """One line without what the format itself uses."""
    return " ".join(_TEXT.sub(" ", text).split())


def _harmless(text: str) -> str:
    """Spreadsheets run what begins like a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
