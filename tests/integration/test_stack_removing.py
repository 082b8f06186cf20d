"""On the real servers: a video removed at any moment of any step never comes back."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from earshot.adapters.catalog.resolve import resolve_catalog
from earshot.adapters.index.resolve import resolve_index_reader
from earshot.domain.ids import VideoId
from earshot.domain.jobs import Job, Step
from earshot.domain.keys import record_key
from earshot.domain.records import video_from_json
from earshot.domain.video import VideoState
from earshot.owners import this_owner
from earshot_worker import transitions
from earshot_worker.compose import make_pipeline, make_reconciler
from earshot_worker.ports import WorkerPorts
from tests.kit.archive import Archive, embedded_ports
from tests.kit.failing import Meddled
from tests.kit.sounds import SecondsOfSound
from tests.kit.stack_archive import fresh_archive, settings_of

pytestmark = [pytest.mark.stack, pytest.mark.slow]

REDIS_DATABASE = 8
# Listening puts scores and embeddings, decoding events, the end the record; each of the three
# steps begins and ends in the catalog, and the first two say what is next.
MOMENTS = [
    *(("store", "put", nth) for nth in (1, 2, 3, 4)),
    *(("catalog", "update", nth) for nth in (2, 3, 4, 5, 6)),
    *(("queue", "enqueue", nth) for nth in (1, 2)),
    ("index", "replace", 1),
]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("archive")
    with fresh_archive(REDIS_DATABASE) as environment:
        settings = settings_of(environment, folder)
        ports = replace(embedded_ports(settings), extractor=SecondsOfSound)
        yield Archive(settings=settings, ports=ports)


@pytest.fixture
def video_id(archive: Archive, tmp_path: Path) -> VideoId:
    path = tmp_path / "film.mp4"
    path.write_bytes(b"not looked at by the extractor of this test")
    return archive.adopt(path)


def _work(archive: Archive, ports: WorkerPorts, video_id: VideoId) -> None:
    """As workers do once the messages have come."""
    pipeline = make_pipeline(ports, archive.settings, threading.Event())
    while job := transitions.due_job(archive.video(video_id)):
        lease = ports.ledger.acquire(job, this_owner(), archive.settings.lease_s)
        assert lease is not None, job
        pipeline.run_job(lease)


def _remove(archive: Archive, video_id: VideoId) -> None:
    archive.ports.catalog.update(video_id, transitions.asked_to_go)
    archive.ports.queue.enqueue(Job(step=Step.REMOVE, video_id=video_id))


@pytest.mark.parametrize("finished", [False, True], ids=["asked for", "done"])
@pytest.mark.parametrize("moment", MOMENTS, ids=lambda moment: "-".join(map(str, moment)))
def test_what_is_removed_stays_away(
    archive: Archive, video_id: VideoId, moment: tuple[str, str, int], *, finished: bool
) -> None:
    port, method, nth = moment
    happened = []

    def act() -> None:
        happened.append(moment)
        _remove(archive, video_id)
        if finished:
            _work(archive, archive.ports, video_id)

    meddled: dict[str, Any] = {port: Meddled(getattr(archive.ports, port), method, act, nth)}
    _work(archive, replace(archive.ports, **meddled), video_id)
    make_reconciler(archive.ports, messages_in_ledger=False).round()
    assert happened == [moment]
    assert archive.video(video_id).state is VideoState.REMOVED
    left = [key for key in archive.objects() if video_id in key]
    assert left == [record_key(video_id)]
    tombstone = archive.ports.store.get(record_key(video_id))
    assert video_from_json(tombstone).state is VideoState.REMOVED
    assert video_id not in set(archive.ports.index.video_ids())
    assert len(resolve_index_reader(archive.settings).lanes([video_id], [])) == 0
    assert resolve_catalog(archive.settings).get(video_id).title == ""
    jobs = [status.job for status in archive.ports.ledger.unfinished()]
    assert [job for job in jobs if job.video_id == video_id] == []
