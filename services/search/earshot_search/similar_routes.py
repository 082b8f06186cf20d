"""The address that finds the same sound."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from fastapi import APIRouter

from earshot.errors import (
    BadRequest,
    Busy,
    CatalogUnavailable,
    DamagedObject,
    IndexUnavailable,
    MediaError,
    QueryNotFound,
    QueryWaits,
    StoreUnavailable,
    VideoNotFound,
)
from earshot.http.service import problem_answers
from earshot_search.similar import Similar
from earshot_search.similar_answers import SimilarAnswer, SimilarBody, similar_answer

_PROBLEMS = problem_answers(
    BadRequest,
    VideoNotFound,
    QueryNotFound,
    Busy,
    QueryWaits,
    MediaError,
    DamagedObject,
    IndexUnavailable,
    CatalogUnavailable,
    StoreUnavailable,
)


def similar_routes(similar: Similar) -> APIRouter:
    """Search by sound instead of by words."""
    router = APIRouter(tags=["search"])

    @router.post(
        "/search/similar", summary="Find moments that sound like this one", responses=_PROBLEMS
    )
    def alike(asked: SimilarBody) -> SimilarAnswer:
        """By a moment of an archived video (`video_id`, `onset_s`, `offset_s`), or by an uploaded
        clip (`query_id`, see `POST /queries`). Seconds are compared by their stored embeddings;
        neighbouring ones are one moment. The asked moment is left out, and a film that is in the
        archive twice is told once, with its other copies beside it.
        """
        return similar_answer(similar.find(asked.request()))

    return router
