"""Embeddings in SQLite: packed codes, all of which are looked at, so that nothing is missed."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from earshot.adapters.index.nearest_rows import NearestRows
from earshot.adapters.index.sqlite_schema import SqliteConnections, discard
from earshot.domain.ids import VideoId
from earshot.errors import IndexUnavailable
from earshot.ports.embeddings import EmbeddedVideo, EmbeddingCounts, NearQuery, NearSecond
from earshot.tagging.embedding_codes import codes_of, lengths_of

_PAGE = 1000
_BLOCK_ROWS = 2048
_SCAN_BYTES = 512 << 10
_LOOK_S = 20.0
"""Looking at everything takes its time in an archive of thousands of hours."""
_TABLES = """
CREATE TABLE videos (
    number INTEGER PRIMARY KEY,
    video_id TEXT NOT NULL UNIQUE,
    collection TEXT NOT NULL,
    bundle TEXT NOT NULL,
    size INTEGER NOT NULL,
    seconds INTEGER NOT NULL
);
CREATE TABLE blocks (
    number INTEGER PRIMARY KEY,
    video INTEGER NOT NULL REFERENCES videos (number),
    start_s INTEGER NOT NULL,
    codes BLOB NOT NULL,
    lengths BLOB NOT NULL
);
CREATE INDEX block_of_video ON blocks (video);
"""


def embeddings_file(index_file: Path) -> Path:
    """Where the embeddings of an index lie: beside it, in a file of their own."""
    return index_file.with_name(f"{index_file.stem}-embeddings{index_file.suffix}")


class SqliteEmbeddingWriter:
    """Replaces and removes videos; several processes may do so at once."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        self._connections = SqliteConnections(path, read_only=False, tables=_TABLES)

    def prepare(self) -> None:
        """Make the file and its tables where they are not there yet."""
        with self._connections.reading():
            pass

    def start_over(self) -> None:
        """Empty it; a damaged file is thrown away and made anew."""
        try:
            with self._connections.writing() as connection:
                connection.execute("DELETE FROM blocks")
                connection.execute("DELETE FROM videos")
                check = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            if check == "ok":
                return
        except IndexUnavailable as error:
            if isinstance(error.__cause__, sqlite3.OperationalError):
                raise
        self._connections.close()
        discard(self._path)
        self.prepare()

    def replace(self, video: EmbeddedVideo, rows: NDArray[np.float32]) -> None:
        codes = codes_of(rows)
        lengths = lengths_of(codes)
        with self._connections.writing() as connection:
            _remove(connection, video.video_id)
            (number,) = connection.execute(
                "INSERT INTO videos (video_id, collection, bundle, size, seconds)"
                " VALUES (?, ?, ?, ?, ?) RETURNING number",
                (
                    *(video.video_id, video.collection, video.bundle),
                    *(codes.shape[1], int(np.count_nonzero(lengths))),
                ),
            ).fetchone()
            connection.executemany(
                "INSERT INTO blocks (video, start_s, codes, lengths) VALUES (?, ?, ?, ?)",
                [
                    (number, start, codes[start:stop].tobytes(), lengths[start:stop].tobytes())
                    for start, stop in _blocks(len(codes))
                ],
            )

    def remove(self, video_id: VideoId) -> None:
        with self._connections.writing() as connection:
            _remove(connection, video_id)

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


class _Block(NamedTuple):
    video: int
    start_s: int
    codes: bytes
    lengths: bytes


class SqliteEmbeddingReader:
    """Compares the asked vectors with every second; memory stays at a batch of blocks."""

    def __init__(self, path: Path) -> None:
        self._connections = SqliteConnections(path, read_only=True, tables=_TABLES)

    def nearest(
        self, asked: Sequence[NDArray[np.float32]], query: NearQuery, limit: int
    ) -> list[NearSecond]:
        codes = codes_of(np.stack(asked))
        nearest = NearestRows(codes, limit)
        with self._connections.reading(_LOOK_S) as connection:
            videos = _videos(connection, query, codes.shape[1])
            for batch in _batches(connection, query, codes.shape[1]):
                kept = [block for block in batch if block.video in videos]
                if kept:
                    nearest.add(
                        b"".join(block.codes for block in kept),
                        b"".join(block.lengths for block in kept),
                        [(block.video, block.start_s, len(block.lengths) // 4) for block in kept],
                    )
        return nearest.best(videos)

    def counts(self) -> EmbeddingCounts:
        with self._connections.reading() as connection:
            videos, seconds = connection.execute(
                "SELECT COUNT(*), COALESCE(SUM(seconds), 0) FROM videos"
            ).fetchone()
        return EmbeddingCounts(videos=videos, seconds=seconds)

    def close(self) -> None:
        """Close the file."""
        self._connections.close()


def _remove(connection: sqlite3.Connection, video_id: VideoId) -> None:
    row = connection.execute(
        "DELETE FROM videos WHERE video_id = ? RETURNING number", (video_id,)
    ).fetchone()
    if row:
        connection.execute("DELETE FROM blocks WHERE video = ?", row)


def _blocks(rows: int) -> Iterator[tuple[int, int]]:
    for start in range(0, rows, _BLOCK_ROWS):
        yield start, min(start + _BLOCK_ROWS, rows)


def _videos(connection: sqlite3.Connection, query: NearQuery, size: int) -> dict[int, VideoId]:
    rows = connection.execute(
        "SELECT number, video_id FROM videos WHERE bundle = :bundle AND size = :size"
        " AND (:collection IS NULL OR collection = :collection)",
        {"bundle": query.bundle, "size": size, "collection": query.collection},
    )
    return {number: VideoId(id_) for number, id_ in rows if id_ not in query.without}


def _batches(connection: sqlite3.Connection, query: NearQuery, size: int) -> Iterator[list[_Block]]:
    """The blocks of the bundle, some at a time: small ones of many videos are worked on at once."""
    rows = connection.execute(
        "SELECT b.video, b.start_s, b.codes, b.lengths FROM blocks AS b"
        " JOIN videos AS v ON v.number = b.video"
        " WHERE v.bundle = :bundle AND v.size = :size"
        " AND (:collection IS NULL OR v.collection = :collection)",
        {"bundle": query.bundle, "size": size, "collection": query.collection},
    )
    batch: list[_Block] = []
    gathered = 0
    for row in map(_Block._make, rows):
        batch.append(row)
        gathered += len(row.codes)
        if gathered >= _SCAN_BYTES:
            yield batch
            batch, gathered = [], 0
    if batch:
        yield batch
