"""Writes cues as SubRip (SRT)."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Iterable

from earshot.captions.clock import clock
from earshot.captions.cue import Cue

# SubRip has no way to escape these: players read tags and would take an arrow for a timing line.
_LOOKALIKES = str.maketrans({"<": "\u2039", ">": "\u203a"})


def write_subrip(cues: Iterable[Cue]) -> str:
    """A whole file; numbers start at 1, times have commas."""
    blocks = (
        f"{number}\n{clock(cue.start_s, ',')} --> {clock(cue.end_s, ',')}\n{_payload(cue)}\n"
        for number, cue in enumerate(cues, start=1)
    )
    return "\n".join(blocks)


def _payload(cue: Cue) -> str:
    lines = (" ".join(line.split()).translate(_LOOKALIKES) for line in cue.lines)
    return "\n".join(line for line in lines if line)
