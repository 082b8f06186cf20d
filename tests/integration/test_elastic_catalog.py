"""What only catalog and ledger in Elasticsearch do: missing, blocked, newer and absent servers."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from earshot.adapters.catalog.elastic import ElasticCatalog, catalog_kind
from earshot.adapters.catalog.elastic_documents import ElasticDocuments
from earshot.adapters.catalog.resolve import resolve_catalog
from earshot.adapters.queue.elastic_ledger import ElasticLedger
from earshot.adapters.queue.resolve import resolve_ledger, resolve_queue
from earshot.domain.ids import VideoId
from earshot.domain.jobs import Job, Step
from earshot.errors import CatalogUnavailable, NewerFormat, QueueUnavailable, SettingsError
from earshot.ports.catalog import VideoFilter
from earshot.settings import load_settings
from tests.kit.elastic import elastic_documents

V = VideoId("v")


@pytest.fixture
def documents() -> Iterator[ElasticDocuments]:
    with elastic_documents(catalog_kind, CatalogUnavailable) as made:
        yield made


@pytest.mark.stack
def test_several_clients_make_the_index_at_once(documents: ElasticDocuments) -> None:
    clients = [
        ElasticDocuments(documents._reader, documents._kind, CatalogUnavailable) for _ in range(4)
    ]
    with ThreadPoolExecutor(4) as pool:
        pages = pool.map(lambda d: ElasticCatalog(d).page(VideoFilter(), None, 1), clients)
    assert list(pages) == [[]] * 4


@pytest.mark.stack
def test_an_index_that_vanished_is_not_made_by_a_write(documents: ElasticDocuments) -> None:
    catalog = ElasticCatalog(documents)
    assert catalog.page(VideoFilter(), None, 1) == []
    name = f"{documents._kind.alias}-1"
    documents._reader.indices.delete(index=name)
    with pytest.raises(CatalogUnavailable, match="rebuild"):
        catalog.get(V)
    documents._reader.indices.delete(index=name, ignore_unavailable=True)
    documents._prepared = True
    with pytest.raises(CatalogUnavailable, match="rebuild"):
        documents.create("v", {"video_id": "v"}, listed=False)
    assert not documents._reader.indices.exists(index=documents._kind.alias)
    assert catalog.page(VideoFilter(), None, 1) == []


@pytest.mark.stack
def test_a_full_disk_is_said_to_be_full(documents: ElasticDocuments) -> None:
    ElasticCatalog(documents).forget(V)
    block = {"index.blocks.read_only_allow_delete": True}
    documents._reader.indices.put_settings(index=documents._kind.alias, settings=block)
    with pytest.raises(CatalogUnavailable, match="free disk space"):
        documents.create("v", {"video_id": "v"}, listed=False)
    freed = {"index.blocks.read_only_allow_delete": None}
    documents._reader.indices.put_settings(index=documents._kind.alias, settings=freed)
    assert documents.create("v", {"video_id": "v"}, listed=False) is not None


@pytest.mark.stack
def test_a_newer_format_is_refused(documents: ElasticDocuments) -> None:
    ElasticCatalog(documents).forget(V)
    documents._reader.indices.put_mapping(index=documents._kind.alias, meta={"schema": 99})
    later = ElasticDocuments(documents._reader, documents._kind, CatalogUnavailable)
    with pytest.raises(NewerFormat, match="format 99"):
        ElasticCatalog(later).get(V)


@pytest.mark.stack
def test_mappings_are_strict(documents: ElasticDocuments) -> None:
    with pytest.raises(CatalogUnavailable, match="strict_dynamic_mapping"):
        documents.create("v", {"unheard_of": 1}, listed=False)


def test_a_server_that_is_away_is_unavailable(tmp_path: Path) -> None:
    settings = load_settings(data_dir=tmp_path, catalog_url="http://127.0.0.1:9")
    with pytest.raises(CatalogUnavailable, match="check EARSHOT_CATALOG_URL"):
        resolve_catalog(settings).get(V)
    ledger = resolve_ledger(settings)
    assert isinstance(ledger, ElasticLedger)
    with pytest.raises(QueueUnavailable, match="did not answer"):
        ledger.acquire(Job(step=Step.LISTEN, video_id=V), "me", 60)


def test_addresses_that_do_not_fit(tmp_path: Path) -> None:
    for url in ("http://", "http://h?prefix=A", "http://h?index=x", "http://u:p@h", "ftp://h"):
        with pytest.raises(SettingsError, match="EARSHOT_CATALOG_URL"):
            resolve_catalog(load_settings(data_dir=tmp_path, catalog_url=url))
    with pytest.raises(SettingsError, match="needs the catalog in SQLite"):
        resolve_queue(load_settings(data_dir=tmp_path, catalog_url="http://h"))


@pytest.mark.stack
def test_the_resolved_catalog_works(tmp_path: Path) -> None:
    url = f"{os.environ['EARSHOT_TEST_ES_URL']}?prefix=test-resolved"
    settings = load_settings(data_dir=tmp_path, catalog_url=url)
    assert resolve_catalog(settings).page(VideoFilter(), None, 1) == []
    assert list(resolve_ledger(settings).unfinished()) == []
