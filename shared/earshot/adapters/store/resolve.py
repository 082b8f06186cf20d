"""Which store the settings mean."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

from earshot.errors import SettingsError
from earshot.ports.object_store import Store
from earshot.settings import Settings


def resolve_store(settings: Settings) -> Store:
    """The store behind ``EARSHOT_STORE_URL``; `SettingsError` when it names none that we know."""
    scheme = urlsplit(settings.store_url).scheme
    if not settings.store_url or scheme == "file":
        from earshot.adapters.store.file import FileObjectStore

        return FileObjectStore(_folder(settings))
    raise SettingsError(
        f"EARSHOT_STORE_URL must be file:/folder or s3://bucket?endpoint=..., not {scheme}:"
    )


def _folder(settings: Settings) -> Path:
    if not settings.store_url:
        return settings.data_dir / "store"
    url = urlsplit(settings.store_url)
    path = Path(unquote(url.path))
    if url.netloc or url.query or not path.is_absolute():
        raise SettingsError(
            "EARSHOT_STORE_URL must name an absolute folder, such as file:/srv/earshot"
        )
    return path
