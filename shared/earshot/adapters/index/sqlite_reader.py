"""The SQLite index's reading half: candidates best first, lanes in blocks, names by word."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

import numpy as np

from earshot.adapters.index.dates import second_of
from earshot.adapters.index.packing import from_bytes
from earshot.adapters.index.sqlite_candidates import candidates_statement, holders_statement
from earshot.adapters.index.sqlite_schema import IndexConnection, SqliteConnections
from earshot.adapters.index.sqlite_survey import SqliteIndexSurvey, label_names
from earshot.domain.ids import BundleId, LabelId, PolicyId, VideoId
from earshot.domain.queries import Candidate, CandidateQuery, LabelGroup, Order
from earshot.ports.index import VideoDocument
from earshot.ports.lanes import EventColumns, LaneBlock, pack
from earshot.ports.names import fold

_AT_ONCE = 500
_DOCUMENT = (
    "video_id, title, file_name, description, collection, uploaded_at, recorded_at,"
    " duration_s, bundle, policy"
)


class SqliteIndexReader(SqliteIndexSurvey):
    """Answers from a file that others write; it is opened for reading only."""

    def __init__(self, path: Path) -> None:
        super().__init__(SqliteConnections(path, read_only=True))

    def candidates(
        self, query: CandidateQuery, after: Candidate | None, limit: int
    ) -> list[Candidate]:
        with self._connections.reading() as connection:
            groups = _numbered(connection, query.groups)
            if not all(groups):
                return []
            statement = candidates_statement(query, groups, after, limit)
            rows = connection.execute(statement.sql, statement.values).fetchall()
        if query.order is Order.TIME:
            rows = [(video_id, -second_of(dated)) for video_id, dated in rows]
        return [Candidate(video_id=VideoId(id_), relevance=relevance) for id_, relevance in rows]

    def holders(
        self, groups: Sequence[LabelGroup], after: VideoId | None, limit: int
    ) -> list[VideoId]:
        with self._connections.reading() as connection:
            numbered = _numbered(connection, groups)
            if not all(numbered):
                return []
            statement = holders_statement(numbered, after, limit)
            rows = connection.execute(statement.sql, statement.values).fetchall()
        return [VideoId(video_id) for video_id, _ in rows]

    def lanes(self, video_ids: Sequence[VideoId], label_ids: Sequence[LabelId]) -> LaneBlock:
        videos = list(dict.fromkeys(video_ids))
        with self._connections.reading() as connection:
            names = label_names(connection)
            wanted = {number for number, name in names.items() if name in set(label_ids)}
            if label_ids and not wanted:
                return _EMPTY
            rows: list[tuple[str, int, int, bytes]] = []
            for start in range(0, len(videos), _AT_ONCE):
                rows += _lane_rows(connection, videos[start : start + _AT_ONCE], wanted)
        if not rows:
            return _EMPTY
        place = {video_id: at for at, video_id in enumerate(videos)}
        rows.sort(key=lambda row: (place[VideoId(row[0])], names[row[1]]))
        columns, bounds = from_bytes([row[2:] for row in rows], names)
        keys = tuple((VideoId(row[0]), names[row[1]]) for row in rows)
        return LaneBlock(keys=keys, bounds=bounds, columns=columns)

    def window(
        self,
        query: CandidateQuery,
        after: Candidate | None,
        limit: int,
        label_ids: Sequence[LabelId],
    ) -> tuple[list[Candidate], LaneBlock]:
        found = self.candidates(query, after, limit)
        return found, self.lanes([one.video_id for one in found], label_ids)

    def documents(self, video_ids: Sequence[VideoId]) -> list[VideoDocument]:
        found: dict[VideoId, VideoDocument] = {}
        with self._connections.reading() as connection:
            for start in range(0, len(video_ids), _AT_ONCE):
                asked = video_ids[start : start + _AT_ONCE]
                rows = connection.execute(
                    f"SELECT {_DOCUMENT} FROM videos WHERE video_id IN ({_marks(asked)})",  # noqa: S608 - question marks
                    tuple(asked),
                )
                found.update((VideoId(row[0]), _document(row)) for row in rows)
        return [found[video_id] for video_id in video_ids if video_id in found]

    def named(self, words: str, limit: int) -> list[VideoId]:
        asked = fold(words)
        if not asked:
            return []
        with self._connections.reading() as connection:
            rows = connection.execute(
                "SELECT video_id FROM videos WHERE number IN"
                " (SELECT rowid FROM names WHERE names MATCH ?) ORDER BY video_id DESC LIMIT ?",
                (" AND ".join(f'"{word}"*' for word in asked), limit),
            ).fetchall()
        return [VideoId(video_id) for (video_id,) in rows]

    def close(self) -> None:
        """Close the file."""
        self._connections.close()


_NOTHING: EventColumns = pack(())
_EMPTY = LaneBlock(keys=(), bounds=np.zeros(1, dtype=np.int64), columns=_NOTHING)


def _lane_rows(
    connection: IndexConnection, videos: Sequence[VideoId], labels: Iterable[int]
) -> list[tuple[str, int, int, bytes]]:
    chosen = tuple(labels)
    by_label = f" AND label IN ({_marks(chosen)})" if chosen else ""
    return connection.execute(
        "SELECT video_id, label, packing, events FROM lanes"  # noqa: S608 - question marks
        f" WHERE video_id IN ({_marks(videos)}){by_label}",
        (*videos, *chosen),
    ).fetchall()


def _numbered(connection: IndexConnection, groups: Sequence[LabelGroup]) -> list[tuple[int, ...]]:
    """The groups by label numbers, without labels that were never heard."""
    numbers = {label_id: number for number, label_id in label_names(connection).items()}
    return [
        tuple(numbers[label] for label in dict.fromkeys(group.label_ids) if label in numbers)
        for group in groups
    ]


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def _document(
    row: tuple[str, str, str, str, str, str, str | None, float, str, str],
) -> VideoDocument:
    return VideoDocument(
        video_id=VideoId(row[0]),
        title=row[1],
        file_name=row[2],
        description=row[3],
        collection=row[4],
        uploaded_at=datetime.fromisoformat(row[5]),
        recorded_at=datetime.fromisoformat(row[6]) if row[6] else None,
        duration_s=row[7],
        bundle=BundleId(row[8]),
        policy=PolicyId(row[9]),
    )
