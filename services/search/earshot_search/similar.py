"""The use-case of the same sound: moments of the archive that sound like one, or like a clip."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from earshot.domain.ids import BundleId, QueryId, VideoId
from earshot.domain.keys import embeddings_key, query_embeddings_key
from earshot.domain.query_clips import LONGEST_S, QueryState
from earshot.domain.video import Video, VideoState
from earshot.errors import BadRequest, Busy, MediaError, ObjectNotFound, QueryWaits
from earshot.ports.embeddings import EmbeddingReader, NearQuery, NearSecond
from earshot.ports.object_store import ObjectStore
from earshot.ports.query_clips import read_query_clip
from earshot.tagging.embedding_codes import codes_of, cosines
from earshot.tagging.embedding_file import read_embeddings
from earshot_search.alike import AlikeMoment, joined, vectors_of
from earshot_search.copies import Copies, Place, first_copy
from earshot_search.likeness import cosine_of, score_of
from earshot_search.shown import ShownVideos

SECONDS_A_ROUND = 400
ROUNDS = 3
MOST_OF_ONE_VIDEO = 100
"""A video with so many near seconds has told enough: the next round is for the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilarRequest:
    """A moment of an archived video, or a query clip; where to look, and how much to tell."""

    video_id: VideoId | None = None
    onset_s: float | None = None
    offset_s: float | None = None
    query_id: QueryId | None = None
    collection: str | None = None
    min_score: float = 0.6
    limit: int = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedSound:
    """What to look for: a row a second, whose ears heard it, and where it is in the archive."""

    rows: NDArray[np.float32]
    bundle: BundleId
    video: Video | None = None
    first: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilarMoment:
    """A moment that sounds alike; `copies` are the same moment in other copies of its film."""

    video: Video
    start_s: float
    end_s: float
    score: float
    copies: tuple[SimilarMoment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilarFound:
    """Best first. `copies` are the asked moment itself, in other copies of its film."""

    bundle: BundleId
    moments: tuple[SimilarMoment, ...]
    copies: tuple[SimilarMoment, ...]


@dataclass(slots=True)
class _Folded:
    """Moments with their copies, while they are gathered."""

    places: list[Place] = field(default_factory=list)
    moments: list[list[SimilarMoment]] = field(default_factory=list)
    own: list[SimilarMoment] = field(default_factory=list)


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Similar:
    """Reads the index of embeddings, the catalog and the store; writes nothing."""

    def __init__(
        self,
        *,
        embeddings: EmbeddingReader,
        shown: ShownVideos,
        store: ObjectStore,
        now: Callable[[], datetime] = _utc_now,
    ) -> None:
        self._embeddings = embeddings
        self._shown = shown
        self._store = store
        self._now = now

    def find(self, request: SimilarRequest) -> SimilarFound:
        """Answer; `BadRequest`, `VideoNotFound`, `QueryNotFound`, `Busy` or `QueryWaits`."""
        return self.find_sound(self._asked(request), request)

    def find_sound(self, asked: AskedSound, request: SimilarRequest) -> SimilarFound:
        """The same for a sound whose rows are at hand."""
        vectors = vectors_of(asked.rows)
        if not vectors:
            raise BadRequest("there is only silence; choose a moment with a sound in it")
        near = self._near(vectors, asked, request)
        moments = [moment for moment in joined(near) if not _is_own(moment, asked)]
        folded = self._fold(moments, asked, vectors, request.limit)
        return SimilarFound(
            bundle=asked.bundle,
            moments=tuple(_with_copies(group) for group in folded.moments),
            copies=tuple(folded.own),
        )

    def _asked(self, request: SimilarRequest) -> AskedSound:
        if (request.video_id is None) == (request.query_id is None):
            raise BadRequest("give either video_id with onset_s and offset_s, or query_id")
        if request.query_id is not None:
            return self._clip(request.query_id)
        if request.video_id is None or request.onset_s is None or request.offset_s is None:
            raise BadRequest("a moment needs video_id, onset_s and offset_s")
        return self._moment(self._shown.get(request.video_id), request.onset_s, request.offset_s)

    def _clip(self, query_id: QueryId) -> AskedSound:
        clip = read_query_clip(self._store, query_id, self._now())
        if clip.state is QueryState.FAILED:
            raise MediaError(clip.detail)
        if clip.state is QueryState.WAITING or clip.bundle is None:
            raise QueryWaits
        try:
            _, rows = read_embeddings(self._store.get(query_embeddings_key(query_id)))
        except ObjectNotFound as error:
            raise QueryWaits from error
        return AskedSound(rows=rows, bundle=clip.bundle)

    def _moment(self, video: Video, onset_s: float, offset_s: float) -> AskedSound:
        heard = video.heard
        if video.state in {VideoState.UPLOADING, VideoState.WAITING, VideoState.WORKING}:
            raise Busy("the video is still being listened to; ask again when it is ready")
        if video.state is not VideoState.READY or heard is None:
            raise BadRequest(f"video {video.video_id} has failed: nothing was heard in it")
        _check_span(onset_s, offset_s, heard.duration_s)
        rows = self._rows(video)
        first = math.floor(onset_s)
        if rows is None or first >= len(rows):
            raise BadRequest("there is no sound at this place of the video")
        last = max(first + 1, math.ceil(offset_s))
        return AskedSound(rows=rows[first:last], bundle=heard.bundle, video=video, first=first)

    def _rows(self, video: Video) -> NDArray[np.float32] | None:
        if video.heard is None:
            return None
        try:
            data = self._store.get(embeddings_key(video.video_id, video.heard.bundle))
        except ObjectNotFound:
            return None
        return read_embeddings(data)[1]

    def _near(
        self, vectors: list[NDArray[np.float32]], asked: AskedSound, request: SimilarRequest
    ) -> list[NearSecond]:
        """Near seconds, in rounds: one long hum must not keep all other videos out."""
        least = cosine_of(request.min_score)
        found: list[NearSecond] = []
        told: Counter[VideoId] = Counter()
        for _ in range(ROUNDS):
            without = frozenset(one for one, times in told.items() if times >= MOST_OF_ONE_VIDEO)
            query = NearQuery(bundle=asked.bundle, collection=request.collection, without=without)
            near = self._embeddings.nearest(vectors, query, SECONDS_A_ROUND)
            known = {(one.video_id, one.second) for one in found}
            fresh = [one for one in near if (one.video_id, one.second) not in known]
            found += [one for one in fresh if one.cosine >= least]
            told.update(one.video_id for one in fresh)
            saturated = {one for one, times in told.items() if times >= MOST_OF_ONE_VIDEO}
            ended = len(near) < SECONDS_A_ROUND or near[-1].cosine < least
            if ended or not saturated - without or len(told) > 2 * request.limit:
                break
        return found

    def _fold(
        self,
        moments: list[AlikeMoment],
        asked: AskedSound,
        vectors: list[NDArray[np.float32]],
        limit: int,
    ) -> _Folded:
        videos: dict[VideoId, Video | None] = {}
        copies = Copies(rows_of=lambda id_: self._rows_of_shown(videos, id_))
        folded = _Folded()
        own = _own_places(asked, vectors)
        if asked.video is not None:
            videos[asked.video.video_id] = asked.video
        for moment in moments:
            video = self._look_up(videos, moment.video_id)
            if video is None or video.state is not VideoState.READY:
                continue
            shown, place = _shown(moment, video), _place(moment, video)
            if first_copy(copies, own, place) is not None:
                folded.own.append(shown)
            elif (number := first_copy(copies, folded.places, place)) is not None:
                folded.moments[number].append(shown)
            elif len(folded.moments) < limit:
                folded.places.append(place)
                folded.moments.append([shown])
            else:
                break
        return folded

    def _look_up(self, videos: dict[VideoId, Video | None], video_id: VideoId) -> Video | None:
        if video_id not in videos:
            videos[video_id] = self._shown.find(video_id)
        return videos[video_id]

    def _rows_of_shown(
        self, videos: dict[VideoId, Video | None], video_id: VideoId
    ) -> NDArray[np.float32] | None:
        video = self._look_up(videos, video_id)
        return self._rows(video) if video is not None else None


def _check_span(onset_s: float, offset_s: float, duration_s: float) -> None:
    if not 0 <= onset_s < offset_s:
        raise BadRequest("onset_s must be 0 or more, and offset_s after it")
    if onset_s >= duration_s or offset_s > duration_s + 1:
        raise BadRequest(f"the moment lies outside of the video, which is {duration_s:.1f} s long")
    if offset_s - onset_s > LONGEST_S:
        raise BadRequest(f"the moment may be {LONGEST_S:.0f} s long at most")


def _is_own(moment: AlikeMoment, asked: AskedSound) -> bool:
    """Whether the moment is the asked one, or goes on from it."""
    if asked.video is None or moment.video_id != asked.video.video_id:
        return False
    return moment.start <= asked.first + len(asked.rows) and moment.stop >= asked.first


def _own_places(asked: AskedSound, vectors: list[NDArray[np.float32]]) -> list[Place]:
    """The asked seconds themselves; a copy is about as near as the nearest of them."""
    if asked.video is None:
        return []
    codes = codes_of(asked.rows)
    nearest = float(max(cosines(codes, vector).max() for vector in codes_of(np.stack(vectors))))
    return [
        Place(
            video_id=asked.video.video_id,
            second=second,
            cosine=nearest,
            sha256=asked.video.source.sha256,
        )
        for second in range(asked.first, asked.first + len(asked.rows))
    ]


def _place(moment: AlikeMoment, video: Video) -> Place:
    return Place(
        video_id=video.video_id,
        second=moment.best,
        cosine=moment.cosine,
        sha256=video.source.sha256,
    )


def _shown(moment: AlikeMoment, video: Video) -> SimilarMoment:
    duration_s = video.heard.duration_s if video.heard else float(moment.stop)
    return SimilarMoment(
        video=video,
        start_s=float(moment.start),
        end_s=min(float(moment.stop), max(duration_s, moment.start + 0.001)),
        score=score_of(moment.cosine),
    )


def _with_copies(group: list[SimilarMoment]) -> SimilarMoment:
    first, *others = group
    return SimilarMoment(
        video=first.video,
        start_s=first.start_s,
        end_s=first.end_s,
        score=first.score,
        copies=tuple(others),
    )
