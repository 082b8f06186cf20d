"""Reads speech captions that others made, however they are written: WebVTT or SubRip."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Iterator

from earshot.captions.cue import Cue
from earshot.captions.lines import reading_s
from earshot.errors import BadRequest

MOST_BYTES = 10_000_000
_LEAST_S = 0.5

_TIME = r"(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2})(?:[.,](\d{1,6}))?"
_TIMING = re.compile(rf"^\s*{_TIME}\s*-+>\s*{_TIME}[ \t]*([^\n]*)$")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ASIDE = ("NOTE", "STYLE", "REGION", "WEBVTT", "X-TIMESTAMP-MAP")


def read_speech(data: bytes) -> tuple[Cue, ...]:
    """Cues sorted by time; damaged ones are left out, backward ones get a readable length.

    Raises
    ------
    BadRequest
        When the file is too large, or no cue can be found in it although it is not empty.
    """
    if len(data) > MOST_BYTES:
        raise BadRequest(f"speech captions may have {MOST_BYTES} bytes, not {len(data)}")
    text = _decoded(data).replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    cues = sorted(_cues(text.split("\n")), key=lambda cue: (cue.start_s, cue.end_s))
    if not cues and text.strip() and not text.lstrip().startswith("WEBVTT"):
        raise BadRequest("this is neither a WebVTT nor an SRT file: no line tells a time")
    return tuple(cues)


def _decoded(data: bytes) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        # The encoding of most subtitle files that are not UTF-8; it leaves few bytes undefined.
        return data.decode("cp1252", errors="replace")


def _cues(lines: list[str]) -> Iterator[Cue]:
    at = 0
    while at < len(lines):
        if lines[at].startswith(_ASIDE):
            at = _after_block(lines, at)
            continue
        timing = _TIMING.match(lines[at])
        at += 1
        if not timing:
            continue
        body, at = _body(lines, at)
        cue = _cue(timing, body)
        if cue is not None:
            yield cue


def _after_block(lines: list[str], at: int) -> int:
    while at < len(lines) and lines[at].strip() and not _TIMING.match(lines[at]):
        at += 1
    return at + 1 if at < len(lines) and not lines[at].strip() else at


def _body(lines: list[str], at: int) -> tuple[list[str], int]:
    """Text up to a blank line, or up to the next cue where the blank line is missing."""
    body: list[str] = []
    while at < len(lines) and lines[at].strip():
        if _TIMING.match(lines[at]):
            if body and body[-1].strip().isdigit():
                body.pop()
            break
        body.append(lines[at])
        at += 1
    return body, at


def _cue(timing: re.Match[str], body: list[str]) -> Cue | None:
    groups = timing.groups()
    start_s, end_s = _seconds(groups[:4]), _seconds(groups[4:8])
    lines = tuple(text for line in body if (text := " ".join(html.unescape(line).split())))
    if not lines:
        return None
    if end_s <= start_s:
        end_s = start_s + max(_LEAST_S, reading_s(" ".join(lines)))
    settings = groups[8].strip() if re.fullmatch(r"(\s*[a-z]+:[^\s<>]+)+", groups[8] or "") else ""
    return Cue(start_s=start_s, end_s=end_s, lines=lines, is_speech=True, settings=settings)


def _seconds(groups: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, fraction = groups
    whole = int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0)
    return whole + float(f"0.{fraction or 0}")
