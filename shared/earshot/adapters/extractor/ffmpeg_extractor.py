"""The audio extractor that runs ffmpeg as a child process."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from earshot.adapters.extractor.binaries import FfmpegBinaries
from earshot.adapters.extractor.child import Child
from earshot.adapters.extractor.command import decode_command
from earshot.adapters.extractor.headers import Headers
from earshot.adapters.extractor.limits import ExtractorLimits
from earshot.adapters.extractor.probe import read_headers
from earshot.adapters.extractor.report import DecodeReport
from earshot.adapters.extractor.source import MediaSource, open_source
from earshot.adapters.extractor.stream import FfmpegAudioStream, StreamPlan
from earshot.domain.media import MediaInfo
from earshot.errors import TooLong

if TYPE_CHECKING:
    from earshot.ports.audio_extractor import ChannelSink


_Identity = tuple[int, int, int, int]


class FfmpegAudioExtractor:
    """One ffmpeg per file, in its own process group, without network and with bounded time."""

    def __init__(self, binaries: FfmpegBinaries, limits: ExtractorLimits) -> None:
        self._binaries = binaries
        self._limits = limits
        self._last: tuple[_Identity, Headers] | None = None

    def probe(self, path: Path) -> MediaInfo:
        with open_source(path) as source:
            return self._headers(source).as_info(webm=source.is_webm)

    @contextmanager
    def open(
        self, path: Path, sample_rate_hz: int, channels: ChannelSink | None = None
    ) -> Iterator[FfmpegAudioStream]:
        limits, report = self._limits, DecodeReport()
        with open_source(path) as source:
            headers = self._headers(source)
            track = headers.default_track()
            if headers.duration_s is not None and headers.duration_s > limits.max_duration_s:
                raise TooLong(_too_long(headers.duration_s, limits.max_duration_s))
            plan = StreamPlan(
                headers=headers,
                track=track,
                sample_rate_hz=sample_rate_hz,
                max_duration_s=limits.max_duration_s,
                stall_timeout_s=limits.stall_timeout_s,
                wall_s=limits.wall_s(headers.duration_s, source.size_bytes),
                cut_off=source.cut_off,
                on_channels=channels,
            )
            command = decode_command(
                self._binaries.ffmpeg,
                source.url,
                stream_index=track.index,
                sample_rate_hz=sample_rate_hz,
                stereo=track.stereo,
            )
            with Child(command, fd=source.fd, on_stderr=report.feed) as child:
                yield FfmpegAudioStream(child, plan, report)

    def _headers(self, source: MediaSource) -> Headers:
        """Who probes a file opens it next: reading the headers again costs as much as a picture."""
        found = os.fstat(source.fd)
        identity = (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)
        last = self._last
        if last is not None and last[0] == identity:
            return last[1]
        headers = read_headers(source, self._binaries, self._limits)
        self._last = (identity, headers)
        return headers


def _too_long(duration_s: float, limit_s: float) -> str:
    return f"it lasts {duration_s:.0f} seconds, longer than the {limit_s:g} that are accepted"
