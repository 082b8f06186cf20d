"""Elasticsearch's lanes as lists that are sorted by score: the candidates behind a query."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

from earshot.adapters.index.elastic_scan import Scored
from earshot.domain.ids import VideoId
from earshot.domain.queries import Candidate, CandidateQuery, LabelGroup, Order

_FIRST_CHUNK = 1000
_PAGE = 10_000

Clause = dict[str, Any]


class LaneHits(Protocol):
    """Asks for lanes in an order that tells any two apart."""

    def __call__(
        self,
        clauses: Sequence[Clause],
        sort: Sequence[Clause],
        after: Sequence[Any] | None,
        size: int,
        columns: Sequence[str] = (),
    ) -> list[dict[str, Any]]:
        """Hits after a place, at most `size`, with the values of some columns."""
        ...


def clauses_of(group: LabelGroup, query: CandidateQuery | None) -> list[Clause]:
    """What a lane must have; without a query at whatever level."""
    clauses: list[Clause] = [{"terms": {"label": sorted(set(group.label_ids))}}]
    if query is not None:
        clauses.append({"range": {f"best_{int(query.level)}": {"gte": query.min_score}}})
    return clauses


def is_by_lane(query: CandidateQuery) -> bool:
    """Whether the candidates are the lanes of one label, sorted by a figure of theirs."""
    by_figure = query.order in {Order.RELEVANCE, Order.DURATION}
    return by_figure and len(query.groups) == 1 and len(set(query.groups[0].label_ids)) == 1


def place(after: Candidate | None) -> list[Any] | None:
    """Where to go on after a candidate."""
    return [after.relevance, after.video_id] if after else None


def candidate(hit: Mapping[str, Any]) -> Candidate:
    """What a lane's place in the order says."""
    return Candidate(video_id=VideoId(hit["sort"][1]), relevance=float(hit["sort"][0]))


class LaneScan:
    """The lanes of each group by their best score at the asked level."""

    def __init__(self, ask: LaneHits, query: CandidateQuery) -> None:
        self._ask = ask
        self._query = query
        at = int(query.level)
        self._value = f"longest_{at}_s" if query.order is Order.DURATION else f"best_{at}"

    def page(
        self, group: int, after: Sequence[Any] | None, size: int
    ) -> tuple[list[Scored], Sequence[Any] | None]:
        """Videos of the group after a place, best first, then newest, and the place reached."""
        hits = self.hits(group, after, size)
        scored = [(VideoId(hit["sort"][1]), float(hit["sort"][0])) for hit in hits]
        return scored, hits[-1]["sort"] if hits else None

    def hits(
        self,
        group: int,
        after: Sequence[Any] | None,
        size: int,
        columns: Sequence[str] = (),
    ) -> list[dict[str, Any]]:
        """The lanes behind them; the same video may come with several labels."""
        sort = [{self._value: "desc"}, {"video_id": "desc"}]
        if len(set(self._query.groups[group].label_ids)) > 1:
            sort.append({"label": "desc"})
        return self._ask(self._clauses(group), sort, after, size, columns)

    def chunks(self, group: int) -> Iterator[Sequence[Scored]]:
        after: Sequence[Any] | None = None
        size = _FIRST_CHUNK
        while True:
            page, after = self.page(group, after, size)
            if page:
                yield page
            if len(page) < size:
                return
            # Who is not answered by the best ones reads deep: few large questions are cheaper.
            size = _PAGE

    def bests(self, group: int, video_ids: Sequence[VideoId]) -> Mapping[VideoId, float]:
        clauses = [*self._clauses(group), {"terms": {"video_id": list(video_ids)}}]
        sort = [{self._value: "desc"}, {"video_id": "desc"}, {"label": "desc"}]
        found: dict[VideoId, float] = {}
        after: Sequence[Any] | None = None
        while hits := self._ask(clauses, sort, after, _PAGE):
            for hit in hits:
                found.setdefault(VideoId(hit["sort"][1]), float(hit["sort"][0]))
            if len(hits) < _PAGE:
                break
            after = hits[-1]["sort"]
        return found

    def _clauses(self, group: int) -> list[Clause]:
        return clauses_of(self._query.groups[group], self._query)
