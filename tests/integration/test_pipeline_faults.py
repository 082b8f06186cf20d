"""What the pipeline does when servers, leases, people or its own code get in its way."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from earshot.adapters.index.resolve import resolve_index_reader
from earshot.domain.ids import VideoId
from earshot.domain.jobs import Job, Step
from earshot.domain.keys import record_key
from earshot.domain.records import video_from_json
from earshot.domain.video import Reason, Video, VideoState
from earshot.errors import (
    CatalogUnavailable,
    EarshotError,
    IndexUnavailable,
    QueueUnavailable,
    StoreFull,
    StoreUnavailable,
)
from earshot.ports.audio_extractor import AudioExtractor
from earshot_worker import transitions
from earshot_worker.isolation import NOT_BEGUN
from tests.kit.archive import Archive
from tests.kit.failing import Failing, Meddled
from tests.kit.loudness import BARK
from tests.kit.sounds import SecondsOfSound


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    archive = Archive.at(tmp_path / "data")
    _hear(archive, SecondsOfSound())
    return archive


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "film.mp4"
    path.write_bytes(b"not looked at by the extractor of these tests")
    return path


def _hear(archive: Archive, extractor: AudioExtractor) -> None:
    archive.ports = replace(archive.ports, extractor=lambda: extractor)


def _break(archive: Archive, port: str, method: str, *errors: Exception) -> None:
    broken: dict[str, Any] = {port: Failing(getattr(archive.ports, port), method, *errors)}
    archive.ports = replace(archive.ports, **broken)


def _meddle(archive: Archive, port: str, method: str, act: Callable[[], None], nth: int) -> None:
    meddled: dict[str, Any] = {port: Meddled(getattr(archive.ports, port), method, act, nth)}
    archive.ports = replace(archive.ports, **meddled)


def _title_in_index(archive: Archive, video_id: VideoId) -> str:
    (document,) = resolve_index_reader(archive.settings).documents([video_id])
    return document.title


def _remove(archive: Archive, video_id: VideoId) -> None:
    archive.ports.catalog.update(video_id, transitions.asked_to_go)
    archive.ports.queue.enqueue(Job(step=Step.REMOVE, video_id=video_id))


def _gone(archive: Archive, video_id: VideoId) -> bool:
    left = [key for key in archive.objects() if video_id in key]
    tombstone = video_from_json(archive.ports.store.get(record_key(video_id)))
    return (
        left == [record_key(video_id)]
        and tombstone.state is VideoState.REMOVED
        and not list(archive.ports.index.video_ids())
    )


@pytest.mark.parametrize(
    ("port", "method", "error"),
    [
        ("store", "put", StoreUnavailable()),
        ("store", "put", StoreFull()),
        ("sources", "checkout", StoreFull()),
        ("catalog", "update", CatalogUnavailable()),
        ("catalog", "get", CatalogUnavailable()),
    ],
)
def test_a_server_that_is_away_costs_no_attempt(
    archive: Archive, source: Path, port: str, method: str, error: EarshotError
) -> None:
    whole, video_id = archive.ports, archive.adopt(source)
    _break(archive, port, method, error)
    assert archive.worker().run_next()
    (status,) = whole.ledger.unfinished()
    assert (status.attempts, status.lease) == (0, None)
    assert whole.catalog.get(video_id).state is VideoState.WAITING
    archive.ports = whole
    whole.queue.enqueue(status.job)
    archive.work()
    assert archive.video(video_id).state is VideoState.READY


def test_an_index_that_is_away_is_waited_for(archive: Archive, source: Path) -> None:
    video_id = archive.adopt(source)
    _break(archive, "index", "replace", IndexUnavailable())
    archive.work()
    (status,) = archive.ports.ledger.unfinished()
    assert (status.job.step, status.attempts) == (Step.INDEX, 0)
    archive.ports.queue.enqueue(status.job)
    archive.work()
    assert archive.video(video_id).state is VideoState.READY


def test_a_finished_step_waits_for_the_queue_instead_of_starting_over(
    archive: Archive, source: Path
) -> None:
    video_id = archive.adopt(source)
    _break(archive, "queue", "enqueue", QueueUnavailable(), QueueUnavailable())
    archive.work()
    assert archive.video(video_id).state is VideoState.READY


def test_an_error_nobody_foresaw_parks_the_job_after_three_tries(
    archive: Archive, source: Path
) -> None:
    def fail(second: int) -> None:
        raise ZeroDivisionError(f"at second {second}")

    _hear(archive, SecondsOfSound(between=fail))
    video_id = archive.adopt(source)
    for attempts in (1, 2):
        assert archive.worker().run_next()
        (status,) = archive.ports.ledger.unfinished()
        assert status.attempts == attempts
        archive.ports.queue.enqueue(status.job)
    assert archive.worker().run_next()
    video = archive.video(video_id)
    assert (video.state, video.reason) == (VideoState.FAILED, Reason.CRASHED)
    assert video.detail is not None
    assert "ZeroDivisionError" in video.detail
    assert list(archive.ports.ledger.unfinished()) == []
    assert video_from_json(archive.ports.store.get(record_key(video_id))) == video


def test_a_job_that_takes_too_long_is_timed_out_at_once(archive: Archive, source: Path) -> None:
    class Overtime(Exception):  # as a broker's, which is no error either
        pass

    def dawdle(second: int) -> None:
        raise Overtime(second)

    _hear(archive, SecondsOfSound(between=dawdle))
    video_id = archive.adopt(source)
    worker = archive.worker()
    replace(worker, pipeline=replace(worker.pipeline, overtime=(Overtime,))).run_next()
    video = archive.video(video_id)
    assert (video.state, video.reason) == (VideoState.FAILED, Reason.TIMED_OUT)
    assert list(archive.ports.ledger.unfinished()) == []


def test_a_child_whose_setting_up_failed_costs_no_attempt(archive: Archive, source: Path) -> None:
    video_id = archive.adopt(source)
    for _ in range(2):
        job = Job(step=Step.LISTEN, video_id=video_id)
        archive.ports.ledger.acquire(job, "dead:1:1", lease_s=0.0)
    archive.isolate = lambda *_: NOT_BEGUN
    assert archive.worker().run_next()
    (status,) = archive.ports.ledger.unfinished()
    assert (status.attempts, status.lease) == (2, None)


@pytest.mark.parametrize("status", [-9, 1])
def test_a_job_that_keeps_killing_workers_is_parked(
    archive: Archive, source: Path, status: int
) -> None:
    video_id = archive.adopt(source)
    job = Job(step=Step.LISTEN, video_id=video_id)
    for _ in range(2):
        archive.ports.ledger.acquire(job, "dead:1:1", lease_s=0.0)
    archive.isolate = lambda *_: status
    archive.work()
    video = archive.video(video_id)
    assert (video.state, video.reason) == (VideoState.FAILED, Reason.CRASHED)
    assert video.detail is not None
    assert "died 3 times" in video.detail


def test_a_job_without_isolation_is_parked_after_its_last_death(
    archive: Archive, source: Path
) -> None:
    video_id = archive.adopt(source)
    job = Job(step=Step.LISTEN, video_id=video_id)
    for _ in range(3):
        archive.ports.ledger.acquire(job, "dead:1:1", lease_s=0.0)
    archive.work()
    assert archive.video(video_id).reason is Reason.CRASHED


def test_who_lost_the_lease_stops_and_leaves_the_video_alone(
    archive: Archive, source: Path
) -> None:
    def take_over(second: int) -> None:
        if second == 2:
            job = Job(step=Step.LISTEN, video_id=video_id)
            archive.ports.ledger.forget(job)
            assert archive.ports.ledger.acquire(job, "another:1:1", lease_s=60.0)

    _hear(archive, SecondsOfSound(between=take_over))
    video_id = archive.adopt(source)
    archive.work()
    video = archive.video(video_id)
    assert (video.state, video.step) == (VideoState.WORKING, Step.LISTEN)
    (status,) = archive.ports.ledger.unfinished()
    assert status.lease is not None
    assert status.lease.owner == "another:1:1"


def test_removing_while_listening_leaves_nothing(archive: Archive, source: Path) -> None:
    def remove(second: int) -> None:
        if second == 1:
            _remove(archive, video_id)

    _hear(archive, SecondsOfSound(between=remove))
    video_id = archive.adopt(source)
    archive.work()
    assert _gone(archive, video_id)


@pytest.mark.parametrize("writes", range(1, 6))
def test_a_worker_that_slept_through_the_removal_brings_nothing_back(
    archive: Archive, source: Path, writes: int
) -> None:
    """It sleeps right before one of its writes, and another one removes the video meanwhile."""
    video_id = archive.adopt(source)
    awake = replace(archive, ports=archive.ports)

    def sleep() -> None:
        _remove(awake, video_id)
        awake.work()
        assert _gone(awake, video_id)

    _meddle(archive, "store", "put", sleep, writes)
    archive.work()
    assert _gone(awake, video_id)


def test_a_write_after_the_removal_is_swept_by_the_reconciler(
    archive: Archive, source: Path
) -> None:
    video_id = archive.adopt(source)
    archive.work()
    scores = next(key for key in archive.objects() if key.endswith("/scores"))
    data = archive.ports.store.get(scores)  # type: ignore[arg-type]  # a key as a plain string
    _remove(archive, video_id)
    archive.work()
    archive.ports.store.put(scores, [data])  # type: ignore[arg-type]  # as above
    assert not _gone(archive, video_id)
    archive.worker().upkeep()
    assert _gone(archive, video_id)


def _edited(video: Video) -> Video:
    return replace(video, title="Second title", step=Step.INDEX)


def test_an_edited_video_is_indexed_again_and_stays_ready(archive: Archive, source: Path) -> None:
    video_id = archive.adopt(source, title="First title")
    archive.work()
    archive.ports.catalog.update(video_id, _edited)
    archive.worker().upkeep()
    archive.work()
    video = archive.video(video_id)
    assert (video.state, video.step) == (VideoState.READY, None)
    assert _title_in_index(archive, video_id) == "Second title"
    assert archive.entry(video_id)[BARK]


@pytest.mark.parametrize(("port", "method", "nth"), [("index", "replace", 1), ("store", "put", 5)])
def test_a_title_edited_while_it_is_indexed_arrives(
    archive: Archive, source: Path, port: str, method: str, nth: int
) -> None:
    video_id = archive.adopt(source, title="First title")
    catalog = archive.ports.catalog

    def edit() -> None:
        catalog.update(video_id, lambda now: replace(now, title="Second title"))

    _meddle(archive, port, method, edit, nth)
    archive.work()
    assert _title_in_index(archive, video_id) == "Second title"
    video = archive.video(video_id)
    assert (video.state, video.step) == (VideoState.READY, None)
    assert video_from_json(archive.ports.store.get(record_key(video_id))) == video


def test_a_late_double_of_a_message_changes_nothing(archive: Archive, source: Path) -> None:
    video_id = archive.adopt(source)
    archive.work()
    before, video = archive.objects(), archive.video(video_id)
    for step in (Step.LISTEN, Step.DECODE, Step.REMOVE):
        archive.ports.queue.enqueue(Job(step=step, video_id=video_id))
    archive.work()
    assert (archive.objects(), archive.video(video_id)) == (before, video)
    assert list(archive.ports.ledger.unfinished()) == []
