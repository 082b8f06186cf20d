"""The SQLite index's figures of the whole archive."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from earshot.adapters.index.sqlite_schema import SURVEY_S, IndexConnection, SqliteConnections
from earshot.domain.ids import LabelId
from earshot.domain.levels import Level
from earshot.ports.index import IndexCounts, LabelCount, Tally

_NONE = Tally(videos=0, events=0, seconds=0.0)


class SqliteIndexSurvey:
    """Counts what the reading half reads."""

    def __init__(self, connections: SqliteConnections) -> None:
        self._connections = connections

    def label_counts(self, level: Level) -> Mapping[LabelId, LabelCount]:
        at = int(level)
        with self._connections.reading(SURVEY_S) as connection:
            names = label_names(connection)
            rows = connection.execute(
                f"SELECT label, COUNT(*), SUM(count_{at}) FROM lanes"  # noqa: S608 - a number
                f" WHERE best_{at} IS NOT NULL GROUP BY label"
            ).fetchall()
        return {
            names[label]: LabelCount(videos=videos, events=events) for label, videos, events in rows
        }

    def tallies(self, level: Level, starts: Sequence[date]) -> Mapping[LabelId, Sequence[Tally]]:
        if not starts:
            return {}
        days = [start.isoformat() for start in starts]
        at = int(level)
        later = " + ".join(["0", *("(day >= ?)" for _ in days[1:])])
        with self._connections.reading(SURVEY_S) as connection:
            names = label_names(connection)
            rows = connection.execute(
                f"SELECT label, {later} AS period, COUNT(*), SUM(count_{at}), SUM(total_{at}_s)"  # noqa: S608 - numbers and question marks
                f" FROM lanes WHERE best_{at} IS NOT NULL AND day >= ? GROUP BY label, period",
                (*days[1:], days[0]),
            ).fetchall()
        found: dict[LabelId, list[Tally]] = {}
        for label, period, videos, events, seconds in rows:
            periods = found.setdefault(names[label], [_NONE] * len(days))
            periods[period] = Tally(videos=videos, events=events, seconds=seconds)
        return found

    def collections(self) -> Mapping[str, int]:
        with self._connections.reading(SURVEY_S) as connection:
            rows = connection.execute("SELECT collection, COUNT(*) FROM videos GROUP BY collection")
            return dict(rows.fetchall())

    def counts(self) -> IndexCounts:
        with self._connections.reading(SURVEY_S) as connection:
            (videos,) = connection.execute("SELECT COUNT(*) FROM videos").fetchone()
            (lanes,) = connection.execute("SELECT COUNT(*) FROM lanes").fetchone()
        return IndexCounts(videos=videos, lanes=lanes)


def label_names(connection: IndexConnection) -> dict[int, LabelId]:
    """All labels by number. New ones are read when the highest number has grown."""
    (last,) = connection.execute("SELECT MAX(number) FROM labels").fetchone()
    known = connection.labels
    if known is None or (last is not None and last not in known):
        rows = connection.execute("SELECT number, label_id FROM labels")
        known = {number: LabelId(label_id) for number, label_id in rows}
        connection.labels = known
    return known
