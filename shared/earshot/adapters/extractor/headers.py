"""What a container says of itself, whichever program read it."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from earshot.domain.media import MediaInfo
from earshot.errors import NoAudioTrack

_PRIMING_S = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class AudioTrack:
    """One audio stream of the file."""

    index: int
    """Among all streams, as ffmpeg counts them."""
    default: bool
    end_s: float | None = None
    """Where this track alone is declared to end, on the container's clock; None where unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Headers:
    """Read before anything is decoded."""

    container: str
    """As ffmpeg names the format, such as ``mov,mp4,m4a,3gp,3g2,mj2``."""
    streams: int
    duration_s: float | None
    start_s: float
    audio: tuple[AudioTrack, ...]
    recorded_at: datetime | None

    @property
    def player_lead_s(self) -> float:
        """Time of the container's start on the player's clock.

        A player's zero is where the first track starts. Only a little below zero lies the priming
        of an audio codec, which players throw away.
        """
        return self.start_s if -_PRIMING_S <= self.start_s < 0 else 0.0

    def default_track(self) -> AudioTrack:
        """The track that players play unless told otherwise."""
        if not self.audio:
            raise NoAudioTrack
        return next((track for track in self.audio if track.default), self.audio[0])

    def as_info(self) -> MediaInfo:
        """The part that other rooms may know."""
        return MediaInfo(
            duration_s=self.duration_s,
            audio_tracks=len(self.audio),
            recorded_at=self.recorded_at,
        )
