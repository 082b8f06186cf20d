"""Runs the gateway: `python -m earshot_gateway [--host H] [--port P]`."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import argparse
import sys

from earshot.adapters.catalog.resolve import resolve_catalog
from earshot.adapters.queue.resolve import resolve_queue
from earshot.adapters.store.resolve import resolve_store
from earshot.errors import EarshotError
from earshot.http.serving import DEFAULT_PORT, LOOPBACK, refuse_open_address, serve
from earshot.log import configure_logging
from earshot.settings import Settings, load_settings
from earshot_gateway.app import create_app
from earshot_gateway.editing import Editing
from earshot_gateway.ingest import Ingest


def main() -> None:
    """Serve until told to stop; one line and exit 2 when the settings do not fit."""
    parser = argparse.ArgumentParser(prog="earshot_gateway", description=__doc__)
    parser.add_argument("--host", default=LOOPBACK)
    parser.add_argument("--port", type=int, default=DEFAULT_PORT)
    chosen = parser.parse_args()
    try:
        settings = load_settings()
        refuse_open_address(chosen.host, settings.token)
        configure_logging(settings.log_level, as_json=settings.log_json)
        _serve(settings, chosen.host, chosen.port)
    except EarshotError as error:
        sys.stderr.write(f"earshot_gateway: {error}\n")
        sys.exit(2)


def _serve(settings: Settings, host: str, port: int) -> None:
    store, catalog = resolve_store(settings), resolve_catalog(settings)
    queue = resolve_queue(settings)
    ingest = Ingest(
        store=store,
        source_files=store,
        catalog=catalog,
        queue=queue,
        max_upload_bytes=settings.max_upload_bytes,
    )
    editing = Editing(store=store, catalog=catalog, queue=queue)
    app = create_app(ingest=ingest, editing=editing, catalog=catalog, token=settings.token)
    serve(app, host=host, port=port, token=settings.token)


if __name__ == "__main__":
    main()
