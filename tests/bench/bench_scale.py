"""A million events in 20,000 made-up videos, in SQLite and in a real Elasticsearch.

Videos are composed of what the shipped bundle heard in real recordings (`hear_recordings`).
`EARSHOT_BENCH_VIDEOS` makes it smaller; 50 events a video stay. Elasticsearch takes part when
`EARSHOT_TEST_ES_URL` names one (`make stack` starts one); the catalog is then there too.
"""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, cast

from elasticsearch.helpers import bulk

from earshot.adapters.catalog.elastic import _document as catalog_document
from earshot.adapters.catalog.resolve import resolve_catalog
from earshot.adapters.index.elastic_reader import ElasticIndexReader
from earshot.adapters.index.resolve import resolve_embedding_reader, resolve_embedding_writer
from earshot.adapters.index.sqlite_reader import SqliteIndexReader
from earshot.adapters.index.sqlite_writer import SqliteIndexWriter
from earshot.adapters.store.resolve import resolve_store
from earshot.labels.ontology import audioset
from earshot.ports.catalog import Catalog
from earshot.ports.index import IndexReader
from earshot.settings import Settings
from earshot.tagging.bundle import read_manifest
from earshot_search.use_cases import UseCases, use_cases_of
from tests.bench.composed import HeardRecordings, composed_videos, heard_recordings
from tests.bench.figures import record
from tests.bench.made_up import MadeUpVideo
from tests.bench.measured_index import Stopwatch, Took
from tests.bench.raw_sql import RawSql
from tests.bench.scale_archives import Filled, fill_elastic, write
from tests.bench.scale_rows import HEAD, Engine, measure
from tests.bench.timing import table
from tests.kit.elastic_index import elastic_index
from tests.kit.manifests import manifest_of

VIDEOS = int(os.environ.get("EARSHOT_BENCH_VIDEOS", "20000"))
EVENTS, QUERIES = 50 * VIDEOS, int(os.environ.get("EARSHOT_BENCH_QUERIES", "100"))
WRITTEN = int(os.environ.get("EARSHOT_BENCH_WRITTEN", "400"))
"""So many videos go to Elasticsearch by the worker's way; the rest in bulk."""
ENGINES = os.environ.get("EARSHOT_BENCH_ENGINES", "sqlite,elastic").split(",")


def run() -> Iterator[str]:
    """SQLite first, then Elasticsearch where there is one."""
    heard = heard_recordings()
    videos = list(composed_videos(heard, VIDEOS, EVENTS))
    hours = sum(made.video.heard.duration_s for made in videos if made.video.heard) / 3600
    archive = {
        "videos": VIDEOS,
        "events": sum(len(made.events) for made in videos),
        "hours": round(hours, 1),
        "bundle": heard.bundle,
        "recordings_minutes": heard.minutes,
        "events_a_minute_heard": heard.events_a_minute,
        "frequent_labels": {audioset().names[one]: n for one, n in heard.frequent()[:10]},
        "recordings": len(heard.recordings),
    }
    record("archive", archive)
    yield f"{archive['events']} events in {VIDEOS} videos of {hours:.0f} hours; `{heard.bundle}`"
    yield f"heard {heard.minutes} minutes: {heard.events_a_minute} events a minute by level."
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder))
        if "sqlite" in ENGINES:
            yield from _sqlite(settings, heard, videos, hours)
        if "elastic" in ENGINES and os.environ.get("EARSHOT_TEST_ES_URL"):
            yield from _elastic(settings, heard, videos, hours)


def _sqlite(
    settings: Settings, heard: HeardRecordings, videos: list[MadeUpVideo], hours: float
) -> Iterator[str]:
    catalog = resolve_catalog(settings)
    for made in videos:
        catalog.create(made.video)
    file = settings.data_dir / "index.sqlite"
    writer = SqliteIndexWriter(file)
    filled = write(writer, videos, 1)
    writer.close()
    size_bytes = file.stat().st_size
    yield from (
        "",
        "### SQLite",
        "",
        _rate("by the worker's way", filled),
        _size(size_bytes, hours),
    )
    reader = SqliteIndexReader(file)
    with closing(RawSql(reader, file)) as raw:
        use_cases = _use_cases(settings, reader, catalog, heard)
        rows = list(measure(use_cases, heard, QUERIES, Engine(raw_ms=raw.time_ms)))
    figures = {"fill": filled.told(), "lanes": reader.counts().lanes}
    yield from _told("sqlite", rows, figures | _bytes(size_bytes, hours))


def _elastic(
    settings: Settings, heard: HeardRecordings, videos: list[MadeUpVideo], hours: float
) -> Iterator[str]:
    with elastic_index("false") as served:
        client, prefix = served.client, served.prefix
        written, loaded = fill_elastic(served, iter(videos), WRITTEN)
        url = f"{os.environ['EARSHOT_TEST_ES_URL']}?prefix={prefix}"
        catalog = resolve_catalog(settings.model_copy(update={"catalog_url": url}))
        catalog.create(videos[0].video)
        actions = (
            {
                "_index": f"{prefix}-catalog",
                "_id": made.video.video_id,
                "_source": catalog_document(made.video),
            }
            for made in videos[1:]
        )
        bulk(client, actions, refresh=True)
        stats = client.indices.stats(index=[f"{prefix}-videos", f"{prefix}-lanes"], metric="store")
        size_bytes = stats["_all"]["primaries"]["store"]["size_in_bytes"]
        yield from ("", "### Elasticsearch", "", _rate("by the worker's way, 4 at once", written))
        yield from (_rate("in bulk", loaded) if loaded else "", _size(size_bytes, hours))
        watch = Stopwatch()
        reader = ElasticIndexReader(cast("Any", Took(client, watch)), prefix)
        use_cases = _use_cases(settings, reader, catalog, heard)
        rows = list(measure(use_cases, heard, QUERIES, Engine(took=watch)))
        figures: dict[str, Any] = {"fill": written.told(), "lanes": served.reader.counts().lanes}
        if loaded:
            figures["bulk"] = loaded.told()
        yield from _told("elastic", rows, figures | _bytes(size_bytes, hours))


def _told(part: str, rows: list[dict[str, Any]], figures: dict[str, Any]) -> Iterator[str]:
    held = {"videos": VIDEOS, "events": EVENTS}
    record(part, {**held, **figures, "queries": {row["query"]: row for row in rows}})
    yield ""
    yield from table(HEAD, [[row[name] for name in HEAD] for row in rows])


def _bytes(size_bytes: int, hours: float) -> dict[str, float]:
    return {"index_bytes": size_bytes, "bytes_an_hour": round(size_bytes / hours)}


def _rate(how: str, filled: Filled) -> str:
    told = filled.told()
    return (
        f"{filled.videos} videos {how} in {told['seconds']} s: {told['videos_a_second']} videos/s, "
        f"{told['events_a_second']} events/s. "
    )


def _size(size_bytes: int, hours: float) -> str:
    return f"{size_bytes / 1e6:.0f} MB, {size_bytes / hours:.0f} bytes per hour of video."


def _use_cases(
    settings: Settings, reader: IndexReader, catalog: Catalog, heard: HeardRecordings
) -> UseCases:
    names = audioset().names
    resolve_embedding_writer(settings)
    return use_cases_of(
        index=reader,
        embeddings=resolve_embedding_reader(settings),
        catalog=catalog,
        store=resolve_store(settings),
        shipped=read_manifest(manifest_of({one: names[one] for one in heard.labels})),
    )
