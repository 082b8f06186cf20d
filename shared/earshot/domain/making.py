"""What is made of a video for players and people: proxy, poster, excerpts, and how that stands."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

PROXY_ORDER = "proxy"
MOST_ORDERS = 100
"""Orders of one video that may wait at once."""
_EXCERPT = re.compile(r"^(\d{1,9})-(\d{1,9})\.(wav|mp4)$")


class ExcerptFormat(StrEnum):
    """What an excerpt is written as."""

    WAV = "wav"
    MP4 = "mp4"


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """A stretch of a video to be cut out. Its id says all, so the same order is made once."""

    start_ms: int
    end_ms: int
    form: ExcerptFormat

    @property
    def excerpt_id(self) -> str:
        """Such as ``12400-13100.wav``."""
        return f"{self.start_ms}-{self.end_ms}.{self.form}"


def excerpt_of(excerpt_id: str) -> Excerpt | None:
    """Read an id; None where it is none."""
    found = _EXCERPT.match(excerpt_id)
    if found is None or int(found[1]) >= int(found[2]):
        return None
    return Excerpt(start_ms=int(found[1]), end_ms=int(found[2]), form=ExcerptFormat(found[3]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Playback:
    """How a video can be played and looked at."""

    playable: bool | None = None
    """Whether common browsers play the source; None until it was looked into."""
    has_picture: bool | None = None
    poster: bool = False
    """True once a poster is stored."""
    proxy: str | None = None
    """Media type of the stored proxy."""
    proxy_problem: str | None = None
    """Why the last order of a proxy could not be carried out."""


UNKNOWN_PLAYBACK = Playback()
