"""Writes cues as SubRip (SRT)."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import re
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
    written = _spoken if cue.is_speech else _heard
    lines = (written(" ".join(line.split())) for line in cue.lines)
    return "\n".join(line for line in lines if line)


def _heard(line: str) -> str:
    return line.translate(_LOOKALIKES)


def _spoken(line: str) -> str:
    """Players know italics, bold and underlined; a speaker's tag becomes a name."""
    named = _SPEAKER.sub(r"\1: ", line)
    pieces = _TAG.split(named)
    return "".join(piece if _PLAIN.fullmatch(piece) else _untagged(piece) for piece in pieces)


def _untagged(piece: str) -> str:
    return "" if _TAG.fullmatch(piece) else _heard(piece)


_SPEAKER = re.compile(r"<v[.\s]+([^<>]+)>")
_TAG = re.compile(r"(</?[A-Za-z][^<>]*>)")
_PLAIN = re.compile(r"</?[ibu]>")
