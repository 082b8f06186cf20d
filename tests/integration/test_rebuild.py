"""Catalog and index made anew from the store alone, whatever of them was lost."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from earshot.adapters.index.resolve import resolve_index_reader
from earshot.domain.ids import ObjectKey, VideoId
from earshot.domain.jobs import Job, Step
from earshot.domain.keys import record_key
from earshot.domain.records import video_from_json
from earshot.domain.video import Video, VideoState
from earshot.ports.catalog import VideoFilter
from earshot.tagging.bundle import Bundle
from earshot_worker import transitions
from earshot_worker.compose import make_rebuild
from earshot_worker.rebuild import Rebuilt
from earshot_worker.record import write_record
from tests.kit.archive import Archive
from tests.kit.loudness import BARK, loudness_bundle
from tests.kit.sounds import SecondsOfSound


def _open(folder: Path, bundle: Bundle | None = None) -> Archive:
    archive = Archive.at(folder, bundle)
    archive.ports = replace(archive.ports, extractor=SecondsOfSound)
    return archive


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return _open(tmp_path / "data")


@pytest.fixture
def videos(archive: Archive, tmp_path: Path) -> list[VideoId]:
    """Three ready videos."""
    return _filled(archive, tmp_path, 3)


def _filled(archive: Archive, folder: Path, count: int) -> list[VideoId]:
    ids = []
    for number in range(count):
        path = folder / f"film {number}.mp4"
        path.write_bytes(b"film %d" % number)
        ids.append(archive.adopt(path, title=f"Film {number}"))
    archive.work()
    return ids


def _lose_all_but_the_store(archive: Archive) -> Archive:
    for path in archive.settings.data_dir.iterdir():
        if path.name != "store":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    return _open(archive.settings.data_dir)


def _rebuild(archive: Archive) -> Rebuilt:
    return make_rebuild(archive.ports).run()


def _state(archive: Archive, ids: Sequence[VideoId]) -> list[object]:
    documents = resolve_index_reader(archive.settings).documents(ids)
    return [(archive.video(one), archive.entry(one)) for one in ids] + list(documents)


def _age(archive: Archive, video_id: VideoId) -> None:
    """Let the record look as if nobody had touched it for a while."""
    (path,) = archive.settings.data_dir.rglob(f"{video_id}/video.json")
    os.utime(path, (1e9, 1e9))


def _delete(archive: Archive, video_id: VideoId, name: str) -> None:
    for key in archive.objects():
        if video_id in key and key.endswith(f"/{name}"):
            archive.ports.store.delete(ObjectKey(key))


def test_a_lost_catalog_and_index_come_back_as_they_were(
    archive: Archive, videos: list[VideoId]
) -> None:
    before, objects = _state(archive, videos), archive.objects()
    archive = _lose_all_but_the_store(archive)
    rebuilt = _rebuild(archive)
    assert (rebuilt.videos, rebuilt.indexed, rebuilt.enqueued) == (3, 3, 0)
    assert _state(archive, videos) == before
    assert archive.objects() == objects


def test_rebuilding_a_sound_archive_changes_nothing(
    archive: Archive, videos: list[VideoId]
) -> None:
    before, objects = _state(archive, videos), archive.objects()
    _rebuild(archive)
    assert (_state(archive, videos), archive.objects()) == (before, objects)
    assert list(archive.ports.ledger.unfinished()) == []


def test_missing_events_are_decoded_from_the_scores(
    archive: Archive, videos: list[VideoId]
) -> None:
    before, objects = _state(archive, videos), archive.objects()
    _delete(archive, videos[0], "events")
    archive = _lose_all_but_the_store(archive)
    assert _rebuild(archive).indexed == 3
    assert (_state(archive, videos), archive.objects()) == (before, objects)


@pytest.mark.parametrize("damage", ["lost", "damaged"])
def test_a_video_without_usable_scores_is_heard_again(
    archive: Archive, videos: list[VideoId], damage: str
) -> None:
    before = _state(archive, videos)
    _delete(archive, videos[1], "events")
    (scores,) = [key for key in archive.objects() if key.endswith("scores") and videos[1] in key]
    archive.ports.store.put(ObjectKey(scores), [b"earshot\x1a?"])
    if damage == "lost":
        archive.ports.store.delete(ObjectKey(scores))
    archive = _lose_all_but_the_store(archive)
    rebuilt = _rebuild(archive)
    assert (rebuilt.videos, rebuilt.indexed, rebuilt.enqueued) == (3, 2, 1)
    archive.work()
    assert _state(archive, videos) == before


def test_events_follow_the_thresholds_of_today(archive: Archive, videos: list[VideoId]) -> None:
    assert archive.entry(videos[0])[BARK]
    deaf = loudness_bundle(thresholds=(0.2, 0.3, 0.4, 1.0, 1.0, 1.0))
    archive = _open(archive.settings.data_dir, deaf)
    for video_id in videos:
        _age(archive, video_id)
    _rebuild(archive)
    assert archive.entry(videos[0])[BARK] == []
    policies = {archive.video(video_id).heard for video_id in videos}
    assert len(policies) == 1


def test_a_removed_video_stays_removed(archive: Archive, videos: list[VideoId]) -> None:
    archive.ports.catalog.update(videos[0], transitions.asked_to_go)
    archive.ports.queue.enqueue(Job(step=Step.REMOVE, video_id=videos[0]))
    archive.work()
    archive = _lose_all_but_the_store(archive)
    assert _rebuild(archive).videos == 2
    assert archive.video(videos[0]).state is VideoState.REMOVED
    assert set(archive.ports.index.video_ids()) == set(videos[1:])


def test_a_removal_that_broke_off_goes_on(archive: Archive, videos: list[VideoId]) -> None:
    going = transitions.asked_to_go(archive.video(videos[0]))
    assert going is not None
    write_record(archive.ports.store, going)
    archive = _lose_all_but_the_store(archive)
    _rebuild(archive)
    archive.work()
    assert archive.video(videos[0]).state is VideoState.REMOVED
    assert [key for key in archive.objects() if videos[0] in key] == [record_key(videos[0])]


def test_an_upload_that_nobody_heard_yet_is_heard(archive: Archive, tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    path.write_bytes(b"film")
    video_id = archive.adopt(path)
    archive = _lose_all_but_the_store(archive)
    assert _rebuild(archive).enqueued == 1
    archive.work()
    assert archive.video(video_id).state is VideoState.READY


def test_entries_and_records_of_videos_that_are_no_more_are_dropped(
    archive: Archive, videos: list[VideoId]
) -> None:
    for key in archive.objects():
        if videos[2] in key:
            archive.ports.store.delete(ObjectKey(key))
    _rebuild(archive)
    assert set(archive.ports.index.video_ids()) == set(videos[:2])
    states = frozenset(VideoState)
    assert {video.video_id for video in _all(archive, states)} == set(videos[:2])


def test_the_catalog_follows_a_record_that_has_settled(
    archive: Archive, videos: list[VideoId]
) -> None:
    archive.ports.catalog.update(videos[0], lambda now: replace(now, title="Wrong"))
    _age(archive, videos[0])
    _rebuild(archive)
    assert archive.video(videos[0]).title == "Film 0"


def test_an_edit_that_is_under_way_is_not_undone(archive: Archive, videos: list[VideoId]) -> None:
    archive.ports.catalog.update(videos[0], lambda now: replace(now, title="Just edited"))
    _rebuild(archive)
    assert archive.video(videos[0]).title == "Just edited"


def test_a_damaged_record_is_told_and_left_alone(archive: Archive, videos: list[VideoId]) -> None:
    archive.ports.store.put(record_key(videos[0]), [b"{"])
    archive = _lose_all_but_the_store(archive)
    rebuilt = _rebuild(archive)
    assert rebuilt.unreadable == (record_key(videos[0]),)
    assert (rebuilt.videos, rebuilt.indexed) == (2, 2)
    assert archive.ports.store.get(record_key(videos[0])) == b"{"


def test_videos_without_a_record_get_one(archive: Archive, videos: list[VideoId]) -> None:
    archive.ports.store.delete(record_key(videos[0]))
    _rebuild(archive)
    assert video_from_json(archive.ports.store.get(record_key(videos[0]))) == archive.video(
        videos[0]
    )


def _all(archive: Archive, states: frozenset[VideoState]) -> list[Video]:
    return archive.ports.catalog.page(VideoFilter(states=states), None, 100)
