"""The SQL that finds the videos for groups of labels, best first, page after page."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from earshot.domain.queries import Candidate, CandidateQuery


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """SQL with its values; every value of the query is bound, none is written into the text."""

    sql: str
    values: tuple[str | int | float, ...]


def candidates_statement(
    query: CandidateQuery, groups: Sequence[tuple[int, ...]], after: Candidate | None, limit: int
) -> Statement:
    """Videos with an event of every group (label numbers), by the product of their bests.

    One label alone is read straight from its index in the right order. Otherwise each group is
    reduced to its best score a video, and the groups are joined by video.
    """
    if not groups:
        return _all_videos(after, limit)
    parts = [_group(labels, int(query.level), query.min_score) for labels in groups]
    relevance = " * ".join(f"g{at}.best" for at in range(len(parts)))
    joined = parts[0].sql + " AS g0"
    for at, part in enumerate(parts[1:], start=1):
        joined += f" JOIN {part.sql} AS g{at} ON g{at}.video_id = g0.video_id"
    values: list[str | int | float] = [value for part in parts for value in part.values]
    where = ""
    if after is not None:
        where = f" WHERE ({relevance}, g0.video_id) < (?, ?)"
        values += [after.relevance, after.video_id]
    return Statement(
        sql=f"SELECT g0.video_id, {relevance} AS relevance FROM {joined}{where}"  # noqa: S608 - built from numbers and question marks
        " ORDER BY relevance DESC, g0.video_id DESC LIMIT ?",
        values=(*values, limit),
    )


def _group(labels: tuple[int, ...], level: int, min_score: float) -> Statement:
    best = f"best_{level}"
    if len(labels) == 1:
        return Statement(
            sql=f"(SELECT video_id, {best} AS best FROM lanes WHERE label = ? AND {best} >= ?)",  # noqa: S608 - a number
            values=(labels[0], min_score),
        )
    marks = ", ".join("?" * len(labels))
    return Statement(
        sql=f"(SELECT video_id, MAX({best}) AS best FROM lanes"  # noqa: S608 - a number
        f" WHERE label IN ({marks}) AND {best} >= ? GROUP BY video_id)",
        values=(*labels, min_score),
    )


def _all_videos(after: Candidate | None, limit: int) -> Statement:
    where = " WHERE video_id < ?" if after is not None else ""
    values: tuple[str | int, ...] = (after.video_id, limit) if after is not None else (limit,)
    return Statement(
        sql=f"SELECT video_id, 1.0 FROM videos{where} ORDER BY video_id DESC LIMIT ?",  # noqa: S608 - fixed text
        values=values,
    )
