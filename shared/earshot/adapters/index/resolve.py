"""Which index: the one that the address in the settings names."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

from earshot.errors import SettingsError
from earshot.ports.index import IndexReader, IndexWriter
from earshot.settings import Settings


def resolve_index_writer(settings: Settings, *, start_over: bool = False) -> IndexWriter:
    """The index to write to, made where it is not there yet.

    With `start_over` it is emptied first; a damaged one is thrown away.
    """
    from earshot.adapters.index.sqlite_writer import SqliteIndexWriter

    writer = SqliteIndexWriter(_sqlite_path(settings))
    if start_over:
        writer.start_over()
    else:
        writer.prepare()
    return writer


def resolve_index_reader(settings: Settings) -> IndexReader:
    """The index to read from; whether it is there shows at the first question."""
    from earshot.adapters.index.sqlite_reader import SqliteIndexReader

    return SqliteIndexReader(_sqlite_path(settings))


def _sqlite_path(settings: Settings) -> Path:
    url = settings.index_url
    if not url:
        return settings.data_dir / "index.sqlite"
    parts = urlsplit(url)
    if parts.scheme != "sqlite":
        raise SettingsError(
            f"EARSHOT_INDEX_URL must start with sqlite: or http(s)://, not {parts.scheme}:"
        )
    if not parts.path or parts.netloc:
        raise SettingsError("EARSHOT_INDEX_URL must name a file, such as sqlite:/data/index.sqlite")
    return Path(unquote(parts.path))
