"""Reads headers from what ffprobe writes as JSON."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import json
import math
from datetime import datetime
from typing import Any

from earshot.adapters.extractor.headers import STEREO, AudioTrack, Headers, PictureTrack
from earshot.adapters.extractor.recorded import recorded_at


def read_json(text: bytes, now: datetime) -> Headers | None:
    """Headers, or None when ffprobe could not open the file."""
    try:
        answer = json.loads(text.decode(errors="replace"))
    except ValueError:
        return None
    container, streams = answer.get("format"), answer.get("streams", [])
    if not container:
        return None
    tags = [entry.get("tags", {}) for entry in (container, *streams)]
    return Headers(
        container=str(container.get("format_name", "")),
        streams=len(streams),
        duration_s=_number(container.get("duration")),
        start_s=_number(container.get("start_time")) or 0.0,
        audio=tuple(_track(entry) for entry in streams if entry.get("codec_type") == "audio"),
        recorded_at=recorded_at(tags, now),
        pictures=tuple(_picture(entry) for entry in streams if entry.get("codec_type") == "video"),
    )


def _picture(entry: dict[str, Any]) -> PictureTrack:
    return PictureTrack(
        index=int(entry["index"]),
        codec=str(entry.get("codec_name", "")),
        pixels=str(entry.get("pix_fmt", "")),
        cover=bool(entry.get("disposition", {}).get("attached_pic")),
    )


def _track(entry: dict[str, Any]) -> AudioTrack:
    start_s, duration_s = _number(entry.get("start_time")), _number(entry.get("duration"))
    # Matroska's tag is called a duration, but counts from the start of the file.
    end_s = _clock(entry.get("tags", {}).get("DURATION", ""))
    if duration_s is not None and duration_s > 0:
        end_s = (start_s or 0.0) + duration_s
    return AudioTrack(
        index=int(entry["index"]),
        default=bool(entry.get("disposition", {}).get("default")),
        end_s=end_s,
        codec=str(entry.get("codec_name", "")),
        stereo=entry.get("channels") == STEREO,
    )


def _number(text: str | None) -> float | None:
    try:
        value = float(text or "")
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _clock(text: str) -> float | None:
    """``00:01:02.500000000``, as Matroska writes durations, in seconds."""
    try:
        hours, minutes, seconds = text.split(":")
        return int(hours) * 3600 + int(minutes) * 60 + float(seconds)
    except ValueError:
        return None
