"""From a file to its entry in the index, on the real embedded adapters and real ffmpeg."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from pathlib import Path

import pytest

from earshot.domain.keys import embeddings_key, manifest_key, record_key, scores_key
from earshot.domain.records import video_from_json
from earshot.domain.video import Reason, VideoState
from earshot.tagging.embedding_file import read_embeddings
from earshot.tagging.score_file import read_scores
from tests.kit.archive import Archive
from tests.kit.films import TONES, make_film
from tests.kit.loudness import BARK, loudness_bundle

ANIMAL = "/m/0jbk"


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive.at(tmp_path / "data")


def test_a_video_becomes_searchable(archive: Archive, tmp_path: Path) -> None:
    video_id = archive.adopt(make_film(tmp_path / "film.mp4"))
    archive.work()
    video = archive.video(video_id)
    assert (video.state, video.step, video.reason) == (VideoState.READY, None, None)
    assert video.heard is not None
    assert video.heard.duration_s == pytest.approx(4.0, abs=0.15)
    assert video.heard.audio_tracks == 1
    entry = archive.entry(video_id)
    assert set(entry) > {BARK, ANIMAL}
    assert entry[ANIMAL] == entry[BARK]
    for (onset_s, offset_s), (start_s, stop_s) in zip(entry[BARK], TONES, strict=True):
        assert onset_s == pytest.approx(start_s, abs=0.1)
        assert offset_s == pytest.approx(stop_s, abs=0.1)


def test_the_store_tells_what_was_heard_and_by_whom(archive: Archive, tmp_path: Path) -> None:
    video_id = archive.adopt(make_film(tmp_path / "film.mp4"))
    archive.work()
    bundle, store = loudness_bundle(), archive.ports.store
    _, scores = read_scores(store.read(scores_key(video_id, bundle.bundle_id)))
    _, embeddings = read_embeddings(store.read(embeddings_key(video_id, bundle.bundle_id)))
    assert scores.shape[0] == pytest.approx(100, abs=4)
    assert embeddings.shape == (-(-scores.shape[0] // 25), 4)
    assert store.get(manifest_key(bundle.bundle_id)) == bundle.manifest
    assert video_from_json(store.get(record_key(video_id))) == archive.video(video_id)


def test_a_video_without_sound_ends_ready_and_has_an_entry(
    archive: Archive, tmp_path: Path
) -> None:
    video_id = archive.adopt(make_film(tmp_path / "mute.mp4", sound=False))
    archive.work()
    video = archive.video(video_id)
    assert (video.state, video.reason) == (VideoState.READY, Reason.NO_AUDIO)
    assert video.detail
    assert archive.entry(video_id) == {}
    assert list(archive.ports.index.video_ids()) == [video_id]


def test_a_video_that_is_begun_is_ended_before_the_next(archive: Archive, tmp_path: Path) -> None:
    film = make_film(tmp_path / "film.mp4")
    first, second = archive.adopt(film), archive.adopt(film)
    worker = archive.worker()
    for _ in range(3):
        assert worker.run_next()
    assert archive.video(first).state is VideoState.READY
    assert archive.video(second).state is VideoState.WAITING


def test_what_is_no_media_fails_with_a_sentence(archive: Archive, tmp_path: Path) -> None:
    text = tmp_path / "notes.mp4"
    text.write_text("these are only notes\n" * 50)
    video_id = archive.adopt(text)
    archive.work()
    video = archive.video(video_id)
    assert (video.state, video.reason) == (VideoState.FAILED, Reason.NOT_MEDIA)
    assert video.detail
    assert video_from_json(archive.ports.store.get(record_key(video_id))) == video


def test_half_a_file_is_indexed_as_far_as_it_goes(archive: Archive, tmp_path: Path) -> None:
    whole = make_film(tmp_path / "film.mkv", duration_s=8.0)
    half = tmp_path / "half.mkv"
    half.write_bytes(whole.read_bytes()[: int(whole.stat().st_size * 0.6)])
    video_id = archive.adopt(half)
    archive.work()
    video = archive.video(video_id)
    assert (video.state, video.reason) == (VideoState.READY, Reason.DAMAGED)
    assert video.detail
    assert archive.entry(video_id)[BARK]


def test_a_reference_that_moved_fails_as_source_missing(archive: Archive, tmp_path: Path) -> None:
    film = make_film(tmp_path / "film.mp4")
    video_id = archive.adopt(film, in_place=True)
    film.rename(tmp_path / "elsewhere.mp4")
    archive.work()
    video = archive.video(video_id)
    assert (video.state, video.reason) == (VideoState.FAILED, Reason.SOURCE_MISSING)
    assert video.detail
