"""The SQLite index's writing half: whole videos in, whole videos out."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from earshot.adapters.index.dates import day, instant
from earshot.adapters.index.packing import to_bytes, words_of
from earshot.adapters.index.sqlite_schema import SqliteConnections, discard
from earshot.domain.events import Lane
from earshot.domain.ids import VideoId
from earshot.domain.levels import Level
from earshot.errors import IndexUnavailable
from earshot.ports.index import VideoDocument
from earshot.ports.lanes import EventColumns, pack

_PAGE = 1000
_LANE_VALUES = ", ".join("?" for _ in range(2 + 4 * len(Level) + 3))
_INSERT_LANE = f"INSERT INTO lanes VALUES ({_LANE_VALUES})"  # noqa: S608 - only question marks


class SqliteIndexWriter:
    """Replaces and removes videos; several processes may do so at once."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        self._connections = SqliteConnections(path, read_only=False)

    def prepare(self) -> None:
        """Make the file and its tables where they are not there yet."""
        with self._connections.reading():
            pass

    def start_over(self) -> None:
        """Empty the index; a damaged file is thrown away and made anew."""
        try:
            with self._connections.writing() as connection:
                # Labels stay: readers remember their numbers.
                for table in ("videos", "lanes", "names"):
                    connection.execute(f"DELETE FROM {table}")  # noqa: S608 - fixed names
                check = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            if check == "ok":
                return
        except IndexUnavailable as error:
            if isinstance(error.__cause__, sqlite3.OperationalError):
                raise
        self._connections.close()
        discard(self._path)
        self.prepare()

    def replace(self, document: VideoDocument, lanes: Sequence[Lane]) -> None:
        if any(lane.video_id != document.video_id for lane in lanes):
            raise ValueError(f"every lane must be of video {document.video_id}")
        columns = [(lane, pack(lane.events)) for lane in lanes]
        with self._connections.writing() as connection:
            numbers = _label_numbers(connection, columns)
            _replace_document(connection, document)
            connection.execute("DELETE FROM lanes WHERE video_id = ?", (document.video_id,))
            connection.executemany(
                _INSERT_LANE,
                [
                    (
                        lane.video_id,
                        numbers[lane.label_id],
                        *_summary(events),
                        day(document.dated_at),
                        *to_bytes(events, numbers),
                    )
                    for lane, events in columns
                ],
            )

    def remove(self, video_id: VideoId) -> None:
        with self._connections.writing() as connection:
            connection.execute(
                "DELETE FROM names WHERE rowid = (SELECT number FROM videos WHERE video_id = ?)",
                (video_id,),
            )
            connection.execute("DELETE FROM videos WHERE video_id = ?", (video_id,))
            connection.execute("DELETE FROM lanes WHERE video_id = ?", (video_id,))

    def video_ids(self) -> Iterator[VideoId]:
        after = ""
        while True:
            with self._connections.reading() as connection:
                rows = connection.execute(
                    "SELECT video_id FROM videos WHERE video_id > ? ORDER BY video_id LIMIT ?",
                    (after, _PAGE),
                ).fetchall()
            for (video_id,) in rows:
                yield VideoId(video_id)
            if len(rows) < _PAGE:
                return
            after = rows[-1][0]

    def close(self) -> None:
        """Close the file."""
        self._connections.close()


def _label_numbers(
    connection: sqlite3.Connection, columns: Sequence[tuple[Lane, EventColumns]]
) -> dict[str, int]:
    wanted: set[str] = {lane.label_id for lane, _ in columns}
    wanted.update(word for _, events in columns for word in words_of(events))
    known = dict(connection.execute("SELECT label_id, number FROM labels").fetchall())
    for label_id in sorted(wanted - known.keys()):
        cursor = connection.execute("INSERT INTO labels (label_id) VALUES (?)", (label_id,))
        known[label_id] = cursor.lastrowid
    return {str(word): int(number) for word, number in known.items()}


def _replace_document(connection: sqlite3.Connection, document: VideoDocument) -> None:
    fields = (
        document.title,
        document.file_name,
        document.description,
        document.collection,
        instant(document.uploaded_at),
        instant(document.recorded_at) if document.recorded_at else None,
        document.duration_s,
        document.bundle,
        document.policy,
    )
    (number,) = connection.execute(
        "INSERT INTO videos (video_id, title, file_name, description, collection,"
        " uploaded_at, recorded_at, duration_s, bundle, policy)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (video_id) DO UPDATE SET"
        " title = excluded.title, file_name = excluded.file_name,"
        " description = excluded.description, collection = excluded.collection,"
        " uploaded_at = excluded.uploaded_at, recorded_at = excluded.recorded_at,"
        " duration_s = excluded.duration_s, bundle = excluded.bundle, policy = excluded.policy"
        " RETURNING number",
        (document.video_id, *fields),
    ).fetchone()
    words = " ".join(document.words())
    connection.execute("DELETE FROM names WHERE rowid = ?", (number,))
    connection.execute("INSERT INTO names (rowid, words) VALUES (?, ?)", (number, words))


def _summary(events: EventColumns) -> tuple[float | int | None, ...]:
    """Best score, count, longest duration and all of it at each level."""
    values: list[float | int | None] = []
    for level in Level:
        standing = events.standing(level)
        count = int(np.count_nonzero(standing))
        durations_s = (events.offsets_s - events.onsets_s)[standing]
        values += [
            float(events.scores[standing].max()) if count else None,
            count,
            float(durations_s.max()) if count else 0.0,
            float(durations_s.sum()),
        ]
    return tuple(values)
