"""The SQLite index's tables, its connections and its failures in our words."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from earshot.domain.ids import LabelId
from earshot.domain.levels import Level
from earshot.errors import IndexTooSlow, IndexUnavailable, NewerFormat

SCHEMA = 2
_BUSY_S = 30.0
ENGINE_S = 2.0
"""How long one question may keep the engine."""
SURVEY_S = 30.0
"""The same for figures of the whole archive, which are kept for a while."""
_STEPS = 20_000
"""Of SQLite's machine between two looks at the clock: a fraction of a millisecond."""

_LEVEL_COLUMNS = ",\n".join(
    f"    best_{level} REAL, count_{level} INTEGER NOT NULL,"
    f" longest_{level}_s REAL NOT NULL, total_{level}_s REAL NOT NULL"
    for level in map(int, Level)
)
# Lanes lie by label, so that joining two labels and reading many videos walk through neighbours:
# measured, three times faster than a table with row numbers. One index a level: the videos of one
# label come best first without sorting, and the counts of all labels come without the lanes.
_LEVEL_INDICES = ";\n".join(
    f"CREATE INDEX lane_best_{level} ON lanes"
    f"(label, best_{level} DESC, video_id DESC, count_{level}) WHERE best_{level} IS NOT NULL"
    for level in map(int, Level)
)
LANE_TABLES = f"""
CREATE TABLE videos (
    number INTEGER PRIMARY KEY,
    video_id TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    file_name TEXT NOT NULL,
    description TEXT NOT NULL,
    collection TEXT NOT NULL,
    uploaded_at TEXT NOT NULL,
    recorded_at TEXT,
    duration_s REAL NOT NULL,
    bundle TEXT NOT NULL,
    policy TEXT NOT NULL
);
CREATE TABLE labels (number INTEGER PRIMARY KEY, label_id TEXT NOT NULL UNIQUE);
CREATE TABLE lanes (
    video_id TEXT NOT NULL,
    label INTEGER NOT NULL REFERENCES labels (number),
{_LEVEL_COLUMNS},
    day TEXT NOT NULL,
    packing INTEGER NOT NULL,
    events BLOB NOT NULL,
    PRIMARY KEY (label, video_id)
) WITHOUT ROWID;
CREATE INDEX lane_of_video ON lanes (video_id);
{_LEVEL_INDICES};
CREATE VIRTUAL TABLE names USING fts5(
    words, tokenize = "unicode61 remove_diacritics 2", prefix = "1 2 3"
);
"""


class IndexConnection(sqlite3.Connection):
    """A connection that remembers the labels it has read; their numbers never change in a file."""

    labels: dict[int, LabelId] | None = None


class SqliteConnections:
    """One connection a thread to one index file; reopened when the file is another one."""

    def __init__(self, path: Path, *, read_only: bool, tables: str = LANE_TABLES) -> None:
        self._path = path
        self._read_only = read_only
        self._tables = tables
        self._local = threading.local()
        self._lock = threading.Lock()
        self._open: list[IndexConnection] = []

    @contextmanager
    def reading(self, limit_s: float = ENGINE_S) -> Iterator[IndexConnection]:
        """A connection that sees one state of the index from begin to end.

        Whatever SQLite raises inside comes out as `IndexUnavailable`; what takes it longer than
        the limit is broken off with `IndexTooSlow`.
        """
        until_s = time.monotonic() + limit_s
        with contextmanager(self._transaction)("BEGIN") as connection:
            connection.set_progress_handler(lambda: time.monotonic() > until_s, _STEPS)
            try:
                yield connection
            finally:
                connection.set_progress_handler(None, 0)

    @contextmanager
    def writing(self) -> Iterator[IndexConnection]:
        """A connection inside a transaction that is committed at the end, or rolled back."""
        yield from self._transaction("BEGIN IMMEDIATE")

    def _transaction(self, begin: str) -> Iterator[IndexConnection]:
        with self._translated():
            connection = self._connection()
            connection.execute(begin)
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    connection.execute("ROLLBACK")
                raise

    def close(self) -> None:
        """Close the connections of all threads."""
        with self._lock:
            for connection in self._open:
                connection.close()
            self._open.clear()
            self._local = threading.local()

    def __del__(self) -> None:
        # Connections of threads that ended would otherwise wait for the garbage collector.
        self.close()

    def _connection(self) -> IndexConnection:
        held: tuple[IndexConnection, tuple[int, int]] | None = getattr(self._local, "held", None)
        identity = self._identity()
        if held is not None:
            former, seen = held
            if seen == identity:
                return former
            with self._lock:
                self._open.remove(former)
            former.close()
        connection = self._connect()
        with self._lock:
            self._open.append(connection)
        self._local.held = (connection, self._identity())
        return connection

    def _connect(self) -> IndexConnection:
        mode = "ro" if self._read_only else "rwc"
        uri = f"{self._path.absolute().as_uri()}?mode={mode}"
        # A thread's connection is closed by whoever closes the index, hence no thread check.
        connection = sqlite3.connect(
            uri,
            uri=True,
            timeout=_BUSY_S,
            isolation_level=None,
            check_same_thread=False,
            factory=IndexConnection,
        )
        try:
            self._prepare(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _prepare(self, connection: sqlite3.Connection) -> None:
        if not self._read_only:
            # Before the first table only; most lanes then fit into one page with their events.
            connection.execute("PRAGMA page_size = 8192")
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
        version = _version(connection)
        if version > SCHEMA:
            raise NewerFormat(
                f"the index at {self._path} was written by a newer Earshot; update this one"
            )
        if version == SCHEMA:
            return
        if version > 0:
            raise IndexUnavailable(
                f"the index at {self._path} was written by an older Earshot; run `earshot rebuild`"
            )
        if self._read_only:
            raise IndexUnavailable(_missing(self._path))
        create_tables(connection, self._tables)

    def _identity(self) -> tuple[int, int]:
        try:
            status = self._path.stat()
        except OSError as error:
            if self._read_only:
                raise IndexUnavailable(_missing(self._path)) from error
            return (0, 0)
        return (status.st_dev, status.st_ino)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
                raise IndexTooSlow from error
            raise IndexUnavailable(f"the index at {self._path} did not answer: {error}") from error
        except sqlite3.DatabaseError as error:
            raise IndexUnavailable(
                f"the index at {self._path} is damaged ({error}); run `earshot rebuild`"
            ) from error


def create_tables(connection: sqlite3.Connection, tables: str) -> None:
    """Make the tables, unless another process has made them since we looked."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        if _version(connection) == 0:
            for statement in tables.split(";\n"):
                if statement.strip():
                    connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {SCHEMA}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def discard(path: Path) -> None:
    """Delete an index file with what SQLite keeps beside it, whatever state it is in."""
    for suffix in ("-wal", "-shm", ""):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _missing(path: Path) -> str:
    return f"there is no index at {path} yet; add a video, or run `earshot rebuild`"
