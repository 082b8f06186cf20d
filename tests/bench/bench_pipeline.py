"""Stored file to searchable, against bare decoding of the same file by ffmpeg; one core."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from earshot.adapters.extractor.binaries import find_binaries
from earshot.adapters.queue.resolve import resolve_work_source
from earshot.domain.video import VideoState
from earshot.log import configure_logging
from earshot.owners import this_owner
from earshot.settings import Settings
from earshot_gateway.details import details_of
from earshot_standalone.embedded_archive import EmbeddedArchive
from earshot_worker.compose import make_pipeline
from earshot_worker.pipeline import Pipeline
from earshot_worker.resolve import resolve_ports
from earshot_worker.runner import ALL_STEPS
from tests.bench.long_film import make_long_film
from tests.bench.timing import table

MINUTES, ROUNDS = 10, 5
TARGET = 2.7
YAMNET_NOTE = "what YAMNet with ffmpeg takes"


def run() -> Iterator[str]:
    """Pairs of runs, one after the other, so that a slow moment of the machine meets both."""
    configure_logging("ERROR", as_json=False)
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    with tempfile.TemporaryDirectory() as folder:
        film = make_long_film(Path(folder), MINUTES)
        rows, ratios, speeds = [], [], []
        for number in range(ROUNDS + 1):
            bare_s = timed(lambda: decode_bare(film))
            ours_s, adopted_s = index_film(Path(folder) / f"archive-{number}", film)
            if number:  # the first round warms the disk cache
                rows.append((number, f"{bare_s:.2f}", f"{ours_s:.2f}", f"{ours_s / bare_s:.2f}"))
                ratios.append(ours_s / bare_s)
                speeds.append(MINUTES * 60 / ours_s)
        yield from table(
            ("round", "bare ffmpeg, CPU s", "stored to searchable, CPU s", "ratio"), rows
        )
        yield ""
        yield f"Median ratio {statistics.median(ratios):.2f}, at most {TARGET} ({YAMNET_NOTE}); "
        yield f"{statistics.median(speeds):.0f} x real time on one core. "
        yield f"Taking in with hashing, apart: {adopted_s:.2f} s."
        peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        yield f"Most memory of the worker: {peak_mb:.0f} MB."


def timed(work: Callable[[], object]) -> float:
    """Processor seconds of this process and its children, whatever else the machine does."""
    before = os.times()
    work()
    after = os.times()
    return sum(after[:4]) - sum(before[:4])


def decode_bare(film: Path) -> None:
    """What the ratio is against."""
    subprocess.run(
        [
            *(find_binaries().ffmpeg, "-nostdin", "-v", "error", "-i", str(film), "-vn"),
            *("-ac", "1", "-ar", "16000", "-f", "s16le", "-"),
        ],
        stdout=subprocess.DEVNULL,
        check=True,
    )


def index_film(folder: Path, film: Path) -> tuple[float, float]:
    """Seconds from stored to searchable with a warm worker, and of taking the film in."""
    from earshot_gateway.ingest import Ingest  # noqa: PLC0415  only here

    settings = Settings(data_dir=folder)
    ports = resolve_ports(settings)
    ports.tagger()  # warm: the model is loaded
    pipeline = make_pipeline(ports, settings, threading.Event())
    ingest = Ingest(
        store=ports.store,
        source_files=ports.sources,
        catalog=ports.catalog,
        queue=ports.queue,
        max_upload_bytes=settings.max_upload_bytes,
    )
    adopted_s = timed(lambda: ingest.adopt(film, details_of({})))
    took_s = timed(lambda: work_all(pipeline, settings))
    [video] = EmbeddedArchive(settings).videos()
    if video["state"] != VideoState.READY:
        raise RuntimeError(f"the film ended as {video['state']}: {video['detail']}")
    return took_s, adopted_s


def work_all(pipeline: Pipeline, settings: Settings) -> None:
    """Run what is due until nothing is."""
    source = resolve_work_source(settings)
    while lease := source.claim(ALL_STEPS, this_owner(), settings.lease_s):
        pipeline.run_job(lease)
