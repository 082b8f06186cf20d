"""Fills both indices with a composed archive, and says how long that took."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from typing import Any

from elasticsearch.helpers import streaming_bulk

from earshot.adapters.index.elastic_documents import lane_document, video_document
from earshot.adapters.index.elastic_schema import REFRESH_INTERVAL, lane_key
from earshot.adapters.index.elastic_writer import ElasticIndexWriter
from earshot.domain.events import Lane
from earshot.labels.ontology import audioset
from earshot.ports.index import IndexWriter, VideoDocument
from earshot_worker.index import document_of, lanes_of
from tests.bench.made_up import MadeUpVideo
from tests.kit.elastic_index import ServedIndex

WRITERS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """How fast it went."""

    videos: int
    events: int
    seconds: float

    def told(self) -> dict[str, float]:
        """For the file of figures."""
        return {
            "videos": self.videos,
            "seconds": round(self.seconds, 1),
            "videos_a_second": round(self.videos / self.seconds, 2),
            "events_a_second": round(self.events / self.seconds, 1),
        }


def entry_of(made: MadeUpVideo) -> tuple[VideoDocument, list[Lane]]:
    """What the worker writes for a video."""
    return document_of(made.video), lanes_of(made.video.video_id, made.events, audioset())


def write(writer: IndexWriter, videos: Iterable[MadeUpVideo], writers: int) -> Filled:
    """The way of the worker: video after video."""
    made = list(videos)

    def put(one: MadeUpVideo) -> None:
        writer.replace(*entry_of(one))

    started_s = time.perf_counter()
    with ThreadPoolExecutor(writers) as pool:
        for _ in pool.map(put, made):
            pass
    seconds = time.perf_counter() - started_s
    events = sum(len(one.events) for one in made)
    return Filled(videos=len(made), events=events, seconds=seconds)


def fill_elastic(
    served: ServedIndex, videos: Iterator[MadeUpVideo], written: int
) -> tuple[Filled, Filled | None]:
    """The first videos as the worker writes them, then the rest in bulk: the same documents."""
    worker = ElasticIndexWriter(served.client, served.prefix)
    first = write(worker, islice(videos, written), WRITERS)
    client, index = served.client, f"{served.prefix}-*"
    client.indices.put_settings(index=index, settings={"refresh_interval": "30s"})
    told = {"videos": 0, "events": 0}
    started_s = time.perf_counter()
    for _ in streaming_bulk(client, _documents(served.prefix, videos, told), chunk_size=2000):
        pass
    seconds = time.perf_counter() - started_s
    client.indices.put_settings(index=index, settings={"refresh_interval": REFRESH_INTERVAL})
    client.indices.refresh(index=index)
    _settle(served)
    rest = Filled(videos=told["videos"], events=told["events"], seconds=seconds)
    return first, rest if rest.videos else None


def _documents(
    prefix: str, videos: Iterator[MadeUpVideo], told: dict[str, int]
) -> Iterator[dict[str, Any]]:
    for made in videos:
        document, lanes = entry_of(made)
        told["videos"] += 1
        told["events"] += len(made.events)
        source = video_document(document)
        source["told"]["lanes"] = sorted(lane.label_id for lane in lanes)
        routed = {"routing": document.video_id}
        yield {
            **routed,
            "_index": f"{prefix}-videos",
            "_id": document.video_id,
            "_source": source,
        }
        for lane in lanes:
            yield {
                **routed,
                "_index": f"{prefix}-lanes",
                "_id": lane_key(document.video_id, lane.label_id),
                "_source": lane_document(lane, document),
            }


def _settle(served: ServedIndex) -> None:
    """Merges that still run would be measured with the searches."""
    for _ in range(600):
        stats = served.client.indices.stats(index=f"{served.prefix}-*", metric="merge")
        if not stats["_all"]["primaries"]["merges"]["current"]:
            return
        time.sleep(0.5)
