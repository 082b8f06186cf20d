"""Builds the search app: its routes with health, documentation and problems around them."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from fastapi import APIRouter, FastAPI
from pydantic import SecretStr

from earshot.domain.ids import VideoId
from earshot.errors import VideoNotFound
from earshot.http.health import Check
from earshot.http.service import build_service
from earshot.ports.catalog import Catalog
from earshot.ports.index import IndexReader
from earshot.ports.object_store import ObjectStore
from earshot.version import VERSION
from earshot_search.archive_routes import archive_routes
from earshot_search.caption_routes import caption_routes
from earshot_search.made_routes import made_routes
from earshot_search.marker_routes import marker_routes
from earshot_search.playback import playback_routes
from earshot_search.routes import heard_routes
from earshot_search.similar_routes import similar_routes
from earshot_search.trace_routes import trace_routes
from earshot_search.use_cases import UseCases

TITLE = "Earshot search"
DESCRIPTION = "Everything that reads what was heard: search, labels, events, captions, playback."


def routers(use_cases: UseCases) -> list[APIRouter]:
    """All routes below the API's prefix; standalone mounts them beside the gateway's."""
    return [
        heard_routes(use_cases),
        similar_routes(use_cases.similar),
        archive_routes(use_cases),
        caption_routes(use_cases.captions),
        playback_routes(use_cases.sources),
        made_routes(use_cases.made),
        trace_routes(use_cases.traces),
        marker_routes(use_cases.markers),
    ]


def checks_of(*, index: IndexReader, catalog: Catalog, store: ObjectStore) -> dict[str, Check]:
    """What search needs in order to answer."""

    def check_index() -> None:
        index.counts()

    def check_catalog() -> None:
        try:
            catalog.get(VideoId("readiness"))
        except VideoNotFound:
            return

    def check_store() -> None:
        next(store.list("readiness/"), None)

    return {"index": check_index, "catalog": check_catalog, "store": check_store}


def create_app(
    use_cases: UseCases, *, checks: dict[str, Check], token: SecretStr | None = None
) -> FastAPI:
    """The app of this room alone."""
    return build_service(
        title=TITLE,
        description=DESCRIPTION,
        version=VERSION,
        routers=routers(use_cases),
        checks=checks,
        token=token,
    )
