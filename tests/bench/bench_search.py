"""Searching lanes of 200,000 events in 4,000 videos: SQLite, from the typed words to moments."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import sqlite3
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from earshot.adapters.catalog.resolve import resolve_catalog
from earshot.adapters.index.memory_embeddings import MemoryEmbeddings
from earshot.adapters.index.resolve import resolve_index_reader, resolve_index_writer
from earshot.adapters.store.resolve import resolve_store
from earshot.domain.ids import LabelId
from earshot.labels.ontology import audioset
from earshot.settings import Settings
from earshot.tagging.bundle import read_manifest
from earshot_search.searching import SearchRequest
from earshot_search.use_cases import use_cases_of
from earshot_worker.index import document_of, lanes_of
from tests.bench.made_up import made_up_labels, made_up_videos
from tests.bench.timing import p50, p99, table, times
from tests.kit.manifests import manifest_of

EVENTS, VIDEOS, LABELS, QUERIES = 200_000, 4_000, 120, 300
TARGET_MS = 20.0


def run() -> Iterator[str]:
    """Fill an archive in a temporary folder, then ask."""
    labels = made_up_labels(LABELS)
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder))
        took_s = fill(settings, labels)
        size_mb = (Path(folder) / "index.sqlite").stat().st_size / 1e6
        yield f"{EVENTS} events in {VIDEOS} videos, {LABELS} labels with their ancestors: "
        yield f"indexed in {took_s:.1f} s ({EVENTS / took_s:.0f} events/s), {size_mb:.0f} MB."
        yield ""
        yield from table(
            (
                "query",
                "p50 ms",
                "p99 ms",
                "CPU p50",
                "CPU p99",
                "raw p50",
                "raw p99",
                "p99 at most",
            ),
            _rows(settings, labels),
        )


def fill(settings: Settings, labels: Sequence[LabelId]) -> float:
    """Write catalog and index; seconds that the index took."""
    catalog, index = resolve_catalog(settings), resolve_index_writer(settings)
    took_s = 0.0
    for made in made_up_videos(VIDEOS, EVENTS, labels):
        catalog.create(made.video)
        lanes = lanes_of(made.video.video_id, made.events, audioset())
        started_s = time.perf_counter()
        index.replace(document_of(made.video), lanes)
        took_s += time.perf_counter() - started_s
    return took_s


def _rows(settings: Settings, labels: Sequence[LabelId]) -> Iterator[tuple[object, ...]]:
    names = audioset().names
    use_cases = use_cases_of(
        index=resolve_index_reader(settings),
        embeddings=MemoryEmbeddings(),
        catalog=resolve_catalog(settings),
        store=resolve_store(settings),
        shipped=read_manifest(manifest_of({one: names[one] for one in labels})),
    )
    raw = sqlite3.connect(settings.data_dir / "index.sqlite")

    def ask(words: Sequence[LabelId]) -> None:
        query = " ".join(f'"{names[word]}"' for word in words)
        use_cases.searching.search(SearchRequest(query=query))

    for kind, asked in _queries(labels).items():
        times(asked[:20], ask)
        ours = times(asked, ask)
        theirs = times(asked, lambda words: _raw(raw, words))
        yield (
            kind,
            *(p50(ours.wall_ms), p99(ours.wall_ms), p50(ours.cpu_ms), p99(ours.cpu_ms)),
            *(p50(theirs.wall_ms), p99(theirs.wall_ms)),
            TARGET_MS,
        )
    raw.close()


def _queries(labels: Sequence[LabelId]) -> dict[str, list[tuple[LabelId, ...]]]:
    random = np.random.default_rng(3)
    ontology = audioset()
    above = sorted({up for one in labels for up in ontology.ancestors(one)} - set(labels))
    return {
        "one label": [(labels[int(at)],) for at in random.integers(0, LABELS, QUERIES)],
        "one ancestor": [(above[int(at)],) for at in random.integers(0, len(above), QUERIES)],
        "two labels": [
            (labels[int(one)], labels[int(other)])
            for one, other in random.integers(0, LABELS, (QUERIES, 2))
        ],
        "two most frequent labels": [(labels[0], labels[1])] * QUERIES,
    }


def _raw(connection: sqlite3.Connection, words: Sequence[LabelId]) -> None:
    """What the engine needs for the same answer: the best videos' lanes, as bytes."""
    numbers = [
        connection.execute("SELECT number FROM labels WHERE label_id = ?", (word,)).fetchone()[0]
        for word in words
    ]
    joins = "".join(
        f" JOIN lanes AS l{at} ON l{at}.video_id = l0.video_id AND l{at}.label = {number}"
        f" AND l{at}.best_4 >= 0"
        for at, number in enumerate(numbers)
        if at
    )
    product = " * ".join(f"l{at}.best_4" for at in range(len(numbers)))
    videos = connection.execute(
        f"SELECT l0.video_id, {product} AS relevance FROM lanes AS l0{joins}"  # noqa: S608 - numbers
        f" WHERE l0.label = {numbers[0]} AND l0.best_4 >= 0"
        " ORDER BY relevance DESC, l0.video_id DESC LIMIT 20"
    ).fetchall()
    for number in numbers:
        marks = ", ".join("?" * len(videos))
        connection.execute(
            f"SELECT events FROM lanes WHERE label = {number} AND video_id IN ({marks})",  # noqa: S608 - a number and question marks
            [video_id for video_id, _ in videos],
        ).fetchall()
