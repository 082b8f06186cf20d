"""Reads headers from the report that ffmpeg prints of its input, where there is no ffprobe."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from earshot.adapters.extractor.headers import AudioTrack, Headers, PictureTrack
from earshot.adapters.extractor.recorded import recorded_at

_INPUT = re.compile(r"^Input #0, (.+?), from ")
_DURATION = re.compile(
    r"^  Duration: (?:N/A|(\d+):(\d\d):(\d\d\.\d+))(?:, start: (-?\d+\.\d+))?", re.MULTILINE
)
_STREAM = re.compile(r"^  Stream #0:(\d+)(?:\[0x[0-9a-f]+\])?(?:\([^)]*\))?: (\w+)(.*)$")
_TAG = re.compile(r"^ {4,}([\w.-]+) *: (.*)$")
_CODEC = re.compile(r": (\w+)")
_PIXELS = re.compile(r", (\w+)(?:\(|,)")
"""``: h264 (High) (avc1 / 0x31637661), yuv420p(tv, bt709), 1280x720``"""
_STEREO = re.compile(r", (?:stereo|2 channels)(?:,|$| )")
_CLOCK = re.compile(r"(\d+):(\d\d):(\d\d\.\d+)$")


def read_banner(text: bytes, now: datetime) -> Headers | None:
    """Headers, or None when ffmpeg could not open the file."""
    lines = text.decode(errors="replace").splitlines()
    found = next(filter(_INPUT.match, lines), None)
    opened = _INPUT.match(found) if found else None
    if found is None or opened is None:
        return None
    report = lines[lines.index(found) :]
    duration = next(filter(None, map(_DURATION.match, report)), None)
    tracks, pictures, streams, tags = [], [], 0, [dict(_tags(report))]
    for number, line in enumerate(report):
        stream = _STREAM.match(line)
        if stream is None:
            continue
        streams += 1
        own = dict(_tags(report[number + 1 :]))
        tags.append(own)
        if stream[2] == "Audio":
            tracks.append(_track(int(stream[1]), stream[3], own))
        elif stream[2] == "Video":
            pictures.append(_picture(int(stream[1]), stream[3]))
    return Headers(
        container=opened[1],
        streams=streams,
        duration_s=_seconds(*duration.groups()[:3]) if duration and duration[1] else None,
        start_s=float(duration[4]) if duration and duration[4] else 0.0,
        audio=tuple(tracks),
        recorded_at=recorded_at(tags, now),
        pictures=tuple(pictures),
    )


def _tags(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Tags up to the next stream; those of the file stand before the first."""
    for line in lines:
        if _STREAM.match(line) or line.startswith("At least one output file"):
            return
        tag = _TAG.match(line)
        if tag:
            yield tag[1], tag[2]


def _track(index: int, rest: str, tags: dict[str, str]) -> AudioTrack:
    clock = _CLOCK.match(tags.get("DURATION", ""))
    return AudioTrack(
        index=index,
        default="(default)" in rest,
        end_s=_seconds(*clock.groups()) if clock else None,
        codec=_codec(rest),
        stereo=_STEREO.search(rest) is not None,
    )


def _picture(index: int, rest: str) -> PictureTrack:
    pixels = _PIXELS.search(rest)
    return PictureTrack(
        index=index,
        codec=_codec(rest),
        pixels=pixels[1] if pixels else "",
        cover="(attached pic)" in rest,
    )


def _codec(rest: str) -> str:
    named = _CODEC.match(rest)
    return named[1] if named else ""


def _seconds(hours: str, minutes: str, seconds: str) -> float:
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds)
