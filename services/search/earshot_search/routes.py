"""The addresses that answer what was heard: search, labels, events."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query

from earshot.domain.ids import LabelId, VideoId
from earshot.domain.levels import Level
from earshot.domain.queries import Order
from earshot.errors import (
    BadRequest,
    CatalogUnavailable,
    DamagedObject,
    IndexUnavailable,
    StoreUnavailable,
    VideoNotFound,
)
from earshot.http.service import problem_answers
from earshot.query.faults import QueryFault
from earshot_search.archive_schemas import SuggestionsAnswer
from earshot_search.counting import Thoroughness
from earshot_search.presenting import events_answer, labels_answer, search_answer
from earshot_search.presenting_archive import suggestions_answer
from earshot_search.schemas import (
    VIDEO_ID,
    EventsAnswer,
    ExplainAnswer,
    LabelsAnswer,
    LevelWord,
    SearchAnswer,
    SearchBody,
)
from earshot_search.searching import SearchRequest
from earshot_search.use_cases import UseCases

LevelParameter = Annotated[
    LevelWord,
    Query(description="How sure: everything, balanced, sure, or a step from 1 to 6"),
]
MinScore = Annotated[float, Query(ge=0, le=1, description="Least score of an event")]
QueryText = Annotated[
    str,
    Query(
        description="Names of sounds, and how they lie in time",
        examples=["dog", "dog siren", "glass THEN alarm WITHIN 10s"],
    ),
]
VideoIdInPath = Annotated[str, Path(max_length=64, examples=[VIDEO_ID])]


def heard_routes(use_cases: UseCases) -> APIRouter:
    """Everything that is answered as JSON."""
    router = APIRouter(tags=["search"])
    _add_search(router, use_cases)
    _add_search_by_tree(router, use_cases)
    _add_explanation(router, use_cases)
    _add_suggestions(router, use_cases)
    _add_labels(router, use_cases)
    _add_events(router, use_cases)
    return router


_SEARCH_PROBLEMS = problem_answers(
    BadRequest, QueryFault, IndexUnavailable, CatalogUnavailable, StoreUnavailable
)


def _add_search(router: APIRouter, use_cases: UseCases) -> None:
    @router.get("/search", summary="Find moments by what can be heard", responses=_SEARCH_PROBLEMS)
    def search(  # noqa: PLR0913 - each is a parameter of the address
        q: QueryText,
        level: LevelParameter = Level.BALANCED,
        min_score: MinScore = 0.0,
        limit: Annotated[int, Query(ge=1, le=100, description="Videos on a page")] = 20,
        moments: Annotated[int, Query(ge=1, le=100, description="Moments of each video")] = 10,
        cursor: Annotated[str | None, Query(description="`next` of the page before")] = None,
        sort: Annotated[
            Order,
            Query(
                description="Best first, as recorded (oldest first), newest upload first, or the"
                " longest moment first"
            ),
        ] = Order.RELEVANCE,
        counts: Annotated[
            Thoroughness,
            Query(description="How long to count: not at all, for a tenth of a second, 1.8 s"),
        ] = Thoroughness.QUICK,
    ) -> SearchAnswer:
        """Best moments, grouped by video. A label is found by its name, by part of it, by other
        words for it, and by the labels above it: `animal` finds a dog. Several words mean all of
        them; AND, OR, NOT, WITH, THEN, NEAR, FOR, COUNT, IN and filters say more.
        """
        request = SearchRequest(
            query=q,
            level=level,
            min_score=min_score,
            limit=limit,
            moments=moments,
            cursor=cursor,
            sort=sort,
            counts=counts,
        )
        return search_answer(request, use_cases.searching.search(request), use_cases.audible.name)


def _add_search_by_tree(router: APIRouter, use_cases: UseCases) -> None:
    @router.post("/search", summary="Find moments by a query as a tree", responses=_SEARCH_PROBLEMS)
    def search_tree(asked: SearchBody) -> SearchAnswer:
        """The same for programs: the query as the tree that `/search/explain` shows."""
        request = SearchRequest(
            tree=asked.tree,
            level=asked.level,
            min_score=asked.min_score,
            limit=asked.limit,
            moments=asked.moments,
            cursor=asked.cursor,
            sort=asked.sort,
            counts=asked.counts,
        )
        return search_answer(request, use_cases.searching.search(request), use_cases.audible.name)


def _add_explanation(router: APIRouter, use_cases: UseCases) -> None:
    @router.get(
        "/search/explain", summary="Show how a query is understood", responses=_SEARCH_PROBLEMS
    )
    def explained(q: QueryText) -> ExplainAnswer:
        """The query written out, its tree, and each word with its labels and why."""
        return ExplainAnswer(**use_cases.searching.explained(q))


def _add_suggestions(router: APIRouter, use_cases: UseCases) -> None:
    @router.get(
        "/search/suggestions",
        summary="Suggest how to go on typing",
        responses=problem_answers(IndexUnavailable, CatalogUnavailable, StoreUnavailable),
    )
    def suggestions(
        q: Annotated[
            str,
            Query(
                max_length=10_000, description="What is typed so far", examples=["siren THEN do"]
            ),
        ] = "",
        limit: Annotated[int, Query(ge=1, le=50, description="Suggestions at most")] = 10,
    ) -> SuggestionsAnswer:
        """Ways to finish what is being typed: sounds by name or synonym, words of the language,
        collections and titles.
        """
        return suggestions_answer(q, use_cases.suggesting.suggest(q, limit))


def _add_labels(router: APIRouter, use_cases: UseCases) -> None:
    @router.get(
        "/labels",
        summary="List what can be heard, and how well",
        responses=problem_answers(IndexUnavailable, StoreUnavailable),
    )
    def labels(
        prefix: Annotated[
            str, Query(max_length=100, description="Beginning of a word of the name")
        ] = "",
        level: LevelParameter = Level.BALANCED,
    ) -> LabelsAnswer:
        """Labels by name, each with its grade, the bundle's figures, and how often it was heard."""
        return labels_answer(int(level), use_cases.labels.told(prefix, level))


def _add_events(router: APIRouter, use_cases: UseCases) -> None:
    @router.get(
        "/videos/{video_id}/events",
        summary="List what was heard in a video",
        responses=problem_answers(
            VideoNotFound, CatalogUnavailable, StoreUnavailable, DamagedObject
        ),
    )
    def events(
        video_id: VideoIdInPath,
        level: LevelParameter = Level.BALANCED,
        min_score: MinScore = 0.0,
        label: Annotated[
            str | None, Query(max_length=64, description="Only this label, by id")
        ] = None,
    ) -> EventsAnswer:
        """Events at a level, by onset. A video that is not ready yet has none."""
        told = use_cases.events.told(
            VideoId(video_id),
            level=level,
            min_score=min_score,
            label_id=LabelId(label) if label is not None else None,
        )
        return events_answer(told, use_cases.audible.name)
