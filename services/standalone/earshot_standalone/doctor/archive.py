"""Checks of the archive: store, catalog and index answer and agree, and nothing is stuck."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import uuid4

from earshot.domain.ids import ObjectKey, VideoId
from earshot.domain.keys import VIDEOS_PREFIX, record_key, source_key
from earshot.domain.video import Video, VideoState
from earshot.errors import ObjectNotFound, SourceMoved
from earshot.ports.catalog import Catalog, VideoFilter
from earshot.ports.embeddings import EmbeddingWriter
from earshot.ports.index import IndexWriter
from earshot.ports.object_store import ObjectStore
from earshot.ports.work import JobLedger
from earshot_standalone.doctor.finding import Finding, Health, fine

_PAGE = 500
_GONE = frozenset({VideoState.REMOVING, VideoState.REMOVED})
_SHOWN = 5


def check_store(store: ObjectStore) -> Iterator[Finding]:
    """That the store takes, gives back and drops an object."""
    key, data = ObjectKey(f"doctor/{uuid4().hex}"), b"earshot"
    store.put(key, [data])
    whole = store.get(key) == data
    store.delete(key)
    if not whole:
        yield Finding(subject="store", health=Health.BROKEN, says="an object came back changed")
        return
    yield fine("store", "an object was written, read and removed")


def videos(catalog: Catalog) -> Iterator[Video]:
    """All videos, newest first."""
    after: VideoId | None = None
    while page := catalog.page(VideoFilter(), after, _PAGE):
        yield from page
        after = page[-1].video_id


def check_catalog(catalog: Catalog) -> Iterator[Finding]:
    """What there is, and what failed."""
    states = Counter(video.state for video in videos(catalog))
    told = ", ".join(f"{count} {state.value}" for state, count in sorted(states.items()))
    if states[VideoState.FAILED]:
        yield Finding(
            subject="catalog",
            health=Health.WORTH_A_LOOK,
            says=told,
            advice="`earshot list` names the failed ones with their reasons",
        )
        return
    yield fine("catalog", told or "no videos yet")


def check_agreement(store: ObjectStore, catalog: Catalog, index: IndexWriter) -> Iterator[Finding]:
    """That store, catalog and index speak of the same videos."""
    listed = {video.video_id: video for video in videos(catalog)}
    ready = {key for key, video in listed.items() if video.state is VideoState.READY}
    kept = {key for key, video in listed.items() if video.state is not VideoState.UPLOADING}
    stored = {
        VideoId(found.key.split("/")[1])
        for found in store.list(VIDEOS_PREFIX)
        if found.key.endswith("/video.json")
    }
    indexed = set(index.video_ids())
    gaps = {
        "ready but not in the index": ready - indexed,
        "in the index but not in the catalog": indexed - set(listed),
        "in the catalog but not in the store": kept - stored,
        "in the store but not in the catalog": stored - set(listed),
        "removed but still in the index": {
            key for key in indexed & set(listed) if listed[key].state in _GONE
        },
    }
    wrong = {says: ids for says, ids in gaps.items() if ids}
    for says, ids in wrong.items():
        yield Finding(
            subject="agreement",
            health=Health.BROKEN,
            says=f"{len(ids)} {says}: {', '.join(sorted(ids)[:_SHOWN])}",
            advice="run `earshot rebuild`",
        )
    if not wrong:
        yield fine("agreement", f"store, catalog and index agree on {len(ready)} ready videos")


def check_embeddings(catalog: Catalog, embeddings: EmbeddingWriter) -> Iterator[Finding]:
    """That every ready video with sound can be found by it, and no other."""
    listed = {video.video_id: video for video in videos(catalog)}
    sounding = {
        key
        for key, video in listed.items()
        if video.state is VideoState.READY and video.heard and video.heard.decoded_s > 0
    }
    there = set(embeddings.video_ids())
    gaps = {
        "cannot be found by the same sound": sounding - there,
        "are found by the same sound but are not in the catalog": there - set(listed),
    }
    wrong = {says: ids for says, ids in gaps.items() if ids}
    for says, ids in wrong.items():
        yield Finding(
            subject="same sound",
            health=Health.WORTH_A_LOOK,
            says=f"{len(ids)} videos {says}: {', '.join(sorted(ids)[:_SHOWN])}",
            advice="run `earshot rebuild`",
        )
    if not wrong:
        yield fine("same sound", f"{len(sounding)} videos can be found by what they sound like")


def check_work(catalog: Catalog, ledger: JobLedger) -> Iterator[Finding]:
    """That everything that waits has a job, and no lease has run out."""
    now = datetime.now(UTC)
    jobs = {status.job.video_id: status for status in ledger.unfinished()}
    waiting = [video for video in videos(catalog) if video.step is not None]
    lost = [video.video_id for video in waiting if video.video_id not in jobs]
    dead = [key for key, status in jobs.items() if status.lease and status.lease.expires_at < now]
    for ids, says in ((lost, "wait without a job"), (dead, "were left by a worker that is gone")):
        if ids:
            yield Finding(
                subject="work",
                health=Health.WORTH_A_LOOK,
                says=f"{len(ids)} {says}: {', '.join(ids[:_SHOWN])}",
                advice="start `earshot serve`: its reconciler goes on with them",
            )
    if not lost and not dead:
        yield fine("work", f"{len(waiting)} videos wait or are worked on, none is stuck")


def check_sources(store: ObjectStore, catalog: Catalog) -> Iterator[Finding]:
    """That every source is there, also those that were added in place."""
    missing = 0
    for video in videos(catalog):
        if video.state in _GONE or video.state is VideoState.UPLOADING:
            continue
        try:
            store.stat(source_key(video.video_id))
        except SourceMoved as error:
            missing += 1
            yield Finding(
                subject="sources",
                health=Health.WORTH_A_LOOK,
                says=f"{video.title}: {error}",
                advice="move the file back, or add it again from its new place",
            )
        except ObjectNotFound:
            missing += 1
            yield Finding(
                subject="sources",
                health=Health.BROKEN,
                says=f"{video.title}: its source is gone from the store",
                advice=f"`earshot remove {video.video_id}` and add it again",
            )
    if not missing:
        yield fine("sources", "every source is where it should be")


def check_records(store: ObjectStore, catalog: Catalog) -> Iterator[Finding]:
    """That each record in the store can be read and tells of the same title as the catalog."""
    from earshot.domain.records import UnreadableRecord, video_from_json

    bad = 0
    for video in videos(catalog):
        try:
            video_from_json(store.get(record_key(video.video_id)))
        except ObjectNotFound:
            continue  # told by the agreement
        except UnreadableRecord as error:
            bad += 1
            yield Finding(subject="records", health=Health.BROKEN, says=f"{video.title}: {error}")
    if not bad:
        yield fine("records", "every record in the store can be read")
