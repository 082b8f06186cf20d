"""The ladder of six levels, from everything that may be there to what surely is."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Level(IntEnum):
    """How sure a search wants to be; per-label thresholds stand behind each step."""

    EVERYTHING = 1
    LIKELY_NOT = 2
    MAYBE = 3
    BALANCED = 4
    LIKELY = 5
    SURE = 6


NAMED_LEVELS = {"everything": Level.EVERYTHING, "balanced": Level.BALANCED, "sure": Level.SURE}


def parse_level(text: str) -> Level:
    """Read ``sure``, ``balanced``, ``everything`` or a step from 1 to 6.

    Raises
    ------
    ValueError
        With one sentence that says what would have been right.
    """
    word = text.strip().lower()
    if word in NAMED_LEVELS:
        return NAMED_LEVELS[word]
    if word.isascii() and word.isdigit() and Level.EVERYTHING <= int(word) <= Level.SURE:
        return Level(int(word))
    raise ValueError(
        f"level must be sure, balanced, everything or a number from 1 to 6, not {text!r}"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelRange:
    """Half-open range of levels in which an event stands as it is."""

    first: Level
    stop: int

    def __post_init__(self) -> None:
        if not self.first < self.stop <= Level.SURE + 1:
            raise ValueError(
                f"levels must be a half-open range within 1..7, not {self.first}..{self.stop}"
            )

    def __contains__(self, level: int) -> bool:
        return self.first <= level < self.stop
