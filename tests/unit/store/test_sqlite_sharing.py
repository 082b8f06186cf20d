"""Several processes on one catalog file: no update lost, no job held twice."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from earshot.adapters.catalog.database import CatalogDatabase
from earshot.adapters.catalog.resolve import resolve_catalog
from earshot.adapters.catalog.sqlite import SqliteCatalog
from earshot.adapters.queue.resolve import resolve_ledger, resolve_queue, resolve_work_source
from earshot.adapters.queue.sqlite import CatalogQueue
from earshot.domain.ids import VideoId
from earshot.domain.jobs import Job, Step
from earshot.errors import CatalogUnavailable, NewerFormat, QueueUnavailable, SettingsError
from earshot.ports.catalog import VideoFilter
from earshot.settings import load_settings

PROCESSES = 6
JOBS = 60
# Each process holds a job by making a file that must not be there yet, and lets some leases expire.
WORKER = """
import os, sys
from pathlib import Path
from earshot.adapters.catalog.database import CatalogDatabase
from earshot.adapters.queue.sqlite import CatalogQueue
from earshot.domain.jobs import Step

folder, me = Path(sys.argv[1]), sys.argv[2]
queue = CatalogQueue(CatalogDatabase(folder / "catalog.sqlite"))
done = 0
while lease := queue.claim(frozenset(Step), me, 60):
    held = folder / f"held-{lease.job.video_id}"
    os.close(os.open(held, os.O_CREAT | os.O_EXCL))
    lease = queue.renew(lease, 60)
    assert queue.acquire(lease.job, "someone else", 60) is None
    held.unlink()
    assert queue.finish(lease)
    done += 1
print(done)
"""


def test_many_processes_never_hold_one_job_at_once(tmp_path: Path) -> None:
    database = CatalogDatabase(tmp_path / "catalog.sqlite")
    queue = CatalogQueue(database)
    for number in range(JOBS):
        queue.enqueue(Job(step=Step.LISTEN, video_id=VideoId(f"v{number:03d}")))
    workers = [
        subprocess.Popen(
            [sys.executable, "-c", WORKER, tmp_path, f"h:{number}:1"],
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(PROCESSES)
    ]
    done = [int(worker.communicate()[0]) for worker in workers]
    assert [worker.returncode for worker in workers] == [0] * PROCESSES
    assert sum(done) == JOBS
    assert list(queue.unfinished()) == []
    database.close()


def test_many_processes_make_the_file_at_once(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path\n"
        "from earshot.adapters.catalog.database import CatalogDatabase\n"
        "with CatalogDatabase(Path(sys.argv[1])).writing() as connection:\n"
        "    connection.execute('UPDATE lease_numbers SET last = last + 1')\n"
    )
    path = tmp_path / "new" / "catalog.sqlite"
    makers = [subprocess.Popen([sys.executable, "-c", program, path]) for _ in range(8)]
    assert [maker.wait() for maker in makers] == [0] * 8
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT last FROM lease_numbers").fetchall() == [(8,)]


def test_a_forked_child_uses_connections_of_its_own(tmp_path: Path) -> None:
    database = CatalogDatabase(tmp_path / "catalog.sqlite")
    queue = CatalogQueue(database)
    queue.enqueue(Job(step=Step.LISTEN, video_id=VideoId("parent")))
    child = os.fork()
    if child == 0:
        queue.enqueue(Job(step=Step.LISTEN, video_id=VideoId("child")))
        os._exit(len(list(queue.unfinished())))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 2
    assert len(list(queue.unfinished())) == 2
    database.close()


def test_a_file_that_was_replaced_is_opened_anew(tmp_path: Path) -> None:
    path, job = tmp_path / "catalog.sqlite", Job(step=Step.LISTEN, video_id=VideoId("v"))
    database = CatalogDatabase(path)
    queue = CatalogQueue(database)
    queue.enqueue(job)
    with database.reading():
        path.rename(tmp_path / "aside")
    assert list(queue.unfinished()) == []
    queue.enqueue(job)
    path.unlink()
    assert list(queue.unfinished()) == []
    database.close()


def test_a_newer_format_is_refused(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "catalog.sqlite")) as connection:
        connection.execute("PRAGMA user_version = 99")
    catalog = SqliteCatalog(CatalogDatabase(tmp_path / "catalog.sqlite"))
    with pytest.raises(NewerFormat, match="format 99"):
        catalog.get(VideoId("v"))


def test_a_damaged_file_is_said_to_be_damaged(tmp_path: Path) -> None:
    (tmp_path / "catalog.sqlite").write_bytes(b"this is no database" * 1000)
    catalog = SqliteCatalog(CatalogDatabase(tmp_path / "catalog.sqlite"))
    with pytest.raises(CatalogUnavailable, match="rebuild"):
        catalog.page(VideoFilter(), None, 1)


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    database = CatalogDatabase(tmp_path / "file" / "catalog.sqlite", QueueUnavailable)
    with pytest.raises(QueueUnavailable, match="cannot be used"):
        CatalogQueue(database).enqueue(Job(step=Step.LISTEN, video_id=VideoId("v")))


def test_addresses(tmp_path: Path) -> None:
    plain = load_settings(data_dir=tmp_path)
    resolve_catalog(plain).forget(VideoId("v"))
    resolve_queue(plain).enqueue(Job(step=Step.LISTEN, video_id=VideoId("v")))
    assert len(list(resolve_ledger(plain).unfinished())) == 1
    assert resolve_work_source(plain).claim(frozenset(Step), "me", 60) is not None
    assert (tmp_path / "catalog.sqlite").exists()
    elsewhere = load_settings(data_dir=tmp_path, catalog_url=f"sqlite:{tmp_path}/a%20b.db")
    resolve_catalog(elsewhere).forget(VideoId("v"))
    assert (tmp_path / "a b.db").exists()
    for url in ("sqlite:relative.db", "sqlite://host/x", "mysql://x"):
        with pytest.raises(SettingsError, match="EARSHOT_CATALOG_URL must"):
            resolve_catalog(load_settings(data_dir=tmp_path, catalog_url=url))
    for queue_url in ("", "amqp://x"):
        with pytest.raises(SettingsError, match="EARSHOT_QUEUE_URL must"):
            resolve_queue(load_settings(data_dir=tmp_path, queue_url=queue_url))
