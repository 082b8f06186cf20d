"""Reads the headers of a media file, with ffprobe or without."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from earshot.adapters.extractor.binaries import FfmpegBinaries
from earshot.adapters.extractor.child import Child
from earshot.adapters.extractor.command import banner_command, probe_command
from earshot.adapters.extractor.ffmpeg_banner import read_banner
from earshot.adapters.extractor.ffprobe_json import read_json
from earshot.adapters.extractor.headers import Headers
from earshot.adapters.extractor.limits import ExtractorLimits
from earshot.adapters.extractor.source import MediaSource
from earshot.errors import ExtractionCrashed, NotMedia

_KEPT_BYTES = 4 << 20
_NO_INDEX = b"moov atom not found"


@dataclass(slots=True, kw_only=True)
class _Output:
    """Both streams of a short run, bounded."""

    stdout: bytearray = field(default_factory=bytearray)
    stderr: bytearray = field(default_factory=bytearray)

    def take_stderr(self, data: bytes) -> None:
        self.stderr += data[: _KEPT_BYTES - len(self.stderr)]


def read_headers(source: MediaSource, binaries: FfmpegBinaries, limits: ExtractorLimits) -> Headers:
    """Headers of an open file.

    Raises
    ------
    NotMedia
        When it cannot be read as media.
    ExtractionTimedOut, ExtractionCrashed
        When the program hangs or is killed.
    """
    now = datetime.now(UTC)
    if binaries.ffprobe is not None:
        output = _run(probe_command(binaries.ffprobe, source.url), source, limits)
        headers = read_json(bytes(output.stdout), now)
    else:
        output = _run(banner_command(binaries.ffmpeg, source.url), source, limits)
        headers = read_banner(bytes(output.stderr), now)
    if headers is None or headers.streams == 0:
        if _NO_INDEX in output.stderr:
            raise NotMedia("the file is incomplete: it ends before the index that it needs")
        raise NotMedia
    return headers


def _run(command: list[str], source: MediaSource, limits: ExtractorLimits) -> _Output:
    output = _Output()
    with Child(command, fd=source.fd, on_stderr=output.take_stderr) as child:
        limit_s = limits.probe_timeout_s
        for data in child.chunks(stall_s=limit_s, wall_s=limit_s):
            output.stdout += data[: _KEPT_BYTES - len(output.stdout)]
        status = child.wait()
    if status < 0:
        raise ExtractionCrashed(f"ffmpeg was killed by signal {-status} while reading the headers")
    return output
