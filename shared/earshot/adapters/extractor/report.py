"""Reads what ffmpeg says while it decodes, keeping little of it."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import re
from collections import deque

_TAIL_LINES = 12
_LINE_CHARS = 300
_PENDING_BYTES = 1 << 16
_DECODE_ERROR = re.compile(
    r"Error while decoding stream|Error submitting packet to decoder|corrupt decoded frame"
    r"|Decoding error:"
)
_TRUNCATED = re.compile(r"partial file|ended prematurely|Packet corrupt")
_ESTIMATED = re.compile(r"Estimating duration from bitrate")
_START_CORRECTION = re.compile(r"Correcting start time (?:of Input #\d+ )?by (-?\d+)")
_CONTEXT = re.compile(r"\[[^\]]* @ 0x[0-9a-f]+\] ?")
_SERIOUS = re.compile(r"\[(?:error|fatal|panic)\] ?")


class DecodeReport:
    """Counts and marks from the lines of standard error, plus the last serious ones."""

    def __init__(self) -> None:
        self.decode_errors = 0
        """Packets of the chosen track that could not be decoded cleanly."""
        self.truncated = False
        """The container noticed that its file ends too early."""
        self.estimated = False
        """The declared duration is a guess from bit rate and size."""
        self.start_correction_s = 0.0
        """ffmpeg drops the lead of unused tracks in broadcast formats; this puts it back."""
        self._tail: deque[str] = deque(maxlen=_TAIL_LINES)
        self._pending = b""

    def feed(self, data: bytes) -> None:
        """Take in a piece of standard error."""
        *lines, self._pending = (self._pending + data).split(b"\n")
        if len(self._pending) > _PENDING_BYTES:
            lines.append(self._pending)
            self._pending = b""
        for line in lines:
            self._take(line[:_LINE_CHARS].decode(errors="replace").strip())

    def tail(self) -> tuple[str, ...]:
        """The last serious lines, without addresses."""
        if self._pending:
            self._take(self._pending[:_LINE_CHARS].decode(errors="replace").strip())
            self._pending = b""
        return tuple(self._tail)

    def _take(self, line: str) -> None:
        if _DECODE_ERROR.search(line):
            self.decode_errors += 1
        self.truncated = self.truncated or bool(_TRUNCATED.search(line))
        self.estimated = self.estimated or bool(_ESTIMATED.search(line))
        correction = _START_CORRECTION.search(line)
        if correction:
            self.start_correction_s = int(correction[1]) / 1e6
        if _SERIOUS.search(line):
            self._tail.append(_SERIOUS.sub("", _CONTEXT.sub("", line)))
