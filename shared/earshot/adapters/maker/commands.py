"""Composes the argument lists that make proxies, posters and excerpts; nothing here runs them."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from earshot.adapters.extractor.command import input_options
from earshot.adapters.extractor.headers import Headers, PictureTrack
from earshot.adapters.maker.encoders import Recipe

_PROXY_WIDTH, _POSTER_WIDTH = 1280, 640
_QUIET = ("-nostdin", "-hide_banner", "-v", "level+error", "-y")
_TOLD = ("-progress", "pipe:1", "-nostats")
"""A sign of life twice a second, so that a hang is noticed."""
_CLEAN = ("-map_metadata", "-1", "-map_chapters", "-1", "-sn", "-dn")
_COPIED_FILM = {"h264 yuv420p", "h264 yuvj420p"}
_COPIED_SOUND = {"aac", "mp3"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracks:
    """Which streams are used, as ffmpeg counts them."""

    film: PictureTrack | None
    sound_index: int | None
    sound_codec: str = ""

    @classmethod
    def of(cls, headers: Headers) -> Tracks:
        """Those that a player plays."""
        sound = headers.default_track() if headers.audio else None
        return cls(
            film=headers.film,
            sound_index=sound.index if sound else None,
            sound_codec=sound.codec if sound else "",
        )

    def maps(self) -> list[str]:
        """Options that choose them."""
        chosen = [] if self.film is None else ["-map", f"0:{self.film.index}"]
        return chosen + ([] if self.sound_index is None else ["-map", f"0:{self.sound_index}"])


def proxy_command(
    ffmpeg: str, url: str, out: Path, tracks: Tracks, recipe: Recipe, *, copy: bool
) -> list[str]:
    """All of it; with `copy`, what browsers play already is not written anew."""
    written: list[str] = []
    if tracks.film is not None:
        codec = f"{tracks.film.codec} {tracks.film.pixels}"
        keep = copy and recipe.container == "mp4" and codec in _COPIED_FILM
        written += ["-c:v", "copy"] if keep else [*_fitted(_PROXY_WIDTH), *recipe.film]
    if tracks.sound_index is not None:
        keep = copy and recipe.container == "mp4" and tracks.sound_codec in _COPIED_SOUND
        written += ["-c:a", "copy"] if keep else list(recipe.sound)
    end = ["-max_muxing_queue_size", "4096", *recipe.finish, "-f", recipe.container]
    opened = [*_input(), "-i", url]
    return [ffmpeg, *_QUIET, *_TOLD, *opened, *tracks.maps(), *_CLEAN, *written, *end, _file(out)]


def wav_command(
    ffmpeg: str, url: str, out: Path, tracks: Tracks, *, start_s: float, length_s: float
) -> list[str]:
    """Sound alone, 16 bit, as many channels as there are; a late start is silent, not skipped."""
    sound = ["-map", f"0:{tracks.sound_index}", "-af", "aresample=async=1:first_pts=0"]
    written = ["-t", f"{length_s:.3f}", "-c:a", "pcm_s16le", "-f", "wav"]
    opened = ["-ss", f"{start_s:.3f}", *_input(), "-i", url]
    return [ffmpeg, *_QUIET, *_TOLD, *opened, *sound, *_CLEAN, *written, _file(out)]


def film_command(
    ffmpeg: str,
    url: str,
    out: Path,
    tracks: Tracks,
    recipe: Recipe,
    *,
    start_s: float,
    length_s: float,
) -> list[str]:
    """Film and sound, written anew so that the cut is where it was asked for."""
    written = [] if tracks.film is None else [*_fitted(_PROXY_WIDTH), *recipe.film]
    if tracks.sound_index is not None:
        written += ["-af", "aresample=async=1:first_pts=0", *recipe.sound]
    end = ["-t", f"{length_s:.3f}", *recipe.finish, "-f", recipe.container]
    opened = ["-ss", f"{start_s:.3f}", *_input(), "-i", url]
    return [ffmpeg, *_QUIET, *_TOLD, *opened, *tracks.maps(), *_CLEAN, *written, *end, _file(out)]


def poster_command(ffmpeg: str, url: str, *, at_s: float) -> list[str]:
    """One picture as JPEG on standard output; the nearest whole one, so that little is decoded."""
    seek = ["-noaccurate_seek", "-ss", f"{at_s:.3f}"] if at_s > 0 else []
    keys = ["-threads", "1", "-skip_frame", "nokey"]
    opened = [*keys, *seek, *_input(), "-i", url, "-map", "0:v:0"]
    drawn = ["-frames:v", "1", *_fitted(_POSTER_WIDTH, "yuvj420p"), "-c:v", "mjpeg", "-q:v", "5"]
    return [ffmpeg, *_QUIET, *opened, *drawn, "-an", *_CLEAN, "-f", "image2pipe", "pipe:1"]


def _input() -> list[str]:
    return [text for key, value in input_options().items() for text in (f"-{key}", str(value))]


def _fitted(width: int, pixels: str = "yuv420p") -> list[str]:
    """At most so wide, with even sides, which these codecs need."""
    scale = f"scale=w='trunc(min({width},iw)/2)*2':h=-2"
    return ["-vf", f"{scale},setsar=1,format={pixels}"]


def _file(path: Path) -> str:
    """Ours alone: no part of the name comes from outside."""
    return f"file:{path}"
