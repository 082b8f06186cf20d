"""Sets caption text: brackets, commas, at most two lines of 42 characters."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Sequence

from earshot.captions.cue import Style

LINE_CHARS = 42
LINES = 2
CHARS_A_SECOND = 20


def bracketed(phrases: Sequence[str], style: Style) -> str:
    """`[applause, cheering]`, or without the brackets."""
    text = ", ".join(dict.fromkeys(phrases))
    return f"[{text}]" if style is Style.BRACKETS else text


def set_lines(text: str) -> tuple[str, ...] | None:
    """Break into at most two lines, evenly; None when the text does not fit.

    >>> set_lines("[rain begins, dog barking in the distance, thunder]")
    ('[rain begins, dog barking', 'in the distance, thunder]')
    """
    if len(text) <= LINE_CHARS:
        return (text,)
    spaces = [at for at, char in enumerate(text) if char == " "]
    fitting = [at for at in spaces if at <= LINE_CHARS and len(text) - at - 1 <= LINE_CHARS]
    if not fitting:
        return None
    best = min(fitting, key=lambda at: (abs(2 * at - len(text)), at))
    return (text[:best], text[best + 1 :])


def reading_s(text: str) -> float:
    """How long the text must be shown to be read."""
    return len(text) / CHARS_A_SECOND
