"""video.json: the stored form of a video, with its schema version."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any

from earshot.domain.ids import BundleId, PolicyId, VideoId
from earshot.domain.jobs import Step
from earshot.domain.making import Playback
from earshot.domain.video import Heard, Hearing, Reason, Source, Video, VideoState

SCHEMA = 1


class UnreadableRecord(ValueError):
    """the stored record cannot be read"""


def video_to_json(video: Video) -> bytes:
    """Write a video as UTF-8 JSON; the same video always gives the same bytes."""
    return json.dumps(_as_dict(video), ensure_ascii=False, sort_keys=True, indent=1).encode()


def video_from_json(data: bytes) -> Video:
    """Read what `video_to_json` wrote.

    Raises
    ------
    UnreadableRecord
        When it is damaged, or was written by a newer Earshot.
    """
    try:
        record = json.loads(data)
        schema = record["schema"]
    except (ValueError, KeyError, TypeError) as error:
        raise UnreadableRecord("the video record is damaged") from error
    if schema > SCHEMA:
        raise UnreadableRecord(
            f"the video record has schema {schema}, of a newer Earshot (this reads {SCHEMA})"
        )
    try:
        return _from_dict(record)
    except (KeyError, TypeError, ValueError) as error:
        raise UnreadableRecord("the video record is damaged") from error


def _as_dict(video: Video) -> dict[str, Any]:
    heard = video.heard
    return {
        "schema": SCHEMA,
        "video_id": video.video_id,
        "title": video.title,
        "collection": video.collection,
        "description": video.description,
        "uploaded_at": video.uploaded_at.isoformat(),
        "recorded_at": video.recorded_at.isoformat() if video.recorded_at else None,
        "recorded_at_set": video.recorded_at_set,
        "source": {
            "file_name": video.source.file_name,
            "size_bytes": video.source.size_bytes,
            "sha256": video.source.sha256,
            "in_place": video.source.in_place,
        },
        "state": video.state.value,
        "step": video.step.value if video.step else None,
        "progress": video.progress,
        "reason": video.reason.value if video.reason else None,
        "detail": video.detail,
        "uploader": video.uploader,
        "corrections": video.corrections,
        "orders": list(video.orders),
        "playback": {
            "playable": video.playback.playable,
            "has_picture": video.playback.has_picture,
            "poster": video.playback.poster,
            "proxy": video.playback.proxy,
            "proxy_problem": video.playback.proxy_problem,
        },
        "heard": _heard_dict(heard) if heard else None,
    }


def _heard_dict(heard: Heard) -> dict[str, Any]:
    return {
        "duration_s": heard.duration_s,
        "decoded_s": heard.decoded_s,
        "audio_tracks": heard.audio_tracks,
        "bundle": heard.bundle,
        "policy": heard.policy,
        "run": heard.run,
        "others": [asdict(one) for one in heard.others],
    }


def _from_dict(record: dict[str, Any]) -> Video:
    heard, source = record["heard"], record["source"]
    return Video(
        video_id=VideoId(record["video_id"]),
        title=record["title"],
        collection=record["collection"],
        description=record["description"],
        uploaded_at=datetime.fromisoformat(record["uploaded_at"]),
        recorded_at=_moment(record["recorded_at"]),
        recorded_at_set=bool(record["recorded_at_set"]),
        source=Source(
            file_name=source["file_name"],
            size_bytes=int(source["size_bytes"]),
            sha256=source["sha256"],
            in_place=bool(source["in_place"]),
        ),
        state=VideoState(record["state"]),
        step=Step(record["step"]) if record["step"] else None,
        progress=float(record["progress"]),
        reason=Reason(record["reason"]) if record["reason"] else None,
        detail=record["detail"],
        uploader=record.get("uploader"),
        heard=_heard(heard) if heard else None,
        corrections=int(record.get("corrections", 0)),
        playback=_playback(record.get("playback") or {}),
        orders=tuple(str(order) for order in record.get("orders", ())),
    )


def _playback(record: dict[str, Any]) -> Playback:
    """Records of before there was playback have nothing to tell."""
    return Playback(
        playable=record.get("playable"),
        has_picture=record.get("has_picture"),
        poster=bool(record.get("poster", False)),
        proxy=record.get("proxy"),
        proxy_problem=record.get("proxy_problem"),
    )


def _heard(record: dict[str, Any]) -> Heard:
    policy = record["policy"]
    return Heard(
        duration_s=float(record["duration_s"]),
        decoded_s=float(record["decoded_s"]),
        audio_tracks=int(record["audio_tracks"]),
        bundle=BundleId(record["bundle"]),
        policy=PolicyId(policy) if policy is not None else None,
        run=record.get("run", ""),
        others=tuple(_hearing(one) for one in record.get("others", ())),
    )


def _hearing(record: dict[str, Any]) -> Hearing:
    policy = record["policy"]
    return Hearing(
        bundle=BundleId(record["bundle"]),
        policy=PolicyId(policy) if policy is not None else None,
        shown=bool(record["shown"]),
        run=record["run"],
        detail=record["detail"],
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
