"""Embeddings follow their videos: into the index, through edits and rebuilds, and out of it."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from earshot.adapters.index.resolve import resolve_embedding_reader, resolve_embedding_writer
from earshot.domain.ids import ObjectKey, VideoId
from earshot.domain.jobs import Job, Step
from earshot.ports.embeddings import EmbeddedVideo, EmbeddingCounts, NearQuery, NearSecond
from earshot_worker import transitions
from earshot_worker.compose import make_rebuild
from tests.kit.archive import Archive
from tests.kit.sounds import SecondsOfSound

LOUD = np.array([0.5, 0.5, 0.25, 1.0], np.float32)


def _open(folder: Path) -> Archive:
    archive = Archive.at(folder)
    archive.ports = replace(archive.ports, extractor=SecondsOfSound)
    return archive


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    archive = _open(tmp_path / "data")
    for name in ("one", "two"):
        film = tmp_path / f"{name}.mp4"
        film.write_bytes(name.encode())
        archive.adopt(film, title=name)
    archive.work()
    return archive


def _ids(archive: Archive) -> list[VideoId]:
    return sorted(archive.ports.embeddings.video_ids())


def _near(archive: Archive, collection: str = "default") -> list[NearSecond]:
    query = NearQuery(bundle=archive.ports.bundle.bundle_id, collection=collection)
    return resolve_embedding_reader(archive.settings).nearest([LOUD], query, 100)


def _counts(archive: Archive) -> EmbeddingCounts:
    return resolve_embedding_reader(archive.settings).counts()


def test_a_ready_video_is_found_by_its_sound(archive: Archive) -> None:
    assert _counts(archive) == EmbeddingCounts(videos=2, seconds=8)
    found = _near(archive)
    assert len(found) == 8
    assert {near.second for near in found[:4]} == {0, 2}  # the loud seconds
    assert found[0].cosine == pytest.approx(1.0, abs=0.01)


def test_another_collection_is_told_again(archive: Archive) -> None:
    video_id = _ids(archive)[0]
    archive.ports.catalog.update(
        video_id, lambda now: replace(now, collection="park", step=Step.INDEX)
    )
    archive.ports.queue.enqueue(Job(step=Step.INDEX, video_id=video_id))
    archive.work()
    assert {near.video_id for near in _near(archive, "park")} == {video_id}
    assert video_id not in {near.video_id for near in _near(archive)}


def test_a_removed_video_is_found_no_more(archive: Archive) -> None:
    gone, kept = _ids(archive)
    archive.ports.catalog.update(gone, transitions.asked_to_go)
    archive.ports.queue.enqueue(Job(step=Step.REMOVE, video_id=gone))
    archive.work()
    assert _ids(archive) == [kept]
    assert {near.video_id for near in _near(archive)} == {kept}


def test_a_rebuild_brings_them_back(archive: Archive) -> None:
    before = _near(archive)
    for path in archive.settings.data_dir.iterdir():
        if path.name != "store":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    archive = _open(archive.settings.data_dir)
    assert _ids(archive) == []
    make_rebuild(archive.ports).run()
    assert _near(archive) == before
    make_rebuild(archive.ports).run()
    assert _near(archive) == before


def test_a_rebuild_drops_seconds_that_belong_to_no_video(archive: Archive) -> None:
    stranger = EmbeddedVideo(
        video_id=VideoId("01STRANGER"),
        collection="default",
        bundle=archive.ports.bundle.bundle_id,
    )
    resolve_embedding_writer(archive.settings).replace(stranger, LOUD[None])
    make_rebuild(archive.ports).run()
    assert "01STRANGER" not in _ids(archive)


def test_a_video_whose_embeddings_were_lost_stays_ready_without_them(archive: Archive) -> None:
    video_id = _ids(archive)[0]
    for key in archive.objects():
        if video_id in key and key.endswith("/embeddings"):
            archive.ports.store.delete(ObjectKey(key))
    make_rebuild(archive.ports).run()
    assert video_id not in _ids(archive)
    assert archive.entry(video_id)
