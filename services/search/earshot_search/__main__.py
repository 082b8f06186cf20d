"""Runs search as a process of its own: `python -m earshot_search`."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import argparse
import sys

from earshot.adapters.catalog.resolve import resolve_catalog
from earshot.adapters.index.resolve import resolve_embedding_reader, resolve_index_reader
from earshot.adapters.store.resolve import resolve_store
from earshot.errors import EarshotError
from earshot.http.serving import LOOPBACK, refuse_open_address, serve
from earshot.log import configure_logging
from earshot.settings import Settings, load_settings
from earshot_search.app import checks_of, create_app
from earshot_search.use_cases import use_cases_of

PORT = 8486


def main() -> int:
    """Parse the address, resolve the ports, answer until stopped."""
    parser = argparse.ArgumentParser(prog="earshot_search", description=__doc__)
    parser.add_argument("--host", default=LOOPBACK, help=f"address to listen on ({LOOPBACK})")
    parser.add_argument("--port", type=int, default=PORT, help=f"port to listen on ({PORT})")
    told = parser.parse_args()
    try:
        run(load_settings(), host=told.host, port=told.port)
    except EarshotError as error:
        sys.stderr.write(f"earshot search: {error}\n")
        return 2
    return 0


def run(settings: Settings, *, host: str, port: int) -> None:
    """Serve search with these settings."""
    refuse_open_address(host, settings.token)
    configure_logging(settings.log_level, as_json=settings.log_json)
    index = resolve_index_reader(settings)
    catalog = resolve_catalog(settings)
    store = resolve_store(settings)
    app = create_app(
        use_cases_of(
            index=index,
            embeddings=resolve_embedding_reader(settings),
            catalog=catalog,
            store=store,
        ),
        checks=checks_of(index=index, catalog=catalog, store=store),
        token=settings.token,
    )
    serve(app, host=host, port=port, token=settings.token)


if __name__ == "__main__":
    sys.exit(main())
