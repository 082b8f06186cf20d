"""What a container says of itself, whichever program read it."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from earshot.adapters.extractor.playability import browsers_play
from earshot.domain.media import MediaInfo
from earshot.errors import NoAudioTrack

_PRIMING_S = 0.1
STEREO = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class AudioTrack:
    """One audio stream of the file."""

    index: int
    """Among all streams, as ffmpeg counts them."""
    default: bool
    end_s: float | None = None
    """Where this track alone is declared to end, on the container's clock; None where unknown."""
    codec: str = ""
    """As ffmpeg names it."""
    stereo: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureTrack:
    """One video stream of the file, or the picture that comes with a recording."""

    index: int
    codec: str
    pixels: str
    """How pixels are kept, such as ``yuv420p``; empty where nobody says."""
    cover: bool = False
    """A picture attached to sound, not a film."""


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
    pictures: tuple[PictureTrack, ...] = ()

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

    @property
    def film(self) -> PictureTrack | None:
        """The moving picture; None where there is sound only."""
        return next((track for track in self.pictures if not track.cover), None)

    def as_info(self, *, webm: bool = False) -> MediaInfo:
        """The part that other rooms may know; `webm` tells that kind of Matroska from the rest."""
        return MediaInfo(
            duration_s=self.duration_s,
            audio_tracks=len(self.audio),
            recorded_at=self.recorded_at,
            playable=self._is_playable(webm=webm),
            has_picture=self.film is not None,
            has_cover=any(track.cover for track in self.pictures),
        )

    def _is_playable(self, *, webm: bool) -> bool:
        film, sound = self.film, self.default_track() if self.audio else None
        return browsers_play(
            self.container,
            f"{film.codec} {film.pixels}" if film else None,
            sound.codec if sound else None,
            webm=webm,
        )
