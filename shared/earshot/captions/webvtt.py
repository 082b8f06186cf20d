"""Writes cues as WebVTT."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Iterable

from earshot.captions.clock import clock
from earshot.captions.cue import Cue


def write_webvtt(cues: Iterable[Cue], *, language: str | None = None) -> str:
    """A whole file; `language` goes into its header."""
    head = "WEBVTT\n" + (f"Language: {language}\n" if language else "")
    return head + "".join(f"\n{_timing(cue)}\n{_payload(cue)}\n" for cue in cues)


def _timing(cue: Cue) -> str:
    return f"{clock(cue.start_s)} --> {clock(cue.end_s)}"


def _payload(cue: Cue) -> str:
    # A blank line would end the cue.
    lines = [escape(line) for line in cue.lines if line.strip()]
    return "\n".join(lines)


def escape(line: str) -> str:
    """Text that WebVTT reads as text: no tags, entities, arrows or line breaks.

    >>> escape("R&B --> <b>")
    'R&amp;B --&gt; &lt;b&gt;'
    """
    plain = " ".join(line.split())
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
