"""A real gateway process on embedded adapters, with its memory and its folder to look at."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import http.client
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Self

from earshot.adapters.catalog.database import CatalogDatabase
from earshot.adapters.catalog.sqlite import SqliteCatalog
from earshot.domain.ids import VideoId
from earshot.domain.video import Video

START_S = 120.0


class GatewayServer:
    """`python -m earshot_gateway` as a context."""

    def __init__(self, data_dir: Path, **settings: str) -> None:
        self.data_dir = data_dir
        self.port = free_port()
        self._settings = settings

    def __enter__(self) -> Self:
        names = {f"EARSHOT_{name.upper()}": value for name, value in self._settings.items()}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "earshot_gateway", "--port", str(self.port)],
            env={**os.environ, "EARSHOT_DATA_DIR": str(self.data_dir), **names},
        )
        self._wait_until_up()
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        try:
            self.process.wait(30)
        finally:
            self.process.kill()
            self.process.wait()

    @property
    def resident_bytes(self) -> int:
        """Resident memory now."""
        return self._status("VmRSS")

    @property
    def most_resident_bytes(self) -> int:
        """The most that was ever resident."""
        return self._status("VmHWM")

    def connection(self, timeout_s: float = 600.0) -> http.client.HTTPConnection:
        """A connection of one's own."""
        return http.client.HTTPConnection(
            "127.0.0.1", self.port, timeout=timeout_s, blocksize=1 << 20
        )

    @contextmanager
    def raw_socket(self) -> Iterator[socket.socket]:
        """For clients that misbehave."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=60) as raw:
            yield raw

    def stored_files(self) -> list[Path]:
        """Every file below the store, temporary ones too."""
        return [path for path in (self.data_dir / "store").rglob("*") if path.is_file()]

    def rows(self, table: str) -> int:
        """How many rows a table of the catalog has."""
        with closing(sqlite3.connect(self.data_dir / "catalog.sqlite")) as catalog:
            statement = {
                "videos": "SELECT count(*) FROM videos",
                "jobs": "SELECT count(*) FROM jobs",
            }[table]
            return int(catalog.execute(statement).fetchone()[0])

    def record(self, video_id: str) -> Video:
        """A video as the catalog has it."""
        return SqliteCatalog(CatalogDatabase(self.data_dir / "catalog.sqlite")).get(
            VideoId(video_id)
        )

    def kill(self) -> None:
        """What no process can catch."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def _wait_until_up(self) -> None:
        stop_at = time.monotonic() + START_S
        while time.monotonic() < stop_at and self.process.poll() is None:
            connection = self.connection()
            try:
                connection.request("GET", "/readyz")
                if connection.getresponse().status == http.HTTPStatus.OK:
                    return
            except OSError:
                time.sleep(0.05)
            finally:
                connection.close()
        raise RuntimeError("the gateway did not start")

    def _status(self, name: str) -> int:
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith(f"{name}:"):
                return int(line.split()[1]) * 1024
        raise RuntimeError(f"/proc does not tell {name}")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def eventually(holds: object, *, within_s: float = 60.0) -> bool:
    """Whether a callable becomes true in time."""
    stop_at = time.monotonic() + within_s
    while time.monotonic() < stop_at:
        if callable(holds) and holds():
            return True
        time.sleep(0.05)
    return False
