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
    if scheme == "s3":
        return _s3_store(settings)
    raise SettingsError(
        f"EARSHOT_STORE_URL must be file:/folder or s3://bucket?endpoint=..., not {scheme}:"
    )


def _s3_store(settings: Settings) -> Store:
    try:
        from earshot.adapters.store.s3 import S3ObjectStore
        from earshot.adapters.store.s3_address import parse_s3_address
        from earshot.adapters.store.s3_client import connect
        from earshot.adapters.store.scratch import Scratch
    except ImportError as error:
        raise SettingsError(
            "EARSHOT_STORE_URL s3: needs the extra: pip install earshot[distributed]"
        ) from error

    address = parse_s3_address(settings.store_url)
    keys = (address.region, settings.store_access_key, settings.store_secret_key)
    folder = settings.scratch_dir or settings.data_dir / "scratch"
    public = address.public_endpoint
    return S3ObjectStore(
        connect(address.endpoint, *keys),
        address.bucket,
        Scratch(folder, settings.scratch_bytes),
        public=connect(public, *keys) if public else None,
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
