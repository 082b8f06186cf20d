"""An upload through the gateway into MinIO beside a direct put of the same bytes by `minio`.

Needs the three servers. `EARSHOT_BENCH_UPLOAD_MB` makes it smaller.
"""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import io
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
import psutil
from minio import Minio

from earshot_stack.processes import free_port
from tests.bench.figures import record
from tests.bench.timing import table
from tests.kit.stack_archive import fresh_archive

MEGABYTES = int(os.environ.get("EARSHOT_BENCH_UPLOAD_MB", "256"))
ROUNDS, AT_LEAST = 5, 0.8
SMALL_MB = 16
_REDIS_DATABASE = 13
_MB = 1 << 20


def run() -> Iterator[str]:
    """Pairs, one after the other; memory of the gateway for a small and a large upload."""
    if not os.environ.get("EARSHOT_TEST_ES_URL"):
        yield "Skipped: no servers; `make bench-stack` starts them."
        return
    with (
        tempfile.TemporaryDirectory() as folder,
        fresh_archive(_REDIS_DATABASE) as environment,
        _gateway(Path(folder), environment) as (url, pid),
    ):
        put = _direct(environment)
        memory_mb = {size: _peak_mb(pid, url, size) for size in (SMALL_MB, MEGABYTES)}
        rows = []
        for number in range(ROUNDS):
            data = _bytes(MEGABYTES, number)
            ours_s = _seconds(partial(_upload, url, data))
            direct_s = _seconds(partial(put, data))
            rows.append((number, MEGABYTES / direct_s, MEGABYTES / ours_s, direct_s / ours_s))
    ratio = statistics.median(row[3] for row in rows)
    figures = {
        "megabytes": MEGABYTES,
        "direct_mb_a_second": round(statistics.median(row[1] for row in rows), 1),
        "gateway_mb_a_second": round(statistics.median(row[2] for row in rows), 1),
        "ratio": round(ratio, 3),
        "gateway_memory_mb": {str(size): round(peak) for size, peak in memory_mb.items()},
    }
    record("upload", figures)
    yield from table(("round", "direct MB/s", "gateway MB/s", "ratio"), rows)
    yield ""
    yield (
        f"Median ratio {ratio:.2f}, at least {AT_LEAST}. Most memory of the gateway: "
        + ", ".join(f"{peak:.0f} MB during {size} MB" for size, peak in memory_mb.items())
    )


def _bytes(megabytes: int, number: int) -> bytes:
    """Not twice the same, and nothing that compresses."""
    piece = os.urandom(_MB)
    return b"".join(bytes([number, at % 256]) + piece[2:] for at in range(megabytes))


def _seconds(work: Callable[[], object]) -> float:
    started_s = time.perf_counter()
    work()
    return time.perf_counter() - started_s


def _upload(url: str, data: bytes) -> None:
    pieces = (data[at : at + _MB] for at in range(0, len(data), _MB))
    headers = {"X-File-Name": "film.mp4", "Content-Length": str(len(data))}
    answer = httpx2.post(f"{url}/api/v1/videos", content=pieces, headers=headers, timeout=600)
    answer.raise_for_status()


def _direct(environment: dict[str, str]) -> Callable[[bytes], object]:
    """The same bytes by the official client, as it does it by itself."""
    bucket = urlsplit(environment["EARSHOT_STORE_URL"]).netloc
    client = Minio(
        urlsplit(os.environ["EARSHOT_TEST_MINIO_URL"]).netloc,
        access_key=environment["EARSHOT_STORE_ACCESS_KEY"],
        secret_key=environment["EARSHOT_STORE_SECRET_KEY"],
        secure=False,
    )
    return lambda data: client.put_object(
        bucket, "videos/direct/source", io.BytesIO(data), len(data)
    )


def _peak_mb(pid: int, url: str, megabytes: int) -> float:
    """Most resident memory of the gateway while it takes an upload."""
    watched, stop, peak = psutil.Process(pid), threading.Event(), [0]

    def watch() -> None:
        while not stop.wait(0.02):
            peak[0] = max(peak[0], watched.memory_info().rss)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        _upload(url, _bytes(megabytes, 200))
    finally:
        stop.set()
        watcher.join()
    return peak[0] / 1e6


@contextmanager
def _gateway(folder: Path, environment: dict[str, str]) -> Iterator[tuple[str, int]]:
    port = free_port()
    own = {**os.environ, **environment, "EARSHOT_DATA_DIR": str(folder)}
    command = [sys.executable, "-m", "earshot_gateway", "--port", str(port)]
    with (folder / "gateway.log").open("wb") as log:
        process = subprocess.Popen(command, env=own, stdout=log, stderr=log)
    url = f"http://127.0.0.1:{port}"
    try:
        _wait(url, process)
        yield url, process.pid
    finally:
        process.terminate()
        process.wait(30)


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    until_s = time.monotonic() + 60
    while time.monotonic() < until_s and process.poll() is None:
        try:
            if httpx2.get(f"{url}/readyz").is_success:
                return
        except httpx2.HTTPError:
            pass
        time.sleep(0.2)
    raise RuntimeError("the gateway did not start")
