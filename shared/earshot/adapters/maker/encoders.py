"""What the ffmpeg that was found can write and browsers play: H.264 with AAC, else WebM."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import subprocess
from dataclasses import dataclass

from earshot.errors import ExtractionCrashed, MediaError

_ASK_S = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """One way to write film and sound."""

    container: str
    film: tuple[str, ...]
    """Options for the picture."""
    sound: tuple[str, ...]
    film_type: str
    sound_type: str
    """Media types, with a picture and without."""

    @property
    def finish(self) -> tuple[str, ...]:
        """What lets a player start before it has everything."""
        return ("-movflags", "+faststart") if self.container == "mp4" else ()


_AAC = ("-c:a", "aac", "-b:a", "128k", "-ac", "2")
_X264 = ("-c:v", "libx264", "-preset", "veryfast", "-crf", "26", "-g", "60")
_OPENH264 = ("-c:v", "libopenh264", "-b:v", "1500k", "-g", "60")
_VP8 = ("-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "5", "-b:v", "1500k", "-g", "60")
_OPUS = ("-c:a", "libopus", "-b:a", "96k", "-ac", "2")
_VORBIS = ("-c:a", "libvorbis", "-b:a", "112k", "-ac", "2")
_MP4_TYPES = ("video/mp4", "audio/mp4")
_WEBM_TYPES = ("video/webm", "audio/webm")
_KNOWN = (
    ("mp4", "libx264", _X264, "aac", _AAC, _MP4_TYPES),
    ("mp4", "libopenh264", _OPENH264, "aac", _AAC, _MP4_TYPES),
    ("webm", "libvpx", _VP8, "libopus", _OPUS, _WEBM_TYPES),
    ("webm", "libvpx", _VP8, "libvorbis", _VORBIS, _WEBM_TYPES),
)


def recipe_of(encoders: frozenset[str], container: str | None = None) -> Recipe:
    """The best that can be written, or the best in one container; `MediaError` without any."""
    for kind, film_name, film, sound_name, sound, (film_type, sound_type) in _KNOWN:
        if container in {None, kind} and {film_name, sound_name} <= encoders:
            return Recipe(
                container=kind,
                film=film,
                sound=sound,
                film_type=film_type,
                sound_type=sound_type,
            )
    raise MediaError(
        "this service's ffmpeg cannot write what browsers play; install one with libx264 and aac"
    )


def encoders_of(ffmpeg: str) -> frozenset[str]:
    """Names of all encoders, as ffmpeg lists them."""
    try:
        listed = subprocess.run(
            [ffmpeg, "-hide_banner", "-v", "error", "-encoders"],
            capture_output=True,
            stdin=subprocess.DEVNULL,
            check=True,
            timeout=_ASK_S,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise ExtractionCrashed("ffmpeg does not say what it can write") from error
    rows = (line.split() for line in listed.stdout.decode(errors="replace").splitlines())
    return frozenset(row[1] for row in rows if len(row) > 1)
