"""Which index: the one that the address in the settings names."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

from earshot.errors import SettingsError
from earshot.ports.embeddings import EmbeddingReader, EmbeddingRebuild, EmbeddingWriter
from earshot.ports.index import IndexReader, IndexRebuild, IndexWriter
from earshot.settings import Settings

_EXTRA = "EARSHOT_INDEX_URL http: needs the extra: pip install earshot[distributed]"


def resolve_index_writer(settings: Settings, *, start_over: bool = False) -> IndexWriter:
    """The index to write to, made where it is not there yet.

    With `start_over` an embedded index is emptied first; a damaged one is thrown away. One on a
    server stays: whoever rebuilds it replaces entry by entry.
    """
    if _is_elastic(settings):
        return _elastic_writer(settings)
    from earshot.adapters.index.sqlite_writer import SqliteIndexWriter

    writer = SqliteIndexWriter(_sqlite_path(settings))
    if start_over:
        writer.start_over()
    else:
        writer.prepare()
    return writer


def resolve_index_reader(settings: Settings) -> IndexReader:
    """The index to read from; whether it is there shows at the first question."""
    if _is_elastic(settings):
        return _elastic_reader(settings)
    from earshot.adapters.index.sqlite_reader import SqliteIndexReader

    return SqliteIndexReader(_sqlite_path(settings))


def resolve_embedding_writer(settings: Settings, *, start_over: bool = False) -> EmbeddingWriter:
    """The embeddings to write to: they lie with the index, in a file of their own beside it."""
    if _is_elastic(settings):
        return _elastic_embedding_writer(settings)
    from earshot.adapters.index.sqlite_embeddings import SqliteEmbeddingWriter, embeddings_file

    writer = SqliteEmbeddingWriter(embeddings_file(_sqlite_path(settings)))
    if start_over:
        writer.start_over()
    else:
        writer.prepare()
    return writer


def resolve_embedding_reader(settings: Settings) -> EmbeddingReader:
    """The embeddings to read from; whether they are there shows at the first question."""
    if _is_elastic(settings):
        return _elastic_embedding_reader(settings)
    from earshot.adapters.index.sqlite_embeddings import SqliteEmbeddingReader, embeddings_file

    return SqliteEmbeddingReader(embeddings_file(_sqlite_path(settings)))


def resolve_index_rebuild(settings: Settings) -> IndexRebuild | None:
    """A new index beside the old one; None for an embedded one, which is filled in its place."""
    if not _is_elastic(settings):
        return None
    try:
        from earshot.adapters.catalog.elastic_address import connect, parse_elastic_address
        from earshot.adapters.index.elastic_rebuild import ElasticIndexRebuild
    except ImportError as error:
        raise SettingsError(_EXTRA) from error
    address = parse_elastic_address(settings.index_url, "EARSHOT_INDEX_URL")
    return ElasticIndexRebuild(connect(address, settings.elastic_api_key), address.prefix)


def resolve_embedding_rebuild(settings: Settings) -> EmbeddingRebuild | None:
    """New embeddings beside the old ones; None for embedded ones, which are filled in place."""
    if not _is_elastic(settings):
        return None
    try:
        from earshot.adapters.catalog.elastic_address import connect, parse_elastic_address
        from earshot.adapters.index.elastic_rebuild import ElasticEmbeddingRebuild
    except ImportError as error:
        raise SettingsError(_EXTRA) from error
    address = parse_elastic_address(settings.index_url, "EARSHOT_INDEX_URL")
    return ElasticEmbeddingRebuild(connect(address, settings.elastic_api_key), address.prefix)


def _is_elastic(settings: Settings) -> bool:
    return urlsplit(settings.index_url).scheme in {"http", "https"}


def _elastic_writer(settings: Settings) -> IndexWriter:
    try:
        from earshot.adapters.catalog.elastic_address import connect, parse_elastic_address
        from earshot.adapters.index.elastic_writer import ElasticIndexWriter
    except ImportError as error:
        raise SettingsError(_EXTRA) from error
    address = parse_elastic_address(settings.index_url, "EARSHOT_INDEX_URL")
    return ElasticIndexWriter(connect(address, settings.elastic_api_key), address.prefix)


def _elastic_reader(settings: Settings) -> IndexReader:
    try:
        from earshot.adapters.catalog.elastic_address import connect, parse_elastic_address
        from earshot.adapters.index.elastic_reader import ElasticIndexReader
    except ImportError as error:
        raise SettingsError(_EXTRA) from error
    address = parse_elastic_address(settings.index_url, "EARSHOT_INDEX_URL")
    return ElasticIndexReader(connect(address, settings.elastic_api_key), address.prefix)


def _elastic_embedding_writer(settings: Settings) -> EmbeddingWriter:
    try:
        from earshot.adapters.catalog.elastic_address import connect, parse_elastic_address
        from earshot.adapters.index.elastic_embedding_writer import ElasticEmbeddingWriter
    except ImportError as error:
        raise SettingsError(_EXTRA) from error
    address = parse_elastic_address(settings.index_url, "EARSHOT_INDEX_URL")
    return ElasticEmbeddingWriter(connect(address, settings.elastic_api_key), address.prefix)


def _elastic_embedding_reader(settings: Settings) -> EmbeddingReader:
    try:
        from earshot.adapters.catalog.elastic_address import connect, parse_elastic_address
        from earshot.adapters.index.elastic_embedding_reader import ElasticEmbeddingReader
    except ImportError as error:
        raise SettingsError(_EXTRA) from error
    address = parse_elastic_address(settings.index_url, "EARSHOT_INDEX_URL")
    return ElasticEmbeddingReader(connect(address, settings.elastic_api_key), address.prefix)


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
