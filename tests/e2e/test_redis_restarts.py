"""Redis stops in the middle of work and comes back: the worker connects anew and goes on."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from earshot.adapters.queue.resolve import resolve_celery_queue
from earshot.domain.ids import VideoId
from earshot.domain.video import VideoState
from earshot.errors import QueueUnavailable
from earshot.settings import Settings
from earshot.tagging.bundle import load_bundle
from earshot_stack import stack
from earshot_stack.processes import stop
from tests.kit.archive import Archive
from tests.kit.films import make_film
from tests.kit.tiny_bundle import write_tiny_bundle
from tests.kit.worker_process import WorkerProcess

pytestmark = [pytest.mark.stack, pytest.mark.slow, pytest.mark.timeout(600)]
PATIENCE_S = 180.0


@pytest.fixture
def servers(tmp_path: Path) -> Iterator[Path]:
    """State of a Redis of its own, for this test stops it."""
    state = tmp_path / "servers"
    stack.up(state, ("redis",))
    yield state
    stack.down(state)


@pytest.fixture
def archive(tmp_path: Path, servers: Path) -> Archive:
    url = stack.running(servers)["redis"].url
    archive = Archive.at(tmp_path / "data", load_bundle(write_tiny_bundle(tmp_path / "tiny")))
    archive.settings = Settings(data_dir=tmp_path / "data", queue_url=url)
    archive.ports = replace(archive.ports, queue=resolve_celery_queue(archive.settings))
    return archive


def _until(archive: Archive, video_id: VideoId, state: VideoState) -> None:
    until = time.monotonic() + PATIENCE_S
    while archive.video(video_id).state is not state:
        assert time.monotonic() < until, archive.video(video_id)
        time.sleep(0.05)


def test_a_worker_outlives_a_restart_of_redis(
    archive: Archive, servers: Path, tmp_path: Path
) -> None:
    settings = {
        "EARSHOT_QUEUE_URL": archive.settings.queue_url,
        "EARSHOT_RECONCILE_S": "2",
        "EARSHOT_LEASE_S": "6",
        "TMPDIR": str(tmp_path),
        "PYTHONWARNINGS": "ignore",
    }
    film = make_film(tmp_path / "film.mp4", duration_s=300.0)
    bundle = tmp_path / "tiny"
    worker = WorkerProcess(archive.settings.data_dir, bundle, settings, started=" ready.")
    try:
        first = archive.adopt(film)
        _until(archive, first, VideoState.WORKING)
        stop(stack.running(servers)["redis"].pid)
        with pytest.raises(QueueUnavailable):
            archive.adopt(film)
        stack.restart(servers, "redis")
        last = archive.adopt(film)
        for video in (*archive.in_flight(), archive.video(first), archive.video(last)):
            _until(archive, video.video_id, VideoState.READY)
    finally:
        status = worker.terminate()
    assert status == 0, worker.log
    assert len(list(archive.ports.index.video_ids())) == 3
