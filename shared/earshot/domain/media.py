"""What a media file says of itself, and what came out of it."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaInfo:
    """Read from the container's headers, before anything is decoded."""

    duration_s: float | None
    """As the container declares it; it may be wrong or missing."""
    audio_tracks: int
    recorded_at: datetime | None
    playable: bool | None = None
    """Whether common browsers play this container with these codecs; None where nobody looked."""
    has_picture: bool | None = None
    """Whether there is a film; a cover that comes with a recording is none."""
    has_cover: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """How the decoding of the default audio track ended."""

    decoded_s: float
    damaged: bool
    """True when the decoder reported errors or less came out than the container declares."""
    detail: str | None
    """One plain sentence on the damage."""
