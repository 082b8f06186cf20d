"""Making: on the gateway's order, a form of the video that browsers play, and excerpts of it."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import structlog

from earshot.domain.ids import ObjectKey, VideoId
from earshot.domain.keys import (
    excerpt_key,
    excerpt_problem_key,
    poster_key,
    proxy_key,
    source_key,
)
from earshot.domain.making import PROXY_ORDER, Excerpt, Playback, excerpt_of
from earshot.domain.video import Video
from earshot.errors import EarshotError, MediaError, ObjectNotFound, SourceMoved
from earshot.ports.media_maker import MediaMaker
from earshot.ports.object_store import ObjectStore, SourceFiles
from earshot_worker import transitions
from earshot_worker.hold import Hold
from earshot_worker.steps import Change, Result

log = structlog.get_logger()

UNMAKEABLE: tuple[type[EarshotError], ...] = (MediaError, ObjectNotFound, SourceMoved)
AT_ONCE = 10
"""Excerpts of one job; what else was ordered is due again."""
_CHUNK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeProxy:
    """Writes the proxy, and the poster where it lacks; a problem is noted, the video stays."""

    store: ObjectStore
    sources: SourceFiles
    maker: Callable[[], MediaMaker]

    def run(self, video: Video, hold: Hold) -> Result:
        """Make it anew, whatever was there."""
        video_id, maker = video.video_id, self.maker()
        try:
            with self.sources.checkout(source_key(video_id)) as path:
                duration_s = video.heard.duration_s if video.heard else None
                poster = video.playback.poster or keep_poster(
                    self.store, maker, video_id, path, duration_s
                )
                with maker.proxy(path, hold.check) as made:
                    self.store.put(proxy_key(video_id), _chunks(made.path))
        except UNMAKEABLE as error:
            log.warning("proxy_not_made", error=str(error))
            return Result(change=self.given_up(_sentence(error)), concludes=True)
        media_type = made.media_type

        def told(playback: Playback) -> Playback:
            return replace(playback, poster=poster, proxy=media_type, proxy_problem=None)

        return _made(frozenset({PROXY_ORDER}), told)

    def given_up(self, detail: str) -> Change:
        """Note why there is none."""

        def told(playback: Playback) -> Playback:
            return replace(playback, proxy_problem=detail)

        return lambda video: transitions.made(video, {PROXY_ORDER}, told)


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeExcerpts:
    """Writes some of the ordered excerpts; one that cannot be made leaves its reason instead."""

    store: ObjectStore
    sources: SourceFiles
    maker: Callable[[], MediaMaker]

    def run(self, video: Video, hold: Hold) -> Result:
        """The oldest orders first."""
        orders = [order for order in video.orders if order != PROXY_ORDER][:AT_ONCE]
        for order in orders:
            hold.check()
            wanted = excerpt_of(order)
            if wanted is not None:
                self._make(video.video_id, wanted, hold)
        return _made(frozenset(orders), _as_it_was)

    def _make(self, video_id: VideoId, wanted: Excerpt, hold: Hold) -> None:
        problem_key = excerpt_problem_key(video_id, wanted.excerpt_id)
        try:
            with (
                self.sources.checkout(source_key(video_id)) as path,
                self.maker().excerpt(path, wanted, hold.check) as made,
            ):
                self.store.put(excerpt_key(video_id, wanted.excerpt_id), _chunks(made.path))
        except UNMAKEABLE as error:
            log.warning("excerpt_not_made", excerpt=wanted.excerpt_id, error=str(error))
            self.store.put(problem_key, [_sentence(error).encode()])
            return
        self.store.delete(problem_key)

    def given_up(self, detail: str) -> Change:
        """Drop the orders that came to nothing: they would only come to nothing again."""
        log.error("excerpts_given_up", detail=detail)

        def change(video: Video) -> Video | None:
            orders = [order for order in video.orders if order != PROXY_ORDER][:AT_ONCE]
            return transitions.made(video, orders, _as_it_was)

        return change


def keep_poster(
    store: ObjectStore,
    maker: MediaMaker,
    video_id: VideoId,
    path: Path,
    duration_s: float | None,
) -> bool:
    """Store one picture of the video; False where there is none, whatever the reason."""
    try:
        drawn = maker.poster(path, duration_s)
    except MediaError as error:
        log.info("poster_not_made", video_id=video_id, error=str(error))
        return False
    if not drawn:
        return False
    key: ObjectKey = poster_key(video_id)
    store.put(key, [drawn])
    return True


def _made(orders: frozenset[str], told: Callable[[Playback], Playback]) -> Result:
    return Result(change=lambda video: transitions.made(video, orders, told), concludes=True)


def _as_it_was(playback: Playback) -> Playback:
    return playback


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            yield chunk


def _sentence(error: EarshotError) -> str:
    return " ".join(str(error).split())
