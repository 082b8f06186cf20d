"""A caption on screen, and the choices that a reader may make about captions."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from earshot.domain.ids import LabelId
from earshot.domain.levels import Level

LANGUAGES = ("en", "de", "fr", "es", "pt")
"""What captions can be written in."""


class Salience(IntEnum):
    """How much is worth a caption; each step holds the one before."""

    SAFETY = 1
    """What warns or calls: alarms, shots, screams, a knock, a crying baby."""
    STORY = 2
    """What happens: everything but speech, rooms and background."""
    EVERYTHING = 3


class Style(StrEnum):
    """How a caption is set off from speech."""

    BRACKETS = "brackets"
    PLAIN = "plain"


def parse_salience(text: str) -> Salience:
    """Read ``safety``, ``story`` or ``everything``; `ValueError` with one sentence otherwise."""
    try:
        return Salience[text.strip().upper()]
    except KeyError:
        raise ValueError(f"salience must be safety, story or everything, not {text!r}") from None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptionOptions:
    """What to caption and how to write it."""

    level: Level = Level.BALANCED
    salience: Salience = Salience.STORY
    style: Style = Style.BRACKETS
    language: str = "en"
    min_gap_s: float = 2.0
    """The same sound again after less than this is still the same sound."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One caption. Cues of one video are sorted and never overlap."""

    start_s: float
    end_s: float
    lines: tuple[str, ...]
    label_ids: tuple[LabelId, ...] = ()
    """The sounds that it names; empty for speech."""
    score: float = 0.0
    """Of its best sound."""
    is_speech: bool = False
    """True for a cue of the speech captions that sounds were merged into."""
    settings: str = ""
    """Where WebVTT places it, as it came with the speech captions."""

    @property
    def text(self) -> str:
        """The lines as one."""
        return " ".join(self.lines)
