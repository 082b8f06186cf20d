"""Which catalog the settings mean."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

from earshot.errors import SettingsError
from earshot.ports.catalog import Catalog
from earshot.settings import Settings


def resolve_catalog(settings: Settings) -> Catalog:
    """The catalog behind ``EARSHOT_CATALOG_URL``; `SettingsError` when we know none such."""
    path = catalog_file(settings)
    if path is not None:
        from earshot.adapters.catalog.database import CatalogDatabase
        from earshot.adapters.catalog.sqlite import SqliteCatalog

        return SqliteCatalog(CatalogDatabase(path))
    if urlsplit(settings.catalog_url).scheme in {"http", "https"}:
        return _elastic_catalog(settings)
    raise SettingsError("EARSHOT_CATALOG_URL must be sqlite:/folder/file or http(s)://host:port")


def _elastic_catalog(settings: Settings) -> Catalog:
    try:
        from earshot.adapters.catalog.elastic import ElasticCatalog, catalog_kind
        from earshot.adapters.catalog.elastic_address import connect, parse_elastic_address
        from earshot.adapters.catalog.elastic_documents import ElasticDocuments
    except ImportError as error:
        raise SettingsError(
            "EARSHOT_CATALOG_URL http: needs the extra: pip install earshot[distributed]"
        ) from error
    from earshot.errors import CatalogUnavailable

    address = parse_elastic_address(settings.catalog_url, "EARSHOT_CATALOG_URL")
    client = connect(address, settings.elastic_api_key)
    return ElasticCatalog(
        ElasticDocuments(client, catalog_kind(address.prefix), CatalogUnavailable)
    )


def catalog_file(settings: Settings) -> Path | None:
    """The SQLite file of the catalog; None when it lives on a server."""
    if not settings.catalog_url:
        return settings.data_dir / "catalog.sqlite"
    url = urlsplit(settings.catalog_url)
    if url.scheme != "sqlite":
        return None
    path = Path(unquote(url.path))
    if url.netloc or url.query or not path.is_absolute():
        raise SettingsError(
            "EARSHOT_CATALOG_URL must name an absolute file: sqlite:/srv/catalog.sqlite"
        )
    return path
