"""Where each object of a video lives in the store: deterministic keys."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from earshot.domain.ids import BundleId, ObjectKey, PolicyId, VideoId

VIDEOS_PREFIX = "videos/"
BUNDLES_PREFIX = "bundles/"


def video_prefix(video_id: VideoId) -> str:
    """Everything that belongs to one video starts with this."""
    return f"{VIDEOS_PREFIX}{video_id}/"


def source_key(video_id: VideoId) -> ObjectKey:
    """The uploaded bytes, as they came."""
    return ObjectKey(f"{VIDEOS_PREFIX}{video_id}/source")


def record_key(video_id: VideoId) -> ObjectKey:
    """``video.json``: what people said of the video and how it ended."""
    return ObjectKey(f"{VIDEOS_PREFIX}{video_id}/video.json")


def scores_key(video_id: VideoId, bundle: BundleId) -> ObjectKey:
    """Frame scores of one video as one bundle heard it."""
    return ObjectKey(f"{VIDEOS_PREFIX}{video_id}/{bundle}/scores")


def embeddings_key(video_id: VideoId, bundle: BundleId) -> ObjectKey:
    """Embeddings, one a second."""
    return ObjectKey(f"{VIDEOS_PREFIX}{video_id}/{bundle}/embeddings")


def events_key(video_id: VideoId, bundle: BundleId, policy: PolicyId) -> ObjectKey:
    """Events that a policy decoded from the scores."""
    return ObjectKey(f"{VIDEOS_PREFIX}{video_id}/{bundle}/{policy}/events")


def manifest_key(bundle: BundleId) -> ObjectKey:
    """The manifest of a bundle that has heard something in this archive."""
    return ObjectKey(f"{BUNDLES_PREFIX}{bundle}/manifest.json")
