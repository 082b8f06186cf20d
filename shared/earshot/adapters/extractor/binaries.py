"""Finds ffmpeg: the system's, else the one in the imageio-ffmpeg wheel; ffprobe is a bonus."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import shutil
from dataclasses import dataclass

from earshot.errors import SettingsError


@dataclass(frozen=True, slots=True, kw_only=True)
class FfmpegBinaries:
    """Paths of the programs that read media."""

    ffmpeg: str
    ffprobe: str | None
    """None where there is none: ffmpeg's own report of the file is read instead."""


def find_binaries() -> FfmpegBinaries:
    """The system's programs, else the ffmpeg that was installed with Earshot.

    Raises
    ------
    SettingsError
        When there is no ffmpeg at all.
    """
    ffmpeg = shutil.which("ffmpeg")
    if ffmpeg is not None:
        return FfmpegBinaries(ffmpeg=ffmpeg, ffprobe=shutil.which("ffprobe"))
    return FfmpegBinaries(ffmpeg=_wheel_ffmpeg(), ffprobe=None)


def _wheel_ffmpeg() -> str:
    try:
        import imageio_ffmpeg  # noqa: PLC0415 - only where the system has no ffmpeg

        return str(imageio_ffmpeg.get_ffmpeg_exe())
    except (ImportError, RuntimeError) as error:
        raise SettingsError("there is no ffmpeg; install it with your package manager") from error
