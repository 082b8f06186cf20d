"""All rooms as processes on the suite's real servers, and a client that knows what was accepted."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import httpx2
import psutil
import pytest
from elasticsearch import Elasticsearch
from redis import Redis

from earshot.adapters.catalog.resolve import resolve_catalog
from earshot.adapters.index.resolve import resolve_index_reader, resolve_index_writer
from earshot.adapters.queue.resolve import resolve_ledger
from earshot.adapters.store.resolve import resolve_store
from earshot.domain.ids import VideoId
from earshot.domain.video import Video
from earshot.ports.catalog import Catalog
from earshot.ports.index import IndexReader, IndexWriter
from earshot.ports.object_store import Store
from earshot.ports.work import JobLedger
from earshot.settings import Settings
from earshot_stack import proxy_server, stack
from earshot_stack.errors import MissingToolError
from earshot_stack.processes import stop
from earshot_stack.rooms import WORKERS, Rooms
from tests.kit.stack_archive import fresh_archive, settings_of
from tests.kit.tiny_bundle import write_tiny_bundle

LEASE_S = 6.0
RECONCILE_S = 3.0
PATIENCE_S = 600.0
_REDIS_DATABASE = 9


@dataclass(slots=True, kw_only=True)
class Fleet:
    """An archive of its own: bucket, indices and Redis database are this fleet's alone."""

    servers: Path
    rooms: Rooms
    settings: Settings
    started: set[int] = field(default_factory=set)

    def ports(self) -> FleetPorts:
        """The archive as a process of its own sees it."""
        return FleetPorts(self.settings)

    def add(self, film: Path) -> VideoId:
        """Upload until it is accepted, as a patient person would."""
        with httpx2.Client(base_url=f"{self.rooms.url}/api/v1", timeout=60) as client:
            until = time.monotonic() + PATIENCE_S
            while True:
                headers = {"X-File-Name": quote(film.name)}
                try:
                    answer = client.post("/videos", content=film.read_bytes(), headers=headers)
                    if answer.is_success:
                        return VideoId(answer.json()["id"])
                    told = answer.text
                except httpx2.HTTPError as error:
                    told = repr(error)
                assert time.monotonic() < until, told
                time.sleep(1)

    def remove(self, video_id: VideoId) -> None:
        """Ask for its removal, until the service has heard it."""

        def asked() -> bool:
            try:
                return httpx2.delete(f"{self.rooms.url}/api/v1/videos/{video_id}").is_success
            except httpx2.HTTPError:
                return False

        self.until(asked)

    def kill_one(self, rng: random.Random) -> str:
        """`kill -9`: the gateway, beat or a worker; of a worker its child, its parent or both."""
        name = rng.choice(("gateway", "beat", *WORKERS, *WORKERS))
        pid = self.rooms.running[name].pid
        what = rng.choice(("child", "parent", "all")) if name in WORKERS else "all"
        if what == "child":
            for child in _children(pid):
                _kill(child, signal.SIGKILL)
        elif what == "parent":
            _kill(pid, signal.SIGKILL)
        else:
            _kill_group(pid, signal.SIGKILL)
        return f"{name} {what}"

    def revive(self) -> None:
        """Start what has died; as with a container, nothing of the dead one lives on."""
        self.started.update(room.pid for room in self.rooms.running.values())
        for name, room in list(self.rooms.running.items()):
            if name != "proxy" and not _lives(room.pid):
                _kill_group(room.pid, signal.SIGKILL)
        self.rooms.revive()

    def pause(self, name: str) -> Callable[[], None]:
        """SIGSTOP a room with all of its processes; the answer wakes it."""
        pid = self.rooms.running[name].pid
        _kill_group(pid, signal.SIGSTOP)
        return lambda: _kill_group(pid, signal.SIGCONT)

    @contextmanager
    def without(self, server: str) -> Iterator[None]:
        """A server that is away, and comes back at its address with its data."""
        stop(stack.running(self.servers)[server].pid)
        try:
            yield
        finally:
            stack.restart(self.servers, server)

    def empty_redis(self) -> None:
        """Lose every message and every mark."""
        with Redis.from_url(self.settings.queue_url) as redis:
            redis.flushall()

    def lose_elasticsearch(self) -> None:
        """Catalog, leases and index are gone, as with the disk of their server."""
        address = urlsplit(self.settings.catalog_url)
        with Elasticsearch(f"{address.scheme}://{address.netloc}") as client:
            prefix = parse_qs(address.query)["prefix"][0]
            for index in list(client.indices.get(index=f"{prefix}-*")):
                client.indices.delete(index=index)

    def earshot(self, *words: str) -> subprocess.CompletedProcess[str]:
        """The command, on the settings of this archive."""
        environment = {**os.environ, **self.rooms.environment, "COLUMNS": "250"}
        environment["EARSHOT_DATA_DIR"] = str(self.settings.data_dir)
        return subprocess.run(
            [sys.executable, "-m", "earshot_standalone", *words],
            env=environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=False,
        )

    def until(self, wanted: Callable[[], bool], what: object = "") -> None:
        """Wait for it, reviving what dies meanwhile."""
        until = time.monotonic() + PATIENCE_S
        while not wanted():
            assert time.monotonic() < until, what() if callable(what) else what
            self.revive()
            time.sleep(0.5)

    def down(self) -> None:
        """Stop all, and make sure of it."""
        self.rooms.down()
        for pid in self.started:
            _kill_group(pid, signal.SIGKILL)


class FleetPorts:
    """Connections of the test itself, opened when they are used."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @cached_property
    def store(self) -> Store:
        return resolve_store(self._settings)

    @cached_property
    def catalog(self) -> Catalog:
        return resolve_catalog(self._settings)

    @cached_property
    def ledger(self) -> JobLedger:
        return resolve_ledger(self._settings)

    @cached_property
    def writer(self) -> IndexWriter:
        return resolve_index_writer(self._settings)

    @cached_property
    def reader(self) -> IndexReader:
        return resolve_index_reader(self._settings)

    def video(self, video_id: VideoId) -> Video:
        """As the catalog has it."""
        return self.catalog.get(video_id)


@contextmanager
def fleet_on_the_stack(folder: Path) -> Iterator[Fleet]:
    """All rooms, started on the servers that run for the suite."""
    _need_nginx()
    with fresh_archive(_REDIS_DATABASE) as archive:
        environment = {
            **archive,
            "EARSHOT_BUNDLE": str(write_tiny_bundle(folder / "tiny")),
            "EARSHOT_LEASE_S": str(LEASE_S),
            "EARSHOT_RECONCILE_S": str(RECONCILE_S),
        }
        rooms = Rooms(state=folder / "rooms", environment=environment)
        fleet = Fleet(
            servers=Path(os.environ["EARSHOT_TEST_STACK_STATE"]),
            rooms=rooms,
            settings=settings_of(environment, folder / "data"),
        )
        try:
            rooms.up()
            yield fleet
        finally:
            fleet.down()


def _need_nginx() -> None:
    """In CI a missing one is a failure, elsewhere the test skips with the reason."""
    try:
        proxy_server.install()
    except MissingToolError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(error))


def _children(pid: int) -> list[int]:
    try:
        return [child.pid for child in psutil.Process(pid).children()]
    except psutil.NoSuchProcess:
        return []


def _lives(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _kill(pid: int, sign: signal.Signals) -> None:
    try:
        os.kill(pid, sign)
    except ProcessLookupError:
        return


def _kill_group(pid: int, sign: signal.Signals) -> None:
    try:
        os.killpg(pid, sign)
    except ProcessLookupError:
        return
