"""Retag: a ready video is heard by one more bundle, beside what others have heard in it."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

import structlog

from earshot.domain.ids import BundleId
from earshot.domain.jobs import Job, Step
from earshot.domain.keys import source_key
from earshot.domain.video import Heard, Hearing, Video
from earshot.errors import BundleError, EarshotError
from earshot.ports.audio_extractor import AudioExtractor
from earshot.ports.catalog import Catalog
from earshot.ports.object_store import ObjectStore, SourceFiles
from earshot.ports.tagger import Tagger
from earshot_worker import transitions
from earshot_worker.decode import Decode
from earshot_worker.hold import Hold
from earshot_worker.listen import VERDICTS
from earshot_worker.progress import Progress
from earshot_worker.publish import publish
from earshot_worker.retag_orders import RetagOrder, open_orders
from earshot_worker.serving import FRESH_S, Choice
from earshot_worker.steps import Change, Result
from earshot_worker.tagged import store_tagged

log = structlog.get_logger()

UNHEARABLE: tuple[type[EarshotError], ...] = (BundleError, *VERDICTS)
Wanted = tuple[tuple[BundleId, str], ...]
"""Bundles that are to hear a video, each with the run that asks for it."""


@dataclass(slots=True, kw_only=True)
class Asking:
    """Who is to hear a video: the bundles that serve beside, and open orders."""

    store: ObjectStore
    choice: Choice
    _orders: list[RetagOrder] = field(default_factory=list, init=False)
    _looked_at_s: float = field(default=float("-inf"), init=False)

    def wanted(self, video: Video) -> Wanted:
        """Nothing for a video that is not ready."""
        heard = video.heard
        if heard is None or not transitions.is_due(video, Step.RETAG):
            return ()
        found = {one: "" for one in self.choice.now().beside if heard.by(one) is None}
        found |= {one.bundle: one.run for one in self._open() if one.asks_for(heard)}
        return tuple(found.items())

    def job_for(self, video: Video) -> Job | None:
        """The job that the video waits for beside the pipeline; None where it waits for none."""
        return Job(step=Step.RETAG, video_id=video.video_id) if self.wanted(video) else None

    def _open(self) -> list[RetagOrder]:
        now_s = time.monotonic()
        if now_s - self._looked_at_s > FRESH_S:
            self._orders, self._looked_at_s = open_orders(self.store), now_s
        return self._orders


@dataclass(frozen=True, slots=True, kw_only=True)
class Retag:
    """Writes under the other bundle's name only; the video stays ready and is found meanwhile."""

    store: ObjectStore
    sources: SourceFiles
    catalog: Catalog
    extractor: Callable[[], AudioExtractor]
    taggers: Callable[[BundleId], Tagger]
    decode: Decode
    asking: Asking

    def run(self, video: Video, hold: Hold) -> Result:
        """Hear it with every bundle that is asked for; what cannot be heard is noted."""
        hearings = [self._hear(video, *wanted, hold) for wanted in self.asking.wanted(video)]
        serving = self.asking.choice.fresh()
        return Result(
            change=lambda now: transitions.heard_too(now, hearings, serving),
            concludes=bool(hearings),
        )

    def given_up(self, detail: str) -> Change:
        """Note that the bundles which are asked for cannot hear a video; it stays as it is."""

        def change(video: Video) -> Video | None:
            hearings = [
                Hearing(bundle=bundle, policy=None, run=run, detail=detail)
                for bundle, run in self.asking.wanted(video)
            ]
            return transitions.heard_too(video, hearings, self.asking.choice.now())

        return change

    def _hear(self, video: Video, bundle: BundleId, run: str, hold: Hold) -> Hearing:
        if video.heard is None:
            raise ValueError(f"video {video.video_id} has not been listened to yet")
        try:
            tagger = self.taggers(bundle)
            publish(self.store, tagger.bundle)
            if video.heard.audio_tracks:
                self._tag(video, video.heard, tagger, hold)
            policy = self.decode.write_for(video.video_id, video.heard, bundle)
        except UNHEARABLE as error:
            log.warning("video_not_heard_too", bundle=bundle, error=str(error))
            return Hearing(bundle=bundle, policy=None, run=run, detail=_sentence(error))
        return Hearing(bundle=bundle, policy=policy, run=run)

    def _tag(self, video: Video, heard: Heard, tagger: Tagger, hold: Hold) -> None:
        progress = Progress(self.catalog, video, hold, heard.duration_s)
        rate_hz = tagger.bundle.log_mel.sample_rate_hz
        with (
            self.sources.checkout(source_key(video.video_id)) as path,
            self.extractor().open(path, rate_hz) as stream,
        ):
            store_tagged(self.store, video.video_id, tagger, stream, progress)


def _sentence(error: EarshotError) -> str:
    return " ".join(str(error).split())
