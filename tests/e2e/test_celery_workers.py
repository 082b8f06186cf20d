"""Workers on a real Redis: killed, stopped, robbed of their messages; every video ends right."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from redis import Redis

from earshot.adapters.queue.celery_transport import QUEUES, make_celery, task_name
from earshot.adapters.queue.resolve import resolve_celery_queue
from earshot.domain.ids import VideoId
from earshot.domain.jobs import Step
from earshot.domain.query_clips import QueryState
from earshot.domain.video import Reason, VideoState
from earshot.settings import Settings
from earshot.tagging.bundle import load_bundle
from earshot_gateway.query_clips import QueryClips
from tests.kit.archive import Archive
from tests.kit.films import make_film
from tests.kit.tiny_bundle import write_tiny_bundle
from tests.kit.worker_process import WorkerProcess

pytestmark = [pytest.mark.stack, pytest.mark.slow, pytest.mark.timeout(900)]

PATIENCE_S = 180.0


@pytest.fixture
def redis() -> Iterator[Redis]:
    """A database of its own for each test."""
    url = os.environ["EARSHOT_TEST_REDIS_URL"].rsplit("/", 1)[0] + "/7"
    with Redis.from_url(url) as client:
        client.flushdb()
        yield client
        client.flushdb()


@pytest.fixture
def archive(tmp_path: Path, redis: Redis) -> Archive:
    del redis
    url = os.environ["EARSHOT_TEST_REDIS_URL"].rsplit("/", 1)[0] + "/7"
    archive = Archive.at(tmp_path / "data", load_bundle(write_tiny_bundle(tmp_path / "tiny")))
    archive.settings = Settings(data_dir=tmp_path / "data", queue_url=url)
    archive.ports = replace(archive.ports, queue=resolve_celery_queue(archive.settings))
    return archive


@pytest.fixture
def start(archive: Archive, tmp_path: Path) -> Iterator[Callable[[], WorkerProcess]]:
    """Starts workers, and stops those that live at the end."""
    workers: list[WorkerProcess] = []

    def start() -> WorkerProcess:
        more = {
            "EARSHOT_QUEUE_URL": archive.settings.queue_url,
            "EARSHOT_RECONCILE_S": "2",
            "EARSHOT_LEASE_S": "4",
            "TMPDIR": str(tmp_path),
            "PYTHONWARNINGS": "ignore",
        }
        bundle = tmp_path / "tiny"
        worker = WorkerProcess(archive.settings.data_dir, bundle, more, started=" ready.")
        workers.append(worker)
        return worker

    yield start
    for worker in workers:
        worker.end()


def _films(archive: Archive, folder: Path, count: int) -> list[VideoId]:
    film = make_film(folder / "film.mp4", duration_s=20.0)
    return [archive.adopt(film) for _ in range(count)]


def test_a_query_clip_is_heard(
    archive: Archive, start: Callable[[], WorkerProcess], tmp_path: Path
) -> None:
    film = make_film(tmp_path / "clip.mp4", duration_s=2.0)
    clips = QueryClips(store=archive.ports.store, queue=archive.ports.queue)
    clip = clips.receive("clip.mp4", [film.read_bytes()])
    start()
    deadline = time.monotonic() + PATIENCE_S
    while clips.told(clip.query_id).state is QueryState.WAITING:
        assert time.monotonic() < deadline
        time.sleep(0.2)
    assert clips.told(clip.query_id).state is QueryState.READY


def _until(archive: Archive, wanted: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE_S
    while not wanted():
        assert time.monotonic() < until, [
            archive.objects(),
            list(archive.ports.ledger.unfinished()),
        ]
        time.sleep(0.1)


def _all_ready(archive: Archive, ids: list[VideoId]) -> None:
    def ended() -> bool:
        videos = [archive.video(video_id) for video_id in ids]
        return all(video.state in {VideoState.READY, VideoState.FAILED} for video in videos)

    _until(archive, ended)
    _until(archive, lambda: not list(archive.ports.ledger.unfinished()))
    assert {archive.video(video_id).state for video_id in ids} == {VideoState.READY}
    assert set(archive.ports.index.video_ids()) == set(ids)
    entries = [archive.entry(video_id) for video_id in ids]
    assert all(entry == entries[0] for entry in entries)


def _working(archive: Archive, video_id: VideoId) -> bool:
    return archive.video(video_id).state is VideoState.WORKING


def test_lost_and_doubled_messages_do_no_harm(
    archive: Archive, tmp_path: Path, redis: Redis, start: Callable[[], WorkerProcess]
) -> None:
    ids = _films(archive, tmp_path, 4)
    redis.flushdb()
    app = make_celery(archive.settings)
    for video_id in ids[:2] * 2:
        for step in Step:
            app.send_task(task_name(step), args=[video_id], queue=QUEUES[step])
    start()
    _all_ready(archive, ids)


def test_redis_emptied_in_the_middle_of_work(
    archive: Archive, tmp_path: Path, redis: Redis, start: Callable[[], WorkerProcess]
) -> None:
    ids = _films(archive, tmp_path, 4)
    start()
    _until(archive, lambda: any(_working(archive, video_id) for video_id in ids))
    redis.flushdb()
    _all_ready(archive, ids)


def test_killed_children_and_parents_cost_nothing_but_time(
    archive: Archive, tmp_path: Path, start: Callable[[], WorkerProcess]
) -> None:
    ids = _films(archive, tmp_path, 4)
    worker = start()
    _until(archive, lambda: any(_working(archive, video_id) for video_id in ids))
    for process in psutil.Process(worker.pid).children():
        if "python" in process.name():
            process.send_signal(signal.SIGKILL)
    _until(archive, lambda: any(_working(archive, video_id) for video_id in ids))
    worker.kill()
    start()
    _all_ready(archive, ids)


def test_a_stopped_worker_gives_back_and_the_next_one_goes_on(
    archive: Archive, tmp_path: Path, start: Callable[[], WorkerProcess]
) -> None:
    video_id = archive.adopt(make_film(tmp_path / "long.mp4", duration_s=900.0))
    worker = start()
    _until(archive, lambda: _working(archive, video_id))
    assert worker.terminate() == 0
    unfinished = list(archive.ports.ledger.unfinished())
    assert all((status.attempts, status.lease) == (0, None) for status in unfinished)
    start()
    _all_ready(archive, [video_id])


def test_what_is_no_media_fails_with_its_reason(
    archive: Archive, tmp_path: Path, start: Callable[[], WorkerProcess]
) -> None:
    text = tmp_path / "notes.mp4"
    text.write_text("only notes\n" * 50)
    video_id = archive.adopt(text)
    worker = start()
    _until(archive, lambda: archive.video(video_id).state is VideoState.FAILED)
    assert archive.video(video_id).reason is Reason.NOT_MEDIA
    assert (tmp_path / "earshot-worker-alive").exists()
    assert worker.terminate() == 0
