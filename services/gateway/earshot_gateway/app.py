"""The gateway as an app: its routes with all that services share."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Mapping

from fastapi import FastAPI
from pydantic import SecretStr

from earshot.domain.ids import ObjectKey
from earshot.errors import ObjectNotFound
from earshot.http.health import Check
from earshot.http.media_passes import pass_routes
from earshot.http.service import build_service
from earshot.ports.catalog import Catalog, VideoFilter
from earshot.ports.object_store import ObjectStore
from earshot.version import VERSION
from earshot_gateway.editing import Editing
from earshot_gateway.ingest import Ingest
from earshot_gateway.routes import gateway_routes

DESCRIPTION = "The write side of Earshot: upload videos, see how they stand, edit and remove them."


def create_app(
    *, ingest: Ingest, editing: Editing, catalog: Catalog, token: SecretStr | None
) -> FastAPI:
    """Build the app; nothing is opened before the first request."""
    return build_service(
        title="Earshot gateway",
        description=DESCRIPTION,
        version=VERSION,
        routers=[
            gateway_routes(ingest=ingest, editing=editing, catalog=catalog),
            pass_routes(token),
        ],
        checks=gateway_checks(ingest.store, catalog),
        token=token,
    )


def gateway_checks(store: ObjectStore, catalog: Catalog) -> Mapping[str, Check]:
    """What the gateway cannot work without."""

    def check_store() -> None:
        try:
            store.stat(ObjectKey("videos/none/source"))
        except ObjectNotFound:
            return

    def check_catalog() -> None:
        catalog.page(VideoFilter(), None, 1)

    return {"store": check_store, "catalog": check_catalog}
