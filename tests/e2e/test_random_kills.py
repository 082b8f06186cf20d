"""Worker processes killed at random moments, stopped cleanly, and several on one folder."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from earshot.domain.ids import VideoId
from earshot.domain.keys import record_key
from earshot.domain.records import video_from_json
from earshot.domain.video import Video, VideoState
from earshot.tagging.bundle import load_bundle
from tests.kit.archive import Archive
from tests.kit.films import make_film
from tests.kit.tiny_bundle import write_tiny_bundle
from tests.kit.worker_process import WorkerProcess

KILLS = 20
PATIENCE_S = 300.0
pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_bundle(tmp_path_factory.mktemp("bundles") / "tiny")


@pytest.fixture
def archive(tmp_path: Path, bundle: Path) -> Archive:
    return Archive.at(tmp_path / "data", load_bundle(bundle))


def _wait_until_ended(archive: Archive, video_ids: Sequence[VideoId]) -> list[Video]:
    until = time.monotonic() + PATIENCE_S
    while True:
        videos = [archive.video(video_id) for video_id in video_ids]
        ended = all(video.state in {VideoState.READY, VideoState.FAILED} for video in videos)
        if ended and not list(archive.ports.ledger.unfinished()):
            return videos
        assert time.monotonic() < until, [(video.state, video.step) for video in videos]
        time.sleep(0.1)


def _agree(archive: Archive, videos: Sequence[Video]) -> None:
    """Store, catalog and index tell the same of these videos, and of no others."""
    bundle = archive.ports.bundle.bundle_id
    store = archive.ports.store
    names = [
        *(("source",), ("video.json",), ("poster",), ("peaks",), ("spectrogram",), ("loudness",)),
        *((bundle, "scores"), (bundle, "embeddings")),
    ]
    expected = {f"bundles/{bundle}/manifest.json"}
    for video in videos:
        assert video.heard is not None
        assert video.heard.policy is not None
        for parts in (*names, (bundle, video.heard.policy, "events")):
            expected.add("/".join(("videos", video.video_id, *parts)))
        assert video_from_json(store.get(record_key(video.video_id))) == video
    assert set(archive.objects()) == expected
    assert set(archive.ports.index.video_ids()) == {video.video_id for video in videos}


def test_twenty_kills_at_random_moments_lose_and_double_nothing(
    archive: Archive, bundle: Path, tmp_path: Path
) -> None:
    rng = random.Random(20)
    film = make_film(tmp_path / "film.mp4", duration_s=20.0)
    video_ids = []
    for _ in range(KILLS):
        video_ids.append(archive.adopt(film))
        worker = WorkerProcess(archive.settings.data_dir, bundle)
        time.sleep(rng.uniform(0.0, 0.8))
        worker.kill()
    last = WorkerProcess(archive.settings.data_dir, bundle)
    try:
        videos = _wait_until_ended(archive, video_ids)
    finally:
        status = last.terminate()
    assert status == 0, last.log
    assert {(video.state, video.detail) for video in videos} == {(VideoState.READY, None)}, last.log
    _agree(archive, videos)
    entries = [archive.entry(video_id) for video_id in video_ids]
    assert all(entry == entries[0] for entry in entries)
    assert archive.ports.leftovers.remove_leftovers(0) == 0


def test_a_stopped_worker_gives_its_job_back_without_blame(
    archive: Archive, bundle: Path, tmp_path: Path
) -> None:
    video_id = archive.adopt(make_film(tmp_path / "long.mp4", duration_s=600.0))
    worker = WorkerProcess(archive.settings.data_dir, bundle)
    until = time.monotonic() + PATIENCE_S
    while archive.video(video_id).state is not VideoState.WORKING:
        assert time.monotonic() < until
        time.sleep(0.02)
    assert worker.terminate() == 0, worker.log
    video = archive.video(video_id)
    if video.state is VideoState.WAITING and video.step == "listen":
        (status,) = archive.ports.ledger.unfinished()
        assert (status.attempts, status.lease) == (0, None)


def test_three_processes_share_a_folder(archive: Archive, bundle: Path, tmp_path: Path) -> None:
    video_ids = [
        archive.adopt(make_film(tmp_path / f"film{number}.mp4", pitch_hz=500 + number))
        for number in range(6)
    ]
    workers = [WorkerProcess(archive.settings.data_dir, bundle) for _ in range(3)]
    try:
        videos = _wait_until_ended(archive, video_ids)
    finally:
        assert [worker.terminate() for worker in workers] == [0, 0, 0]
    assert {video.state for video in videos} == {VideoState.READY}
    _agree(archive, videos)
    taken = "".join(worker.log for worker in workers)
    assert taken.count("step_ended") == 3 * len(video_ids)
