"""The catalog in a SQLite file, safe for several processes on one folder."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing

from earshot.adapters.catalog.database import CatalogDatabase
from earshot.domain.ids import VideoId
from earshot.domain.records import UnreadableRecord, video_from_json, video_to_json
from earshot.domain.video import Video, VideoState
from earshot.errors import CatalogUnavailable, VideoExists, VideoNotFound
from earshot.ports.catalog import VideoFilter

_TAKEN_IN = (VideoState.WAITING, VideoState.WORKING, VideoState.READY)


class SqliteCatalog:
    """`Catalog` on the table of videos; all that it answers is the latest state."""

    def __init__(self, database: CatalogDatabase) -> None:
        self._database = database

    def create(self, video: Video) -> None:
        with self._database.writing() as connection:
            try:
                connection.execute("INSERT INTO videos VALUES (?, ?, ?, ?, ?)", _row(video))
            except sqlite3.IntegrityError as error:
                raise VideoExists(f"a video {video.video_id} exists already") from error

    def get(self, video_id: VideoId) -> Video:
        with self._database.reading() as connection:
            return _get(connection, video_id)

    def several(self, video_ids: Sequence[VideoId]) -> dict[VideoId, Video]:
        statement = f"SELECT record FROM videos WHERE video_id IN ({_marks(len(video_ids))})"  # noqa: S608  question marks
        found = self._select(statement, list(video_ids))
        return {video.video_id: video for video in found}

    def update(self, video_id: VideoId, change: Callable[[Video], Video | None]) -> Video:
        with self._database.writing() as connection:
            former = _get(connection, video_id)
            video = change(former)
            if video is None:
                return former
            if video.video_id != video_id:
                raise ValueError(f"a change must not give {video_id} another id")
            connection.execute("REPLACE INTO videos VALUES (?, ?, ?, ?, ?)", _row(video))
            return video

    def page(self, where: VideoFilter, after: VideoId | None, limit: int) -> list[Video]:
        conditions, values = ["TRUE"], list[str | int]()
        if after is not None:
            conditions.append("video_id < ?")
            values.append(after)
        if where.collection is not None:
            conditions.append("collection = ?")
            values.append(where.collection)
        if where.states is not None:
            conditions.append(f"state IN ({_marks(len(where.states))})")
            values.extend(sorted(where.states))
        # Only fixed words and question marks are joined here; all values are bound.
        return self._select(
            f"SELECT record FROM videos WHERE {' AND '.join(conditions)}"  # noqa: S608  as said above
            " ORDER BY video_id DESC LIMIT ?",
            [*values, limit],
        )

    def find_bytes(self, sha256: str, collection: str) -> Video | None:
        found = self._select(
            "SELECT record FROM videos WHERE sha256 = ? AND collection = ? AND state IN (?, ?, ?)"
            " ORDER BY video_id LIMIT 1",
            [sha256, collection, *_TAKEN_IN],
        )
        return found[0] if found else None

    def forget(self, video_id: VideoId) -> None:
        with self._database.writing() as connection:
            connection.execute("DELETE FROM videos WHERE video_id = ?", (video_id,))

    def _select(self, statement: str, values: Sequence[str | int]) -> list[Video]:
        with (
            self._database.reading() as connection,
            closing(connection.execute(statement, values)) as rows,
        ):
            return [_video(record) for (record,) in rows]


def _get(connection: sqlite3.Connection, video_id: VideoId) -> Video:
    row = connection.execute("SELECT record FROM videos WHERE video_id = ?", (video_id,)).fetchone()
    if row is None:
        raise VideoNotFound(f"there is no video {video_id}")
    return _video(row[0])


def _video(record: bytes) -> Video:
    try:
        return video_from_json(record)
    except UnreadableRecord as error:
        raise CatalogUnavailable(f"{error}; earshot rebuild makes the catalog anew") from error


def _row(video: Video) -> tuple[str, str, str, str, bytes]:
    record = video_to_json(video)
    return (video.video_id, video.state, video.collection, video.source.sha256, record)


def _marks(count: int) -> str:
    return ", ".join("?" * count)
