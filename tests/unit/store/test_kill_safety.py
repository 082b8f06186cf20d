"""Killing a writer at any moment leaves every key absent or whole, and the catalog sound."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import hashlib
import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from earshot.adapters.catalog.database import CatalogDatabase
from earshot.adapters.catalog.sqlite import SqliteCatalog
from earshot.adapters.queue.sqlite import CatalogQueue
from earshot.adapters.store.file import FileObjectStore
from earshot.domain.jobs import Step
from earshot.ports.catalog import VideoFilter

KILLS = 20
WRITER = """
import hashlib, itertools, sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from earshot.adapters.catalog.database import CatalogDatabase
from earshot.adapters.catalog.sqlite import SqliteCatalog
from earshot.adapters.queue.sqlite import CatalogQueue
from earshot.adapters.store.file import FileObjectStore
from earshot.domain.jobs import Job, Step
from earshot.domain.video import Source, Video, VideoState

folder, life = Path(sys.argv[1]), sys.argv[2]
store = FileObjectStore(folder / "store")
database = CatalogDatabase(folder / "catalog.sqlite")
catalog, queue = SqliteCatalog(database), CatalogQueue(database)
for number in itertools.count():
    video_id = f"{life}-{number:06d}"
    blocks = [hashlib.sha256(f"{video_id}{part}".encode()).digest() * 3000 for part in range(4)]
    digest = hashlib.sha256(b"".join(blocks)).hexdigest()
    store.put(f"videos/{video_id}/{digest}", blocks)
    catalog.create(Video(
        video_id=video_id, title=digest, collection="", description="",
        uploaded_at=datetime.now(UTC), recorded_at=None,
        source=Source(file_name="a", size_bytes=1, sha256=digest), state=VideoState.WAITING,
        step=Step.LISTEN, progress=0.0, reason=None, detail=None, heard=None,
    ))
    queue.enqueue(Job(step=Step.LISTEN, video_id=video_id))
    lease = queue.claim(frozenset(Step), "me", 0.001)
    catalog.update(video_id, lambda video: replace(video, state=VideoState.READY))
    if number % 2:
        store.delete(f"videos/{video_id}/{digest}")
        catalog.forget(video_id)
    if lease:
        queue.finish(lease)
    print(number, flush=True)
"""


@pytest.mark.slow
def test_twenty_kills(tmp_path: Path) -> None:
    rng = random.Random(5)
    for life in range(KILLS):
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, tmp_path, f"{life:02d}"], stdout=subprocess.PIPE
        ) as process:
            assert process.stdout is not None
            process.stdout.readline()  # it writes by now
            time.sleep(rng.uniform(0, 0.05))
            process.kill()
        check_store(tmp_path / "store")
    check_catalog(tmp_path / "catalog.sqlite")


def check_store(root: Path) -> None:
    store = FileObjectStore(root)
    for info in store.list(""):
        assert hashlib.sha256(store.get(info.key)).hexdigest() == info.key.rpartition("/")[2]
    store.remove_leftovers(3600)
    assert list((root / ".tmp").iterdir()) == []


def check_catalog(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    database = CatalogDatabase(path)
    catalog, queue = SqliteCatalog(database), CatalogQueue(database)
    videos = catalog.page(VideoFilter(), None, 100_000)
    assert len(videos) >= KILLS
    jobs = [status.job for status in queue.unfinished()]
    assert len(jobs) == len(set(jobs))
    assert all(job.step is Step.LISTEN for job in jobs)
    database.close()
