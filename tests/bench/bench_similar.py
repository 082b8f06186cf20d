"""The same sound among a million seconds: SQLite, exact, and a real Elasticsearch, by its graph.

`EARSHOT_BENCH_SECONDS` makes it smaller. Elasticsearch takes part when `EARSHOT_TEST_ES_URL`
names one (`make stack` starts one).
"""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from earshot.adapters.catalog.resolve import resolve_catalog
from earshot.adapters.index.elastic_embedding_reader import ElasticEmbeddingReader
from earshot.adapters.index.resolve import resolve_embedding_reader, resolve_embedding_writer
from earshot.adapters.store.resolve import resolve_store
from earshot.domain.keys import embeddings_key
from earshot.domain.video import Video
from earshot.ports.embeddings import EmbeddedVideo, EmbeddingReader, EmbeddingWriter, NearQuery
from earshot.settings import Settings
from earshot.tagging.embedding_file import EmbeddingHeader, encode_embeddings
from earshot_search.shown import ShownVideos
from earshot_search.similar import SECONDS_A_ROUND, AskedSound, Similar, SimilarRequest
from tests.bench.made_up import BUNDLE, made_up_labels, made_up_videos
from tests.bench.measured_index import Stopwatch, Took
from tests.bench.timing import p50, p99, table, times
from tests.kit.elastic_index import elastic_embeddings

SECONDS = int(os.environ.get("EARSHOT_BENCH_SECONDS", "1000000"))
QUERIES = int(os.environ.get("EARSHOT_BENCH_QUERIES", "100"))
VIDEO_S, SIZE, KINDS, WRITERS = 500, 128, 300, 4
SHARED_AXES = 24
OF_KIND, OF_SOURCE, OF_MOMENT = 0.60, 0.28, 0.12
"""Shares of a vector's square, as the validation clips have them: two sounds of one kind from
different recordings have a cosine of about 0.6, two seconds of one recording of about 0.9."""
HEAD = ("asked", "p50 ms", "p99 ms", "CPU p50", "CPU p99", "engine p50", "engine p99")

Rows = NDArray[np.float32]


def run() -> Iterator[str]:
    """Fill a folder, ask it; then the server."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder))
        videos = _videos(settings)
        yield (
            f"{len(videos) * VIDEO_S} seconds in {len(videos)} videos, {SIZE} values each, "
            f"{KINDS} kinds of sound."
        )
        yield from ("", "### SQLite (exact)", "")
        took_s = _fill(resolve_embedding_writer(settings), videos, 1)
        file = settings.data_dir / "index-embeddings.sqlite"
        yield _rate(took_s, file.stat().st_size, videos)
        yield ""
        exact = resolve_embedding_reader(settings)
        yield from table(HEAD, _rows(settings, exact, None))
        if os.environ.get("EARSHOT_TEST_ES_URL"):
            yield from _elastic(settings, videos, exact)


def _elastic(settings: Settings, videos: Sequence[Video], exact: EmbeddingReader) -> Iterator[str]:
    with elastic_embeddings("false") as served:
        # As for a first fill: a refresh twice a second would build a graph each time.
        rarely = {"refresh_interval": "60s"}
        served.client.indices.put_settings(index=f"{served.prefix}-*", settings=rarely)
        took_s = _fill(served.writer, videos, WRITERS)
        served.client.indices.refresh(index=f"{served.prefix}-*")
        stats = served.client.indices.stats(index=f"{served.prefix}-*")["_all"]["primaries"]
        yield from ("", f"### Elasticsearch ({WRITERS} writers)", "")
        yield _rate(took_s, stats["store"]["size_in_bytes"], videos)
        yield f"{stats['segments']['count']} segments, not merged by hand."
        yield ""
        engine = Stopwatch()
        reader = ElasticEmbeddingReader(cast("Any", Took(served.client, engine)), served.prefix)
        yield from table(HEAD, _rows(settings, reader, engine))
        yield ""
        yield from _recall(reader, exact)


def _recall(reader: EmbeddingReader, exact: EmbeddingReader) -> Iterator[str]:
    """What the graph finds of what an exact search finds."""
    hits: dict[int, list[float]] = {10: [], SECONDS_A_ROUND: []}
    for asked in _asked(1)[:100]:
        query = NearQuery(bundle=BUNDLE)
        true = exact.nearest(list(asked), query, SECONDS_A_ROUND)
        found = reader.nearest(list(asked), query, SECONDS_A_ROUND)
        for most, shares in hits.items():
            wanted = {(near.video_id, near.second) for near in true[:most]}
            got = {(near.video_id, near.second) for near in found[:most]}
            shares.append(len(wanted & got) / len(wanted))
    for most, shares in hits.items():
        yield f"Recall at {most} against the exact search: {np.mean(shares):.3f}."


def _videos(settings: Settings) -> list[Video]:
    """In the catalog, with their embeddings in the store."""
    catalog, store = resolve_catalog(settings), resolve_store(settings)
    header = EmbeddingHeader(bundle=BUNDLE, size=SIZE)
    found = []
    for number, made in enumerate(made_up_videos(SECONDS // VIDEO_S, 0, made_up_labels(2))):
        heard = made.video.heard
        if heard is None:
            raise ValueError("made-up videos have been heard")
        video = replace(made.video, heard=replace(heard, duration_s=float(VIDEO_S)))
        catalog.create(video)
        key = embeddings_key(video.video_id, BUNDLE)
        store.put(key, encode_embeddings(header, [_heard(number)]))
        found.append(video)
    return found


def _heard(number: int) -> Rows:
    """The seconds of one video: a few kinds of sound, each for a while."""
    random = np.random.default_rng(number)
    kinds = _drawn(random, 6)
    runs = random.integers(1, 40, size=VIDEO_S)
    kind = np.repeat(random.choice(kinds, size=VIDEO_S), runs)[:VIDEO_S]
    source = _unit(random.normal(size=(KINDS, SIZE)))[kind]
    moment = _unit(random.normal(size=(VIDEO_S, SIZE)))
    return _mixed(_kinds()[kind], source, moment)


def _drawn(random: np.random.Generator, count: int) -> NDArray[np.int64]:
    """Kinds of sound: few of them are heard everywhere, most of them seldom."""
    return random.zipf(1.3, size=count) % KINDS


def _kinds() -> Rows:
    """Two kinds of sound have something in common: they share fewer axes than a vector has."""
    random = np.random.default_rng(99)
    axes = random.normal(size=(SHARED_AXES, SIZE))
    return _unit(random.normal(size=(KINDS, SHARED_AXES)) @ axes)


def _mixed(kind: Rows, source: Rows, moment: Rows) -> Rows:
    shares = np.sqrt(np.array([OF_KIND, OF_SOURCE, OF_MOMENT], np.float32))
    return _unit(shares[0] * kind + shares[1] * source + shares[2] * moment)


def _unit(rows: NDArray[Any]) -> Rows:
    return np.asarray(rows / np.linalg.norm(rows, axis=-1, keepdims=True), dtype=np.float32)


def _asked(pieces: int) -> list[Rows]:
    """Sounds of recordings that are not in the archive."""
    random = np.random.default_rng(5)
    return [
        _mixed(
            _kinds()[_drawn(random, pieces)],
            _unit(random.normal(size=(pieces, SIZE))),
            _unit(random.normal(size=(pieces, SIZE))),
        )
        for _ in range(QUERIES)
    ]


def _fill(writer: EmbeddingWriter, videos: Sequence[Video], writers: int) -> float:
    def put(numbered: tuple[int, Video]) -> None:
        number, video = numbered
        told = EmbeddedVideo(video_id=video.video_id, collection=video.collection, bundle=BUNDLE)
        writer.replace(told, _heard(number))

    started_s = time.perf_counter()
    with ThreadPoolExecutor(writers) as pool:
        for _ in pool.map(put, enumerate(videos)):
            pass
    return time.perf_counter() - started_s


def _rate(took_s: float, size_bytes: int, videos: Sequence[Video]) -> str:
    seconds = len(videos) * VIDEO_S
    return (
        f"Indexed in {took_s:.0f} s: {seconds / took_s:.0f} a second; {size_bytes / 1e6:.0f} MB, "
        f"{3600 * size_bytes / seconds:.0f} bytes per hour of video."
    )


def _rows(
    settings: Settings, reader: EmbeddingReader, engine: Stopwatch | None
) -> Iterator[tuple[object, ...]]:
    shown = ShownVideos(resolve_catalog(settings))
    similar = Similar(embeddings=reader, shown=shown, store=resolve_store(settings))
    query = NearQuery(bundle=BUNDLE)

    def nearest(asked: Rows) -> None:
        reader.nearest(list(asked), query, SECONDS_A_ROUND)

    def moments(asked: Rows) -> None:
        similar.find_sound(AskedSound(rows=asked, bundle=BUNDLE), SimilarRequest())

    calls = {
        f"nearest {SECONDS_A_ROUND}, one vector": (nearest, 1),
        f"nearest {SECONDS_A_ROUND}, six vectors": (nearest, 6),
        "moments, one second": (moments, 1),
        "moments, 30 seconds": (moments, 30),
    }
    for name, (call, pieces) in calls.items():
        asked = _asked(pieces)
        times(asked[:10], call)
        took_ms: list[float] = []

        def ask(one: Rows, call: Any = call, took_ms: list[float] = took_ms) -> None:
            if engine:
                engine.read()
            call(one)
            if engine:
                took_ms.append(engine.read())

        ours = times(asked, ask)
        theirs = (p50(took_ms), p99(took_ms)) if took_ms else ("-", "-")
        yield (
            name,
            *(p50(ours.wall_ms), p99(ours.wall_ms), p50(ours.cpu_ms), p99(ours.cpu_ms), *theirs),
        )
