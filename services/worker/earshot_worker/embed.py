"""Embed: a query clip becomes embeddings, by the same ears that heard the videos."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import structlog

from earshot.domain.ids import QueryId
from earshot.domain.keys import query_embeddings_key, query_source_key
from earshot.domain.query_clips import QueryClip, QueryState
from earshot.errors import MediaError, ObjectNotFound, QueryNotFound, SourceMoved
from earshot.ports.audio_extractor import AudioExtractor
from earshot.ports.object_store import ObjectStore, SourceFiles
from earshot.ports.query_clips import read_query_clip, write_query_clip
from earshot.ports.tagger import Tagger
from earshot.tagging.embedding_file import EmbeddingHeader, encode_embeddings
from earshot_worker.clip_hearing import hear_clip
from earshot_worker.hold import Hold

log = structlog.get_logger()


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Embed:
    """Ends a clip's waiting. Twice is as good as once: the same bytes give the same rows."""

    store: ObjectStore
    sources: SourceFiles
    extractor: Callable[[], AudioExtractor]
    tagger: Callable[[], Tagger]
    now: Callable[[], datetime] = _utc_now

    def run(self, query_id: QueryId, hold: Hold) -> None:
        """Write the embeddings, then that they are there; or why there are none."""
        clip = self._waiting(query_id)
        if clip is None:
            return
        try:
            ended = self._embedded(clip, hold)
        except (MediaError, ObjectNotFound, SourceMoved) as error:
            ended = replace(clip, state=QueryState.FAILED, detail=str(error))
        hold.confirm()
        write_query_clip(self.store, ended)
        log.info("clip_heard", state=ended.state.value, detail=ended.detail)

    def give_up(self, query_id: QueryId, detail: str) -> None:
        """The clip failed for a reason that another try would not change."""
        clip = self._waiting(query_id)
        if clip is not None:
            write_query_clip(self.store, replace(clip, state=QueryState.FAILED, detail=detail))

    def _waiting(self, query_id: QueryId) -> QueryClip | None:
        try:
            clip = read_query_clip(self.store, query_id, self.now())
        except QueryNotFound:
            return None
        return clip if clip.state is QueryState.WAITING else None

    def _embedded(self, clip: QueryClip, hold: Hold) -> QueryClip:
        tagger = self.tagger()
        with self.sources.checkout(query_source_key(clip.query_id)) as path:
            heard = hear_clip(path, self.extractor(), tagger, hold.check)
        bundle = tagger.bundle
        header = EmbeddingHeader(bundle=bundle.bundle_id, size=bundle.embedding_size)
        encoded = encode_embeddings(header, [heard.rows])
        self.store.put(query_embeddings_key(clip.query_id), encoded)
        return replace(
            clip,
            state=QueryState.READY,
            duration_s=heard.duration_s,
            bundle=bundle.bundle_id,
        )
