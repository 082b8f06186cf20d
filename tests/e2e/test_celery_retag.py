"""A back-fill over a real Redis: the worker fetches the bundle, lost messages cost nothing."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from redis import Redis
from rich.console import Console

from earshot.adapters.queue.resolve import resolve_celery_queue
from earshot.domain.jobs import Job, Priority, Step
from earshot.domain.video import VideoState
from earshot.settings import Settings
from earshot.tagging.bundle import Bundle, load_bundle
from earshot_standalone.retagging import Retagging
from earshot_worker.resolve import make_shelf
from earshot_worker.retag_orders import open_orders, place_order
from tests.kit.archive import Archive
from tests.kit.films import make_film
from tests.kit.tiny_bundle import write_tiny_bundle
from tests.kit.worker_process import WorkerProcess

pytestmark = [pytest.mark.stack, pytest.mark.slow, pytest.mark.timeout(600)]

PATIENCE_S = 400.0


@pytest.fixture
def queue_url() -> Iterator[str]:
    """A database of its own."""
    url = os.environ["EARSHOT_TEST_REDIS_URL"].rsplit("/", 1)[0] + "/9"
    with Redis.from_url(url) as client:
        client.flushdb()
        yield url
        client.flushdb()


@pytest.fixture
def archive(tmp_path: Path, queue_url: str) -> Archive:
    archive = Archive.at(tmp_path / "data", load_bundle(write_tiny_bundle(tmp_path / "tiny")))
    archive.settings = Settings(
        data_dir=tmp_path / "data", queue_url=queue_url, bundle=str(tmp_path / "tiny")
    )
    archive.ports = replace(archive.ports, queue=resolve_celery_queue(archive.settings))
    return archive


@pytest.fixture
def worker(archive: Archive, tmp_path: Path) -> Iterator[WorkerProcess]:
    more = {
        "EARSHOT_QUEUE_URL": archive.settings.queue_url,
        "EARSHOT_RECONCILE_S": "2",
        "EARSHOT_SCRATCH_DIR": str(tmp_path / "scratch"),
        "TMPDIR": str(tmp_path),
        "PYTHONWARNINGS": "ignore",
    }
    worker = WorkerProcess(archive.settings.data_dir, tmp_path / "tiny", more, started=" ready.")
    yield worker
    worker.end()


def _second(archive: Archive, folder: Path) -> Bundle:
    """Put into the store as another machine would."""
    told = json.loads((write_tiny_bundle(folder) / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps({**told, "name": "second"}))
    elsewhere = archive.settings.model_copy(update={"data_dir": folder / "elsewhere"})
    return make_shelf(elsewhere, archive.ports.store, archive.ports.bundle).install(folder)


def test_an_order_whose_messages_were_lost_is_carried_out(
    archive: Archive, worker: WorkerProcess, tmp_path: Path, queue_url: str
) -> None:
    ids = [archive.adopt(make_film(tmp_path / "film.mp4")) for _ in range(2)]
    until = time.monotonic() + PATIENCE_S
    while any(archive.video(one).state is not VideoState.READY for one in ids):
        assert time.monotonic() < until, worker.log
        time.sleep(0.2)
    bundle = _second(archive, tmp_path / "second")
    order = place_order(archive.ports.store, bundle.bundle_id, missing=True)
    for one in ids:
        archive.ports.queue.enqueue(Job(step=Step.RETAG, video_id=one), Priority.BACKFILL)
    with Redis.from_url(queue_url) as client:
        client.flushdb()
    retagging = Retagging.of(archive.settings, Console(quiet=True))
    found = retagging.run(bundle.bundle_id, missing=True)
    assert (found.videos, found.labels, found.unheard) == (2, (), ())
    assert open_orders(archive.ports.store) == []
    for one in ids:
        video = archive.video(one)
        hearing = video.heard.by(bundle.bundle_id) if video.heard else None
        assert hearing is not None
        assert hearing.run == order.run
        assert video.state is VideoState.READY
    assert (tmp_path / "scratch" / "bundles" / bundle.bundle_id / "model.onnx").is_file()
