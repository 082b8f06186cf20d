"""Writes cues as WebVTT."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import re
from collections.abc import Iterable

from earshot.captions.clock import clock
from earshot.captions.cue import Cue


def write_webvtt(cues: Iterable[Cue], *, language: str | None = None) -> str:
    """A whole file; `language` goes into its header."""
    head = "WEBVTT\n" + (f"Language: {language}\n" if language else "")
    return head + "".join(f"\n{_timing(cue)}\n{_payload(cue)}\n" for cue in cues)


def _timing(cue: Cue) -> str:
    timing = f"{clock(cue.start_s)} --> {clock(cue.end_s)}"
    return f"{timing} {cue.settings}" if cue.settings else timing


def _payload(cue: Cue) -> str:
    # A blank line would end the cue.
    written = marked_up if cue.is_speech else escape
    lines = [written(line) for line in cue.lines if line.strip()]
    return "\n".join(lines)


def escape(line: str) -> str:
    """Text that WebVTT reads as text: no tags, entities, arrows or line breaks.

    >>> escape("R&B --> <b>")
    'R&amp;B --&gt; &lt;b&gt;'
    """
    plain = " ".join(line.split())
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


_KEPT = re.compile(r"&lt;(/?(?:i|b|u|c|v|lang|ruby|rt)(?:[.\s][^&<>]*)?)&gt;")


def marked_up(line: str) -> str:
    """The same for speech, whose tags stay: italics, speakers, languages.

    >>> marked_up("<v Ada>R&B</v> --> <script>")
    '<v Ada>R&amp;B</v> --&gt; &lt;script&gt;'
    """
    return _KEPT.sub(r"<\1>", escape(line))
