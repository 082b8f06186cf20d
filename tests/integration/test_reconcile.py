"""The reconciler finds what nobody works on, what was abandoned and what was left behind."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from earshot.domain.ids import VideoId
from earshot.domain.jobs import Job, Priority, Step
from earshot.domain.keys import record_key, source_key
from earshot.domain.video import VideoState
from earshot.errors import VideoNotFound
from earshot.owners import this_owner
from earshot_worker import transitions
from earshot_worker.compose import make_reconciler
from earshot_worker.reconcile import Reconciler
from earshot_worker.uploads import STILL_S
from tests.kit.archive import Archive
from tests.kit.sounds import SecondsOfSound

DEAD = f"{this_owner().rsplit(':', 2)[0]}:1:1"


@dataclass(slots=True)
class Clock:
    now_s: float = 0.0

    def __call__(self) -> float:
        return self.now_s


@dataclass(slots=True)
class SentJobs:
    """A broker that keeps what it is given."""

    jobs: list[Job] = field(default_factory=list)

    def enqueue(self, job: Job, priority: Priority = Priority.UPLOAD) -> None:
        del priority
        self.jobs.append(job)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    archive = Archive.at(tmp_path / "data")
    archive.ports = replace(archive.ports, extractor=SecondsOfSound)
    return archive


@pytest.fixture
def video_id(archive: Archive, tmp_path: Path) -> VideoId:
    path = tmp_path / "film.mp4"
    path.write_bytes(b"film")
    return archive.adopt(path)


def _reconciler(archive: Archive, clock: Clock | None = None, page: int = 200) -> Reconciler:
    reconciler = make_reconciler(archive.ports)
    uploads = replace(reconciler.uploads, monotonic_s=clock or Clock())
    return replace(reconciler, uploads=uploads, page=page)


def _uploading(archive: Archive, video_id: VideoId, uploader: str | None) -> None:
    archive.ports.catalog.update(
        video_id,
        lambda now: replace(now, state=VideoState.UPLOADING, step=None, uploader=uploader),
    )


@pytest.mark.parametrize("step", [Step.LISTEN, Step.DECODE, Step.INDEX])
@pytest.mark.parametrize("state", [VideoState.WAITING, VideoState.WORKING])
def test_a_video_whose_message_was_lost_is_enqueued_again(
    archive: Archive, video_id: VideoId, state: VideoState, step: Step
) -> None:
    archive.ports.ledger.forget(Job(step=Step.LISTEN, video_id=video_id))
    archive.ports.catalog.update(video_id, lambda now: replace(now, state=state, step=step))
    assert _reconciler(archive).round().enqueued == 1
    (status,) = archive.ports.ledger.unfinished()
    assert status.job == Job(step=step, video_id=video_id)
    assert _reconciler(archive).round().enqueued == 0


def test_what_waits_or_ended_is_left_alone(archive: Archive, video_id: VideoId) -> None:
    assert _reconciler(archive).round().enqueued == 0
    archive.work()
    before = archive.objects()
    assert _reconciler(archive).round().enqueued == 0
    assert archive.objects() == before
    assert archive.video(video_id).state is VideoState.READY


def test_more_videos_than_a_page_holds_are_all_found(archive: Archive, tmp_path: Path) -> None:
    for number in range(7):
        path = tmp_path / f"{number}.mp4"
        path.write_bytes(b"%d" % number)
        archive.ports.ledger.forget(Job(step=Step.LISTEN, video_id=archive.adopt(path)))
    assert _reconciler(archive, page=3).round().enqueued == 7


def test_edits_whose_message_was_lost_are_found_page_by_page(
    archive: Archive, tmp_path: Path
) -> None:
    for number in range(5):
        path = tmp_path / f"{number}.mp4"
        path.write_bytes(b"%d" % number)
        archive.adopt(path)
    archive.work()
    for found in list(archive.ports.index.video_ids()):
        archive.ports.catalog.update(found, lambda now: replace(now, step=Step.INDEX))
    reconciler = _reconciler(archive, page=2)
    assert [reconciler.round().enqueued for _ in range(4)] == [2, 2, 1, 0]


def test_an_upload_of_a_dead_process_vanishes(archive: Archive, video_id: VideoId) -> None:
    _uploading(archive, video_id, DEAD)
    assert _reconciler(archive).round().uploads_dropped == 1
    with pytest.raises(VideoNotFound):
        archive.video(video_id)
    assert archive.objects() == {}


def test_an_upload_that_stands_still_vanishes_and_one_that_moves_stays(
    archive: Archive, video_id: VideoId
) -> None:
    _uploading(archive, video_id, "elsewhere:1:1")
    clock = Clock()
    reconciler = _reconciler(archive, clock)
    reconciler.round()
    clock.now_s = STILL_S - 1
    assert reconciler.round().uploads_dropped == 0
    archive.ports.catalog.update(video_id, lambda now: replace(now, progress=0.5))
    clock.now_s = STILL_S + 1
    assert reconciler.round().uploads_dropped == 0
    clock.now_s = 2 * STILL_S + 2
    assert reconciler.round().uploads_dropped == 1
    assert archive.objects() == {}


def test_a_living_upload_is_left_alone(archive: Archive, video_id: VideoId) -> None:
    _uploading(archive, video_id, this_owner())
    assert _reconciler(archive).round().uploads_dropped == 0
    assert archive.video(video_id).state is VideoState.UPLOADING


def test_a_tombstone_is_kept_for_thirty_days_and_then_forgotten(
    archive: Archive, video_id: VideoId
) -> None:
    archive.ports.catalog.update(video_id, transitions.asked_to_go)
    archive.ports.queue.enqueue(Job(step=Step.REMOVE, video_id=video_id))
    archive.work()
    assert _reconciler(archive).round().forgotten == 0
    archive.ports.store.put(source_key(video_id), [b"late"])
    assert _reconciler(archive).round().swept == 1
    assert [key for key in archive.objects() if video_id in key] == [record_key(video_id)]
    (path,) = archive.settings.data_dir.rglob(f"{video_id}/video.json")
    os.utime(path, (1e9, 1e9))
    assert _reconciler(archive).round().forgotten == 1
    assert not [key for key in archive.objects() if video_id in key]
    with pytest.raises(VideoNotFound):
        archive.video(video_id)


def test_a_job_that_nothing_waits_for_is_ended_by_a_message(
    archive: Archive, video_id: VideoId
) -> None:
    archive.work()
    left = Job(step=Step.LISTEN, video_id=video_id)
    assert archive.ports.ledger.acquire(left, "elsewhere:1:1", -3_600.0)
    sent = SentJobs()
    ports = replace(archive.ports, queue=sent)
    assert make_reconciler(ports, messages_in_ledger=False).round().enqueued == 1
    assert sent.jobs == [left]
    archive.work()
    assert list(archive.ports.ledger.unfinished()) == []
    assert archive.video(video_id).state is VideoState.READY
