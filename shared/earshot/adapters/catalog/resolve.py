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
    scheme = urlsplit(settings.catalog_url).scheme
    raise SettingsError(
        f"EARSHOT_CATALOG_URL must be sqlite:/folder/file or http(s)://..., not {scheme}:"
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
