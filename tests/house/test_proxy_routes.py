"""The proxy sends every address of search to search, and every other one to the gateway."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi import FastAPI

from earshot.adapters.catalog.resolve import resolve_catalog
from earshot.adapters.index.resolve import resolve_embedding_reader, resolve_index_reader
from earshot.adapters.queue.resolve import resolve_queue
from earshot.adapters.store.resolve import resolve_store
from earshot.settings import Settings
from earshot_gateway.app import create_app as create_gateway
from earshot_gateway.editing import Editing
from earshot_gateway.ingest import Ingest
from earshot_search.app import create_app as create_search
from earshot_search.use_cases import use_cases_of
from earshot_web.page import ADDRESSES, POLICY, belongs_to_page
from tests.house.tree import ROOT

ROUTES = ROOT / "deploy" / "proxy" / "routes.conf"
LOCATION = re.compile(
    r"location ~ (\S+) \{\s+proxy_pass http://(\w+);"
    r"(?:[^{}]*limit_except GET \{\s+proxy_pass http://(\w+);)?"
)


def paths_of(app: FastAPI) -> set[tuple[str, str]]:
    """Method and path as they are asked for, with an id in its place."""
    return {
        (method, re.sub(r"\{\w+\}", "01K0G4W1QZ7V7C3M4D2W5T9RBA", path))
        for path, methods in app.openapi()["paths"].items()
        for method in methods
    }


def room_for(asked: tuple[str, str]) -> str:
    method, path = asked
    for pattern, room, for_others in LOCATION.findall(ROUTES.read_text()):
        if re.search(pattern, path):
            return str(for_others if for_others and method != "get" else room)
    return "gateway"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path)


def test_search_gets_what_it_answers(settings: Settings) -> None:
    index, catalog = resolve_index_reader(settings), resolve_catalog(settings)
    use_cases = use_cases_of(
        index=index,
        embeddings=resolve_embedding_reader(settings),
        catalog=catalog,
        store=resolve_store(settings),
    )
    paths = paths_of(create_search(use_cases, checks={}))
    assert len(paths) > 5
    assert {path for path in paths if room_for(path) != "search"} == set()


def test_the_gateway_gets_what_it_answers(settings: Settings) -> None:
    store, catalog = resolve_store(settings), resolve_catalog(settings)
    queue = resolve_queue(settings)
    ingest = Ingest(
        store=store, source_files=store, catalog=catalog, queue=queue, max_upload_bytes=1
    )
    editing = Editing(store=store, catalog=catalog, queue=queue)
    paths = paths_of(create_gateway(ingest=ingest, editing=editing, catalog=catalog, token=None))
    assert len(paths) > 2
    assert {path for path in paths if room_for(path) != "gateway"} == set()


def test_the_proxy_serves_the_page_at_the_same_addresses_under_the_same_policy() -> None:
    routes = ROUTES.read_text()
    assert f'Content-Security-Policy "{POLICY}"' in routes
    [document, files] = re.findall(r"location ~ (\S+) \{\s+root \$earshot_page;", routes)
    for address in ADDRESSES:
        path = address.format(video_id="01K0G4W1QZ7V7C3M4D2W5T9RBA")
        assert re.search(document, path), path
        assert belongs_to_page(path)
    for path in ("/assets/index-1a2b.js", "/icon.svg"):
        assert re.search(files, path)
        assert belongs_to_page(path)
    for path in ("/docs", "/openapi.json", "/api/v1/videos", "/videos/1/source", "/assets/a/b.js"):
        assert not re.search(document, path)
        assert not re.search(files, path)
