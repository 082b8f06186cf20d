"""The SQLite file behind catalog and queue: schema, connections, errors."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from earshot.errors import CatalogUnavailable, EarshotError, NewerFormat

_SCHEMA = 1
_BUSY_TIMEOUT_S = 30.0
_TABLES = """
CREATE TABLE videos (
    video_id TEXT PRIMARY KEY,
    state TEXT NOT NULL,
    collection TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    record BLOB NOT NULL
) STRICT;
CREATE INDEX videos_by_bytes ON videos (sha256, collection);
CREATE INDEX videos_by_state ON videos (state, video_id);
CREATE INDEX videos_by_collection ON videos (collection, video_id);
CREATE TABLE jobs (
    job_id INTEGER PRIMARY KEY AUTOINCREMENT,
    step TEXT NOT NULL,
    video_id TEXT NOT NULL,
    priority INTEGER NOT NULL,
    due_at_us INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    due_again INTEGER NOT NULL DEFAULT 0,
    owner TEXT,
    lease_number INTEGER,
    expires_at_us INTEGER,
    UNIQUE (step, video_id)
) STRICT;
CREATE INDEX jobs_by_turn ON jobs (priority, job_id);
CREATE TABLE lease_numbers (last INTEGER NOT NULL) STRICT;
INSERT INTO lease_numbers VALUES (0);
"""


class CatalogDatabase:
    """Connections to one file, safe in threads, over forks and between processes.

    A connection is used by one thread at a time and kept for the next one. What is written is on
    the disk when `writing` ends (write-ahead log, full synchronisation).
    """

    def __init__(self, path: Path, unavailable: type[EarshotError] = CatalogUnavailable) -> None:
        self._path = path
        self._unavailable = unavailable
        self._lock = threading.Lock()
        self._idle: list[_Connection] = []
        self._inherited: list[_Connection] = []
        self._pid = os.getpid()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection in no transaction: each statement sees the latest state."""
        with self._failing():
            connection = self._take()
            try:
                yield connection
            finally:
                self._put_back(connection)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A connection that alone may write until the block ends; undone if it raises."""
        with self.reading() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.commit()
            except BaseException:
                connection.rollback()
                raise

    def close(self) -> None:
        """Close the idle connections; the next call opens new ones."""
        with self._lock:
            while self._idle:
                self._idle.pop().close()

    def __del__(self) -> None:
        if self._pid == os.getpid():
            self.close()

    def _take(self) -> _Connection:
        with self._lock:
            if self._pid != os.getpid():
                # SQLite forbids to carry connections over a fork, or even to close them there.
                self._inherited.extend(self._idle)
                self._idle, self._pid = [], os.getpid()
            identity = _identity(self._path)
            while self._idle:
                connection = self._idle.pop()
                if connection.identity == identity:
                    return connection
                connection.close()  # its file was replaced, as by a rebuild in another process
        connection = _connect(self._path)
        try:
            connection.identity = _identity(self._path)
            _prepare(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _put_back(self, connection: _Connection) -> None:
        with self._lock:
            self._idle.append(connection)

    @contextmanager
    def _failing(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            raise self._unavailable(f"{self._path.name} cannot be used: {error}") from error
        except sqlite3.DatabaseError as error:
            if type(error) is not sqlite3.DatabaseError:
                raise  # a fault of this program
            raise self._unavailable(
                f"{self._path.name} is damaged ({error}); earshot rebuild makes it anew"
            ) from error


class _Connection(sqlite3.Connection):
    """Knows which file it is on, for the name may come to mean another."""

    identity: tuple[int, int] | None = None


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _connect(path: Path) -> _Connection:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise sqlite3.OperationalError(str(error)) from error
    connection = sqlite3.connect(
        path,
        timeout=_BUSY_TIMEOUT_S,
        isolation_level=None,
        check_same_thread=False,
        factory=_Connection,
    )
    try:
        connection.execute("PRAGMA synchronous = FULL")
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection) -> None:
    _use_write_ahead_log(connection)
    version = _version(connection)
    if version > _SCHEMA:
        raise NewerFormat(
            f"the catalog has format {version}, written by a newer Earshot; update this one"
        )
    if version == _SCHEMA:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        if _version(connection) == 0:  # another process may have been faster
            for statement in _TABLES.split(";"):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {_SCHEMA}")
        connection.commit()
    except BaseException:
        connection.rollback()
        raise


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _use_write_ahead_log(connection: sqlite3.Connection) -> None:
    """Switch once; SQLite does not wait for others here, so we do."""
    stop_at = time.monotonic() + _BUSY_TIMEOUT_S
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > stop_at:
                raise
            time.sleep(0.01)
        else:
            return
