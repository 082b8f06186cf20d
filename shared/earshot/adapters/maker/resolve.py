"""Builds the media maker from the settings."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from earshot.adapters.extractor.binaries import find_binaries
from earshot.adapters.extractor.limits import ExtractorLimits
from earshot.adapters.maker.ffmpeg_maker import FfmpegMaker
from earshot.ports.media_maker import MediaMaker
from earshot.settings import Settings


def resolve_maker(settings: Settings) -> MediaMaker:
    """The ffmpeg that also listens; its files lie in the scratch folder while they are made."""
    limits = ExtractorLimits(
        max_duration_s=settings.max_duration_s, stall_timeout_s=settings.stall_timeout_s
    )
    scratch = settings.scratch_dir or settings.data_dir / "scratch"
    return FfmpegMaker(find_binaries(), limits, scratch / "making")
