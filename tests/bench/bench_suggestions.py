"""Suggestions over HTTP while somebody types: 20,000 titles, 200 collections, all labels."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from fastapi.testclient import TestClient

from earshot.adapters.catalog.resolve import resolve_catalog
from earshot.adapters.index.resolve import (
    resolve_embedding_reader,
    resolve_index_reader,
    resolve_index_writer,
)
from earshot.adapters.store.resolve import resolve_store
from earshot.labels.ontology import audioset
from earshot.ports.index import IndexReader, IndexWriter
from earshot.settings import Settings
from earshot.tagging.bundle import read_manifest
from earshot_search.app import create_app
from earshot_search.use_cases import use_cases_of
from earshot_worker.index import document_of
from tests.bench.made_up import made_up_labels, made_up_videos
from tests.bench.timing import p50, p99, table, times
from tests.kit.elastic_index import elastic_index
from tests.kit.manifests import manifest_of

VIDEOS = int(os.environ.get("EARSHOT_BENCH_VIDEOS", "20000"))
ROUNDS = 20
TARGET_MS = 20.0
WORDS = ("garden", "dog", "holiday", "street", "concert", "kitchen", "first", "morning", "rain")
TYPED = (
    *("d", "do", "dog", "dog ", "dog TH", "dog THEN s", "dog THEN siren WITHIN 10s gla"),
    *("gar", "garden mor", "r", "recording 1", "xyz", "coll", "collection:a", "title:kit", "s"),
)


def run() -> Iterator[str]:
    """Keystrokes in SQLite, and in Elasticsearch where `EARSHOT_TEST_ES_URL` names one."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        settings = Settings(data_dir=Path(folder))
        writers: dict[str, tuple[IndexWriter, IndexReader]] = {
            "SQLite": (resolve_index_writer(settings), resolve_index_reader(settings))
        }
        if os.environ.get("EARSHOT_TEST_ES_URL"):
            served = stack.enter_context(elastic_index("false"))
            writers["Elasticsearch"] = (served.writer, served.reader)
        fill(settings, [writer for writer, _ in writers.values()])
        if "Elasticsearch" in writers:
            served.client.indices.refresh(index=f"{served.prefix}-*")
        rows = [(name, *_measured(settings, reader)) for name, (_, reader) in writers.items()]
        yield f"{VIDEOS} videos, {len(TYPED) * ROUNDS} requests each, one after the other"
        yield ""
        head = (
            "index",
            "HTTP p50 ms",
            "HTTP p99 ms",
            "alone p99 ms",
            "alone CPU p99",
            "p99 at most",
        )
        yield from table(head, [(*row, TARGET_MS) for row in rows])


def fill(settings: Settings, writers: list[IndexWriter]) -> None:
    """Titles and collections; nothing was heard."""
    catalog = resolve_catalog(settings)
    for at, made in enumerate(made_up_videos(VIDEOS, VIDEOS, made_up_labels(5))):
        words = (WORDS[at % 9], WORDS[at // 9 % 9], str(at))
        video = replace(made.video, title=" ".join(words), collection=f"archive {at % 200}")
        catalog.create(video)
        for writer in writers:
            writer.replace(document_of(video), [])


def _measured(settings: Settings, reader: IndexReader) -> tuple[float, ...]:
    names = audioset().names
    use_cases = use_cases_of(
        index=reader,
        embeddings=resolve_embedding_reader(settings),
        catalog=resolve_catalog(settings),
        store=resolve_store(settings),
        shipped=read_manifest(manifest_of(dict(names))),
    )

    with TestClient(create_app(use_cases, checks={})) as client:

        def ask(typed: str) -> None:
            answer = client.get("/api/v1/search/suggestions", params={"q": typed})
            assert answer.status_code == 200, answer.text

        times(TYPED, ask)
        took = times(TYPED * ROUNDS, ask)
    # A busy machine hides what the service itself takes.
    alone = times(TYPED * ROUNDS, use_cases.suggesting.suggest)
    return p50(took.wall_ms), p99(took.wall_ms), p99(alone.wall_ms), p99(alone.cpu_ms)
