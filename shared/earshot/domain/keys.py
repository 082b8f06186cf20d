"""Where each object of a video lives in the store: deterministic keys."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from earshot.domain.ids import BundleId, ObjectKey, PolicyId, QueryId, VideoId

VIDEOS_PREFIX = "videos/"
BUNDLES_PREFIX = "bundles/"
QUERIES_PREFIX = "queries/"


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


def query_prefix(query_id: QueryId) -> str:
    """Everything that belongs to one query clip starts with this."""
    return f"{QUERIES_PREFIX}{query_id}/"


def query_record_key(query_id: QueryId) -> ObjectKey:
    """``query.json``: how the query clip stands."""
    return ObjectKey(f"{QUERIES_PREFIX}{query_id}/query.json")


def query_source_key(query_id: QueryId) -> ObjectKey:
    """The clip's bytes, as they came."""
    return ObjectKey(f"{QUERIES_PREFIX}{query_id}/source")


def query_embeddings_key(query_id: QueryId) -> ObjectKey:
    """The clip's embeddings, one a second."""
    return ObjectKey(f"{QUERIES_PREFIX}{query_id}/embeddings")


def manifest_key(bundle: BundleId) -> ObjectKey:
    """The manifest of a bundle that has heard something in this archive."""
    return ObjectKey(f"{BUNDLES_PREFIX}{bundle}/manifest.json")


def package_key(bundle: BundleId) -> ObjectKey:
    """The one file of an installed bundle: its model and its manifest."""
    return ObjectKey(f"{BUNDLES_PREFIX}{bundle}/bundle.zip")


def installed_key(bundle: BundleId) -> ObjectKey:
    """What was installed and from where; written after the package, so that it is complete."""
    return ObjectKey(f"{BUNDLES_PREFIX}{bundle}/installed.json")


def retag_key(bundle: BundleId) -> ObjectKey:
    """The order to hear the archive with a bundle, as long as it is not carried out."""
    return ObjectKey(f"{BUNDLES_PREFIX}{bundle}/retag.json")


def serving_key() -> ObjectKey:
    """Which bundle hears what is uploaded, and which ones are heard beside it."""
    return ObjectKey(f"{BUNDLES_PREFIX}serving.json")


def corrections_prefix(video_id: VideoId) -> str:
    """Everything that people have set right in one video starts with this."""
    return f"{VIDEOS_PREFIX}{video_id}/corrections/"


def correction_key(video_id: VideoId, entry_id: str) -> ObjectKey:
    """One correction or withdrawal; never written twice."""
    return ObjectKey(f"{corrections_prefix(video_id)}{entry_id}.json")


def proxy_key(video_id: VideoId) -> ObjectKey:
    """The video in a form that browsers play."""
    return ObjectKey(f"{VIDEOS_PREFIX}{video_id}/proxy")


def poster_key(video_id: VideoId) -> ObjectKey:
    """One picture of the video, as JPEG."""
    return ObjectKey(f"{VIDEOS_PREFIX}{video_id}/poster")


def excerpt_key(video_id: VideoId, excerpt_id: str) -> ObjectKey:
    """A stretch of the video, cut out; its id ends with its format."""
    return ObjectKey(f"{VIDEOS_PREFIX}{video_id}/excerpts/{excerpt_id}")


def excerpt_problem_key(video_id: VideoId, excerpt_id: str) -> ObjectKey:
    """Why an excerpt could not be cut out, in one sentence."""
    return ObjectKey(f"{VIDEOS_PREFIX}{video_id}/excerpts/{excerpt_id}.problem")


def peaks_key(video_id: VideoId) -> ObjectKey:
    """The outline of the waveform at several zooms."""
    return ObjectKey(f"{VIDEOS_PREFIX}{video_id}/peaks")


def spectrogram_key(video_id: VideoId) -> ObjectKey:
    """The picture of the sound at several zooms."""
    return ObjectKey(f"{VIDEOS_PREFIX}{video_id}/spectrogram")


def loudness_key(video_id: VideoId) -> ObjectKey:
    """How loud each channel is, step by step."""
    return ObjectKey(f"{VIDEOS_PREFIX}{video_id}/loudness")


def speech_key(video_id: VideoId) -> ObjectKey:
    """Speech captions that somebody brought along, as they came."""
    return ObjectKey(f"{VIDEOS_PREFIX}{video_id}/speech")
