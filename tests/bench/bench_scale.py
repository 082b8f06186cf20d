"""A million events in 20,000 made-up videos, in SQLite and in a real Elasticsearch.

`EARSHOT_BENCH_VIDEOS` makes it smaller; 50 events a video stay. Elasticsearch takes part when
`EARSHOT_TEST_ES_URL` names one (`make stack` starts one).
"""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, cast

import numpy as np

from earshot.adapters.catalog.resolve import resolve_catalog
from earshot.adapters.index.elastic_reader import ElasticIndexReader
from earshot.adapters.index.memory_embeddings import MemoryEmbeddings
from earshot.adapters.index.sqlite_reader import SqliteIndexReader
from earshot.adapters.index.sqlite_writer import SqliteIndexWriter
from earshot.adapters.store.resolve import resolve_store
from earshot.domain.ids import LabelId
from earshot.domain.levels import Level
from earshot.labels.ontology import audioset
from earshot.ports.index import IndexReader, IndexWriter
from earshot.settings import Settings
from earshot.tagging.bundle import read_manifest
from earshot_search.searching import SearchRequest
from earshot_search.use_cases import UseCases, use_cases_of
from earshot_worker.index import document_of, lanes_of
from tests.bench.made_up import MadeUpVideo, made_up_labels, made_up_videos
from tests.bench.measured_index import Stopwatch, Timed, Took
from tests.bench.timing import p50, p99, table
from tests.kit.elastic_index import elastic_index
from tests.kit.manifests import manifest_of

VIDEOS = int(os.environ.get("EARSHOT_BENCH_VIDEOS", "20000"))
EVENTS, LABELS, QUERIES = 50 * VIDEOS, 120, int(os.environ.get("EARSHOT_BENCH_QUERIES", "100"))
WRITERS = 4
HEAD = ("query", "p50 ms", "p99 ms", "index p50", "index p99", "engine p50", "engine p99")


def run() -> Iterator[str]:
    """SQLite first, then Elasticsearch where there is one."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder))
        catalog = resolve_catalog(settings)
        hours = 0.0
        for made in made_up_videos(VIDEOS, EVENTS, made_up_labels(LABELS)):
            catalog.create(made.video)
            hours += made.video.heard.duration_s / 3600 if made.video.heard else 0.0
        yield f"{EVENTS} events in {VIDEOS} videos of {hours:.0f} hours, {LABELS} labels"
        yield from _sqlite(settings, hours)
        if os.environ.get("EARSHOT_TEST_ES_URL"):
            yield from _elastic(settings, hours)


def _sqlite(settings: Settings, hours: float) -> Iterator[str]:
    file = settings.data_dir / "index.sqlite"
    writer = SqliteIndexWriter(file)
    took_s = _fill(writer, 1)
    writer.close()
    reader, watch = SqliteIndexReader(file), Stopwatch()
    yield from ("", "### SQLite", "")
    yield _rate(took_s, file.stat().st_size, hours)
    yield ""
    yield from table(HEAD, _rows(settings, reader, watch, None))


def _elastic(settings: Settings, hours: float) -> Iterator[str]:
    with elastic_index("false") as served:
        took_s = _fill(served.writer, WRITERS)
        served.client.indices.refresh(index=f"{served.prefix}-*")
        stats = served.client.indices.stats(index=f"{served.prefix}-*", metric="store")
        yield from ("", f"### Elasticsearch ({WRITERS} writers)", "")
        yield _rate(took_s, stats["_all"]["primaries"]["store"]["size_in_bytes"], hours)
        yield ""
        engine = Stopwatch()
        reader = ElasticIndexReader(cast("Any", Took(served.client, engine)), served.prefix)
        yield from table(HEAD, _rows(settings, reader, Stopwatch(), engine))


def _rate(took_s: float, size_bytes: int, hours: float) -> str:
    return (
        f"Indexed in {took_s:.0f} s: {EVENTS / took_s:.0f} events/s, "
        f"{VIDEOS / took_s:.0f} videos/s; "
        f"{size_bytes / 1e6:.0f} MB, {size_bytes / hours:.0f} bytes per hour of video."
    )


def _fill(writer: IndexWriter, writers: int) -> float:
    ontology = audioset()

    def put(made: MadeUpVideo) -> None:
        lanes = lanes_of(made.video.video_id, made.events, ontology)
        writer.replace(document_of(made.video), lanes)

    started_s = time.perf_counter()
    videos = made_up_videos(VIDEOS, EVENTS, made_up_labels(LABELS))
    with ThreadPoolExecutor(writers) as pool:
        for _ in pool.map(put, videos):
            pass
    return time.perf_counter() - started_s


def _rows(
    settings: Settings, reader: IndexReader, watch: Stopwatch, engine: Stopwatch | None
) -> Iterator[tuple[object, ...]]:
    names = audioset().names
    labels = made_up_labels(LABELS)
    use_cases = use_cases_of(
        index=cast("IndexReader", Timed(reader, watch)),
        embeddings=MemoryEmbeddings(),
        catalog=resolve_catalog(settings),
        store=resolve_store(settings),
        shipped=read_manifest(manifest_of({one: names[one] for one in labels})),
    )
    for kind, asks in _queries(use_cases, labels).items():
        wall_ms, index_ms, engine_ms = [], [], []
        for at, ask in enumerate(asks):
            started_s = time.perf_counter()
            ask()
            spent_ms = (time.perf_counter() - started_s) * 1000
            inside_ms, took_ms = watch.read(), engine.read() if engine else 0.0
            if at >= len(asks) // 10:  # the first tenth warms up
                wall_ms.append(spent_ms)
                index_ms.append(inside_ms)
                engine_ms.append(took_ms)
        ours = (p50(wall_ms), p99(wall_ms), p50(index_ms), p99(index_ms))
        theirs = (p50(engine_ms), p99(engine_ms)) if engine else ("-", "-")
        yield (kind, *ours, *theirs)


def _queries(
    use_cases: UseCases, labels: Sequence[LabelId]
) -> dict[str, list[Callable[[], object]]]:
    random = np.random.default_rng(3)
    ontology = audioset()
    word = {one: f'"{ontology.names[one]}"' for one in ontology}
    above = sorted({up for one in labels for up in ontology.ancestors(one)} - set(labels))
    one = [word[labels[int(at)]] for at in random.integers(0, LABELS, QUERIES)]
    pairs = random.integers(0, LABELS, (QUERIES, 2))
    first, second = word[labels[0]], word[labels[1]]
    texts: dict[str, list[str]] = {
        "one label": one,
        "one ancestor": [word[above[int(at)]] for at in random.integers(0, len(above), QUERIES)],
        "two labels": [f"{word[labels[int(a)]]} {word[labels[int(b)]]}" for a, b in pairs],
    }
    related = {
        "AND": f"{first} AND {second}",
        "NOT": f"{first} NOT {second}",
        "WITH": f"{first} WITH {second}",
        "THEN": f"{first} THEN {second} WITHIN 10s",
        "NEAR": f"{first} NEAR {second} WITHIN 30s",
        "COUNT": f"{first} COUNT >= 3 WITHIN 60s",
    }
    texts |= {f"{name}, two most frequent": [text] * QUERIES for name, text in related.items()}
    asks = {
        kind: [_asking(use_cases, SearchRequest(query=text)) for text in asked]
        for kind, asked in texts.items()
    }
    asks["one label, level sure"] = [
        _asking(use_cases, SearchRequest(query=text, level=Level.SURE)) for text in one
    ]
    asks["one label, page 20"] = [_deep_page(use_cases, first)] * QUERIES
    return asks


def _asking(use_cases: UseCases, request: SearchRequest) -> Callable[[], object]:
    return lambda: use_cases.searching.search(request)


def _deep_page(use_cases: UseCases, word: str) -> Callable[[], object]:
    cursor: str | None = None
    for _ in range(19):
        cursor = use_cases.searching.search(SearchRequest(query=word, cursor=cursor)).next or cursor
    return _asking(use_cases, SearchRequest(query=word, cursor=cursor))
