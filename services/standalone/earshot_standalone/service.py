"""Gateway, search and the page mounted together: the whole service of one process."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from fastapi import FastAPI

from earshot.adapters.catalog.resolve import resolve_catalog
from earshot.adapters.index.resolve import resolve_index_reader
from earshot.adapters.queue.resolve import resolve_queue
from earshot.adapters.store.resolve import resolve_store
from earshot.http.media_passes import pass_routes
from earshot.http.service import Page, build_service
from earshot.settings import Settings
from earshot.version import VERSION
from earshot_gateway.app import gateway_checks
from earshot_gateway.editing import Editing
from earshot_gateway.ingest import Ingest
from earshot_gateway.routes import gateway_routes
from earshot_search.app import checks_of, routers
from earshot_standalone.embedded_archive import make_use_cases
from earshot_web.page import belongs_to_page, page_routes

DESCRIPTION = "Search your videos by what can be heard in them."


def make_service(settings: Settings) -> FastAPI:
    """The app of `earshot serve`."""
    store, catalog = resolve_store(settings), resolve_catalog(settings)
    queue, index = resolve_queue(settings), resolve_index_reader(settings)
    ingest = Ingest(
        store=store,
        source_files=store,
        catalog=catalog,
        queue=queue,
        max_upload_bytes=settings.max_upload_bytes,
    )
    editing = Editing(store=store, catalog=catalog, queue=queue)
    return build_service(
        title="Earshot",
        description=DESCRIPTION,
        version=VERSION,
        routers=[
            gateway_routes(ingest=ingest, editing=editing, catalog=catalog),
            *routers(make_use_cases(settings)),
            pass_routes(settings.token),
        ],
        checks={
            **gateway_checks(store, catalog),
            **checks_of(index=index, catalog=catalog, store=store),
        },
        token=settings.token,
        page=Page(router=page_routes(), owns=belongs_to_page),
    )
