"""A job whose worker died twice is tried in a process of its own: only that one can convict it."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from earshot.domain.ids import VideoId
from earshot.domain.jobs import Job, Step
from earshot.domain.video import Reason, VideoState
from earshot.tagging.bundle import load_bundle
from tests.kit.archive import Archive
from tests.kit.films import make_film
from tests.kit.tiny_bundle import write_tiny_bundle
from tests.kit.worker_process import WorkerProcess

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
PATIENCE_S = 240.0


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    return write_tiny_bundle(tmp_path / "tiny")


@pytest.fixture
def archive(tmp_path: Path, bundle: Path) -> Archive:
    return Archive.at(tmp_path / "data", load_bundle(bundle))


def _suspect(archive: Archive, film: Path) -> VideoId:
    """A video two of whose workers died."""
    video_id = archive.adopt(film)
    for _ in range(2):
        job = Job(step=Step.LISTEN, video_id=video_id)
        assert archive.ports.ledger.acquire(job, "gone:1:1", lease_s=0.0)
    return video_id


def _until(wanted: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE_S
    while not wanted():
        assert time.monotonic() < until
        time.sleep(0.05)


def _child(worker: WorkerProcess) -> psutil.Process:
    """The process of the isolated job, once it is there."""
    found: list[psutil.Process] = []

    def there() -> bool:
        children = psutil.Process(worker.pid).children()
        found.extend(one for one in children if "earshot_worker.isolated_job" in one.cmdline())
        return bool(found)

    _until(there)
    return found[0]


def _working(archive: Archive, video_id: VideoId) -> bool:
    return archive.video(video_id).state is VideoState.WORKING


def test_an_innocent_suspect_ends_ready(archive: Archive, bundle: Path, tmp_path: Path) -> None:
    video_id = _suspect(archive, make_film(tmp_path / "film.mp4"))
    worker = WorkerProcess(archive.settings.data_dir, bundle)
    try:
        _until(lambda: archive.video(video_id).state is VideoState.READY)
    finally:
        worker.terminate()
    assert "job_isolated" in worker.log
    assert list(archive.ports.ledger.unfinished()) == []


def test_a_suspect_whose_process_dies_is_parked(
    archive: Archive, bundle: Path, tmp_path: Path
) -> None:
    video_id = _suspect(archive, make_film(tmp_path / "long.mp4", duration_s=1200.0))
    worker = WorkerProcess(archive.settings.data_dir, bundle)
    try:
        child = _child(worker)
        _until(lambda: _working(archive, video_id))
        child.kill()
        _until(lambda: archive.video(video_id).state is VideoState.FAILED)
    finally:
        worker.terminate()
    video = archive.video(video_id)
    assert video.reason is Reason.CRASHED
    assert video.detail == "the worker died 3 times in this step, last by signal 9"
    assert list(archive.ports.ledger.unfinished()) == []


def test_a_suspect_whose_parent_is_killed_is_tried_again(
    archive: Archive, bundle: Path, tmp_path: Path
) -> None:
    video_id = _suspect(archive, make_film(tmp_path / "long.mp4", duration_s=600.0))
    worker = WorkerProcess(archive.settings.data_dir, bundle)
    child = _child(worker)
    _until(lambda: _working(archive, video_id))
    worker.kill()
    child.wait(60)
    worker = WorkerProcess(archive.settings.data_dir, bundle)
    try:
        _until(lambda: archive.video(video_id).state in {VideoState.READY, VideoState.FAILED})
    finally:
        worker.terminate()
    assert archive.video(video_id).state is VideoState.READY
