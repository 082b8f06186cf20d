"""The use-case of searching: from a query to moments, grouped by video, best first."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from ulid import ULID

from earshot.domain.ids import LabelId, VideoId
from earshot.domain.levels import Level
from earshot.domain.queries import Moment, Order
from earshot.domain.video import Video
from earshot.errors import BadRequest
from earshot.labels.resolution import Resolution
from earshot.ports.index import IndexReader
from earshot.query.explaining import canonical, explain
from earshot.query.json_tree import from_json
from earshot.query.moments import RankedMoment, best_moments
from earshot.query.plan import Plan, make_plan, plan_of
from earshot_search.audible import AudibleLabels
from earshot_search.counting import Counts, Thoroughness, count
from earshot_search.cursors import Cursor, read_cursor, write_cursor
from earshot_search.meaning import did_you_mean
from earshot_search.shown import ShownVideos
from earshot_search.surveying import Survey
from earshot_search.weights import RankingWeights
from earshot_search.windows import Answer, Windows

NAMES_SHOWN = 10
BUDGET_S = 1.5
"""After this long a search answers what it has; the rest is behind the cursor."""
COUNTED_S = {Thoroughness.QUICK: 0.06, Thoroughness.FULL: BUDGET_S}
"""How long a search counts once its page is made."""
LONGEST_S = 1.8
"""How long after a search has begun its counting stops in any case."""
_TIME_CHARS, _ID_CHARS = 10, 26


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRequest:
    """What is asked, as text or as a JSON tree; limits are of videos, and of moments in each."""

    query: str = ""
    tree: Mapping[str, Any] | None = None
    level: Level = Level.BALANCED
    min_score: float = 0.0
    limit: int = 20
    moments: int = 10
    cursor: str | None = None
    sort: Order = Order.RELEVANCE
    counts: Thoroughness = Thoroughness.QUICK


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundMoment:
    """A moment with its most telling label and the reason why it is an answer."""

    moment: Moment
    label_id: LabelId
    label: str
    matched: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundVideo:
    """A video with its best moments; none, and no score, where only filters were asked."""

    video: Video
    score: float | None
    moments: tuple[FoundMoment, ...]
    moments_total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One page of an answer. Hits by name are a group of their own, on the first page only."""

    query: str
    videos: tuple[FoundVideo, ...]
    names: tuple[Video, ...]
    unresolved: tuple[Resolution, ...]
    did_you_mean: tuple[str, ...]
    counts: Counts | None
    """On the first page only."""
    partial: bool
    """True when the time was up before the page was full."""
    next: str | None


class Searching:
    """Reads the index and the catalog; writes nothing."""

    def __init__(
        self,
        *,
        index: IndexReader,
        shown: ShownVideos,
        audible: AudibleLabels,
        budget_s: float = BUDGET_S,
    ) -> None:
        self._index = index
        self._shown = shown
        self._audible = audible
        self._weights = RankingWeights(index)
        self._budget_s = budget_s

    def search(self, request: SearchRequest) -> Found:
        """Answer one page; `BadRequest` when the query or cursor cannot be read."""
        plan = self.plan(request)
        started_s = time.monotonic()
        validity = "\n".join(
            (canonical(plan.tree), str(int(request.level)), repr(request.min_score), request.sort)
        )
        start = self._start(request, plan, validity)
        windows = Windows(
            index=self._index,
            plan=plan,
            level=request.level,
            min_score=request.min_score,
            weights=self._weights.thawed(plan, start.rarity),
            deadline_s=started_s + self._budget_s,
            order=request.sort,
        )
        videos, following = self._page(windows, start, request)
        return Found(
            query=request.query or canonical(plan.tree),
            videos=videos,
            names=self._named(plan) if request.cursor is None else (),
            unresolved=plan.problems,
            did_you_mean=did_you_mean(plan),
            counts=self._counted(request, plan, start, started_s),
            partial=windows.was_cut,
            next=write_cursor(following, asked=validity) if following else None,
        )

    def explained(self, query: str) -> dict[str, Any]:
        """How a query is understood: its tree, and each word with its labels and why."""
        return explain(self.plan(SearchRequest(query=query)))

    def plan(self, request: SearchRequest) -> Plan:
        """The query with its words resolved."""
        words = self._audible.words()
        if request.tree is not None:
            return plan_of(from_json(request.tree), words)
        if not request.query.strip():
            raise BadRequest("type what to listen for, such as dog")
        return make_plan(request.query, words)

    def _start(self, request: SearchRequest, plan: Plan, validity: str) -> Cursor:
        if request.cursor is not None:
            return read_cursor(request.cursor, asked=validity)
        return Cursor(newest=_id_of_now(), rarity=self._weights.frozen(plan, request.level))

    def _page(
        self, windows: Windows, start: Cursor, request: SearchRequest
    ) -> tuple[tuple[FoundVideo, ...], Cursor | None]:
        found: list[FoundVideo] = []
        last: Cursor | None = None
        answers = windows.answers(start)
        while batch := list(islice(answers, request.limit - len(found))):
            shown = self._shown.find_several([answer.rank.video_id for answer in batch])
            found += (
                self._found(shown[one], answer, windows, request.moments)
                for answer in batch
                if (one := answer.rank.video_id) in shown
            )
            last = batch[-1].place
        more = len(found) == request.limit and next(answers, None) is not None
        return tuple(found), last if more else windows.reached

    def _counted(
        self, request: SearchRequest, plan: Plan, start: Cursor, started_s: float
    ) -> Counts | None:
        if request.cursor is not None or request.counts is Thoroughness.NONE:
            return None
        survey = Survey(
            index=self._index,
            plan=plan,
            levels=tuple(Level),
            min_score=request.min_score,
            deadline_s=min(started_s + LONGEST_S, time.monotonic() + COUNTED_S[request.counts]),
            newest=start.newest,
            hidden=self._shown.going(),
        )
        return count(survey, request.level)

    def _found(self, video: Video, answer: Answer, windows: Windows, most: int) -> FoundVideo:
        spans, archive = answer.window.spans, answer.window.archive
        if spans is None:
            return FoundVideo(video=video, score=None, moments=(), moments_total=0)
        plan, video_id = windows.plan, video.video_id
        [best] = best_moments(spans, archive, plan, video_id, 1)
        shown = best_moments(spans, archive, plan, video_id, most, windows.order)
        return FoundVideo(
            video=video,
            score=best.moment.score,
            moments=tuple(self._explained(moment, plan) for moment in shown),
            moments_total=answer.rank.moments,
        )

    def _explained(self, ranked: RankedMoment, plan: Plan) -> FoundMoment:
        labels = ranked.label_ids
        shown = _in_order_of_words(labels, plan) if len(plan.words) > 1 else labels[:1]
        return FoundMoment(
            moment=ranked.moment,
            label_id=labels[0],
            label=" + ".join(self._audible.name(label_id) for label_id in shown),
            matched="; ".join(ranked.reasons),
        )

    def _named(self, plan: Plan) -> tuple[Video, ...]:
        words = " ".join(word.typed for word in plan.words)
        ids = self._index.named(words, 2 * NAMES_SHOWN)
        shown = self._shown.find_several(ids) if ids else {}
        return tuple(shown[one] for one in ids if one in shown)[:NAMES_SHOWN]


def _id_of_now() -> VideoId:
    """The highest id that a video uploaded by now can have: ids begin with their time."""
    begin = str(ULID.from_timestamp(time.time()))[:_TIME_CHARS]
    return VideoId(begin.ljust(_ID_CHARS, "Z"))


def _in_order_of_words(labels: Sequence[LabelId], plan: Plan) -> list[LabelId]:
    """The best label for each word that a moment answers."""
    found: list[LabelId] = []
    for word in plan.words:
        asked = set(word.label_ids)
        for label_id in labels:
            if label_id in asked or not plan.ontology.ancestors(label_id).isdisjoint(asked):
                found.append(label_id)
                break
    return list(dict.fromkeys(found)) or list(labels)
