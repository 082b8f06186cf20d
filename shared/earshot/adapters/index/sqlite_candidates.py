"""The SQL that finds the videos for groups of labels, in an order, page after page."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from earshot.adapters.index.dates import instant_of
from earshot.domain.ids import VideoId
from earshot.domain.queries import Candidate, CandidateQuery, Order

_DATED = "COALESCE(recorded_at, uploaded_at)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """SQL with its values; every value of the query is bound, none is written into the text.

    Its rows are a video's id and its relevance, in the order of time the video's instant instead.
    """

    sql: str
    values: tuple[str | int | float, ...]


def candidates_statement(
    query: CandidateQuery, groups: Sequence[tuple[int, ...]], after: Candidate | None, limit: int
) -> Statement:
    """Videos with an event of every group (label numbers), by the product of their bests.

    One label alone is read straight from its index in the right order. Otherwise each group is
    reduced to its best score a video, and the groups are joined by video.
    """
    if query.order is Order.TIME:
        return _by_time(query, groups, after, limit)
    if not groups:
        return _all_videos(query.order, after, limit)
    level = int(query.level)
    best = f"best_{level}"
    value = f"longest_{level}_s" if query.order is Order.DURATION else best
    joined = _joined([_group(labels, value, best, query.min_score) for labels in groups])
    if query.order is Order.NEWEST:
        return _newest(joined, after.video_id if after else None, limit)
    relevance = " * ".join(f"g{at}.best" for at in range(len(groups)))
    where, values = "", joined.values
    if after is not None:
        where = f" WHERE ({relevance}, g0.video_id) < (?, ?)"
        values = (*values, after.relevance, after.video_id)
    return Statement(
        sql=f"SELECT g0.video_id, {relevance} AS relevance FROM {joined.sql}{where}"  # noqa: S608 - built from numbers and question marks
        " ORDER BY relevance DESC, g0.video_id DESC LIMIT ?",
        values=(*values, limit),
    )


def holders_statement(
    groups: Sequence[tuple[int, ...]], after: VideoId | None, limit: int
) -> Statement:
    """Videos with a lane of every group, newest first."""
    if not groups:
        start = Candidate(video_id=after, relevance=1.0) if after is not None else None
        return _all_videos(Order.NEWEST, start, limit)
    held = []
    for labels in groups:
        sql = f"(SELECT DISTINCT video_id FROM lanes WHERE label IN ({_marks(labels)}))"  # noqa: S608 - question marks
        held.append(Statement(sql=sql, values=labels))
    return _newest(_joined(held), after, limit)


def _newest(joined: Statement, after: VideoId | None, limit: int) -> Statement:
    where, values = "", joined.values
    if after is not None:
        where, values = " WHERE g0.video_id < ?", (*values, after)
    return Statement(
        sql=f"SELECT g0.video_id, 1.0 FROM {joined.sql}{where}"  # noqa: S608 - as above
        " ORDER BY g0.video_id DESC LIMIT ?",
        values=(*values, limit),
    )


def _by_time(
    query: CandidateQuery, groups: Sequence[tuple[int, ...]], after: Candidate | None, limit: int
) -> Statement:
    best = f"best_{int(query.level)}"
    held, values = "", list[int | float]()
    for labels in groups:
        held += (
            f" AND EXISTS (SELECT 1 FROM lanes WHERE label IN ({_marks(labels)})"  # noqa: S608 - question marks
            f" AND lanes.video_id = videos.video_id AND {best} >= ?)"
        )
        values += [*labels, query.min_score]
    where, start = "TRUE", list[str]()
    if after is not None:
        where = f"({_DATED} > ? OR {_DATED} = ? AND video_id < ?)"
        instant = instant_of(-after.relevance)
        start = [instant, instant, after.video_id]
    return Statement(
        sql=f"SELECT video_id, {_DATED} AS dated FROM videos WHERE {where}{held}"  # noqa: S608 - as above
        " ORDER BY dated, video_id DESC LIMIT ?",
        values=(*start, *values, limit),
    )


def _joined(parts: Sequence[Statement]) -> Statement:
    sql = parts[0].sql + " AS g0"
    for at, part in enumerate(parts[1:], start=1):
        sql += f" JOIN {part.sql} AS g{at} ON g{at}.video_id = g0.video_id"
    return Statement(sql=sql, values=tuple(value for part in parts for value in part.values))


def _group(labels: tuple[int, ...], value: str, best: str, min_score: float) -> Statement:
    if len(labels) == 1:
        return Statement(
            sql=f"(SELECT video_id, {value} AS best FROM lanes WHERE label = ? AND {best} >= ?)",  # noqa: S608 - a number
            values=(labels[0], min_score),
        )
    return Statement(
        sql=f"(SELECT video_id, MAX({value}) AS best FROM lanes"  # noqa: S608 - a number
        f" WHERE label IN ({_marks(labels)}) AND {best} >= ? GROUP BY video_id)",
        values=(*labels, min_score),
    )


def _all_videos(order: Order, after: Candidate | None, limit: int) -> Statement:
    relevance, where = "1.0", "video_id < ?"
    start: tuple[float | str, ...] = (after.video_id,) if after is not None else ()
    if order is Order.DURATION:
        relevance, where = "duration_s", "(duration_s, video_id) < (?, ?)"
        start = (after.relevance, after.video_id) if after is not None else ()
    return Statement(
        sql=f"SELECT video_id, {relevance} AS relevance FROM videos"  # noqa: S608 - fixed text
        f" WHERE {where if start else 'TRUE'} ORDER BY relevance DESC, video_id DESC LIMIT ?",
        values=(*start, limit),
    )


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
