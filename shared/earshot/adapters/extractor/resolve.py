"""Builds the audio extractor from the settings."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from earshot.adapters.extractor.binaries import find_binaries
from earshot.adapters.extractor.ffmpeg_extractor import FfmpegAudioExtractor
from earshot.adapters.extractor.limits import ExtractorLimits
from earshot.ports.audio_extractor import AudioExtractor
from earshot.settings import Settings


def resolve_extractor(settings: Settings) -> AudioExtractor:
    """The system's ffmpeg, else the one that came with Earshot; `SettingsError` without any."""
    limits = ExtractorLimits(
        max_duration_s=settings.max_duration_s, stall_timeout_s=settings.stall_timeout_s
    )
    return FfmpegAudioExtractor(find_binaries(), limits)
