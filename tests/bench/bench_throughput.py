"""100 one-minute videos through Celery with 1 and with 2 worker processes; queue latency.

Needs the three servers (`make stack`, or `make bench-stack` starts them). `EARSHOT_BENCH_FILMS`
makes it smaller.
"""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from earshot.adapters.catalog.resolve import resolve_catalog
from earshot.adapters.queue.resolve import resolve_queue
from earshot.adapters.store.resolve import resolve_store
from earshot.domain.ids import VideoId
from earshot.domain.video import VideoState
from earshot.log import configure_logging
from earshot.ports.catalog import Catalog, VideoFilter
from earshot.settings import Settings
from earshot_gateway.details import details_of
from earshot_gateway.ingest import Ingest
from tests.bench.figures import record
from tests.bench.long_film import make_long_film
from tests.bench.timing import p50, p99, table
from tests.kit.stack_archive import fresh_archive, settings_of

FILMS = int(os.environ.get("EARSHOT_BENCH_FILMS", "100"))
ALONE = min(10, FILMS)
"""Videos that meet an idle worker, for the latency of the queue itself."""
PROCESSES = (1, 2)
PATIENCE_S = 1800.0
_REDIS_DATABASE = 12


def run() -> Iterator[str]:
    """One archive a number of processes."""
    if not os.environ.get("EARSHOT_TEST_ES_URL"):
        yield "Skipped: no servers; `make bench-stack` starts them."
        return
    configure_logging("ERROR", as_json=False)
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        film = make_long_film(Path(folder), 1).read_bytes()
        for processes in PROCESSES:
            own = Path(folder) / f"{processes}"
            own.mkdir()
            rows.append(_measured(own, film, processes))
    told = {"films": FILMS, "film_bytes": len(film), "derived_bytes": rows[0]["derived_bytes"]}
    record("throughput", {**told, "by_processes": rows})
    head = tuple(rows[0])
    yield from table(head, [[row[name] for name in head] for row in rows])


def _measured(folder: Path, film: bytes, processes: int) -> dict[str, float]:
    with fresh_archive(_REDIS_DATABASE) as environment:
        settings = settings_of(environment, folder / "data")
        catalog = resolve_catalog(settings)
        ingest = _ingest(settings, catalog)
        with _workers(folder, environment, processes) as worker:
            # The first makes the indices and loads the model.
            _until(lambda: _ready(catalog) == 1, _add(ingest, film, 0))
            latencies_ms = [_latency_ms(ingest, catalog, film, n + 1) for n in range(ALONE)]
            started_s, before_s = time.monotonic(), _cpu_s(worker)
            for number in range(FILMS):
                _add(ingest, film, 1000 + number)
            _until(lambda: _ready(catalog) == 1 + ALONE + FILMS, None)
            took_s, cpu_s = time.monotonic() - started_s, _cpu_s(worker) - before_s
        [video] = catalog.page(VideoFilter(), None, 1)
        stored = resolve_store(settings).list(f"videos/{video.video_id}/")
        derived_bytes = sum(one.size_bytes for one in stored if not one.key.endswith("/source"))
    return {
        "processes": processes,
        "videos_a_minute": round(FILMS / took_s * 60, 2),
        "video_hours_an_hour": round(FILMS * 60 / took_s, 1),
        "cpu_s_a_video": round(cpu_s / FILMS, 3),
        "queue_p50_ms": round(p50(latencies_ms), 1),
        "queue_p99_ms": round(p99(latencies_ms), 1),
        "derived_bytes": derived_bytes,
    }


def _latency_ms(ingest: Ingest, catalog: Catalog, film: bytes, number: int) -> float:
    """From the message to the worker's first word in the catalog, with nothing else to do."""
    video_id = _add(ingest, film, number)
    sent_s = time.monotonic()
    while catalog.get(video_id).state is VideoState.WAITING:
        time.sleep(0.002)
    waited_ms = (time.monotonic() - sent_s) * 1000
    _until(lambda: catalog.get(video_id).state is VideoState.READY, video_id)
    return waited_ms


def _cpu_s(worker: int) -> float:
    """Processor seconds of the worker, its processes and what they started and saw end."""
    parent = psutil.Process(worker)
    times = [one.cpu_times() for one in (parent, *parent.children(recursive=True))]
    return sum(one.user + one.system + one.children_user + one.children_system for one in times)


def _ready(catalog: Catalog) -> int:
    failed = catalog.page(VideoFilter(states=frozenset({VideoState.FAILED})), None, 1)
    if failed:
        raise RuntimeError(f"{failed[0].video_id} failed: {failed[0].detail}")
    return len(catalog.page(VideoFilter(states=frozenset({VideoState.READY})), None, 10_000))


def _until(wanted: object, what: VideoId | None) -> None:
    assert callable(wanted)
    until_s = time.monotonic() + PATIENCE_S
    while not wanted():
        if time.monotonic() > until_s:
            raise RuntimeError(f"not done after {PATIENCE_S:.0f} s: {what or 'the whole batch'}")
        time.sleep(0.25)


def _add(ingest: Ingest, film: bytes, number: int) -> VideoId:
    own = f"{number:08}".encode()
    # A box of free space, which players skip: no two videos have the same bytes.
    box = (8 + len(own)).to_bytes(4, "big") + b"free" + own
    return ingest.receive("film.mp4", [film, box], lambda: details_of({})).video.video_id


def _ingest(settings: Settings, catalog: Catalog) -> Ingest:
    store = resolve_store(settings)
    return Ingest(
        store=store,
        source_files=store,
        catalog=catalog,
        queue=resolve_queue(settings),
        max_upload_bytes=settings.max_upload_bytes,
    )


@contextmanager
def _workers(folder: Path, environment: dict[str, str], processes: int) -> Iterator[int]:
    """A Celery worker for all queues with some processes, each on one thread."""
    arguments = [
        *(sys.executable, "-m", "celery", "--app", "earshot_worker.celery_app", "worker"),
        *("--queues", "listen,index,upkeep", "--concurrency", str(processes)),
        *("--loglevel", "WARNING"),
    ]
    (folder / "tmp").mkdir()
    own = {
        **os.environ,
        **environment,
        "EARSHOT_DATA_DIR": str(folder / "worker"),
        "EARSHOT_SCRATCH_DIR": str(folder / "scratch"),
        "TMPDIR": str(folder / "tmp"),
    }
    with (folder / "worker.log").open("wb") as log:
        worker = subprocess.Popen(
            arguments, env=own, stdout=log, stderr=log, start_new_session=True
        )
        try:
            yield worker.pid
        finally:
            os.killpg(worker.pid, signal.SIGTERM)
            try:
                worker.wait(60)
            except subprocess.TimeoutExpired:
                os.killpg(worker.pid, signal.SIGKILL)
                worker.wait()
