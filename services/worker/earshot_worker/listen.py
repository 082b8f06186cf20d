"""Listen: sound out of the source into the model, scores and embeddings into the store."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from earshot.domain.ids import BundleId
from earshot.domain.keys import source_key
from earshot.domain.making import Playback
from earshot.domain.media import Extraction, MediaInfo
from earshot.domain.video import Heard, Reason, Video
from earshot.errors import (
    EarshotError,
    ExtractionCrashed,
    ExtractionTimedOut,
    NoAudioTrack,
    NotMedia,
    ObjectNotFound,
    SourceMoved,
    TooLong,
)
from earshot.ports.audio_extractor import AudioExtractor
from earshot.ports.catalog import Catalog
from earshot.ports.media_maker import MediaMaker
from earshot.ports.object_store import ObjectStore, SourceFiles
from earshot.ports.tagger import Tagger
from earshot_worker import transitions
from earshot_worker.hold import Hold
from earshot_worker.making import keep_poster
from earshot_worker.progress import Progress
from earshot_worker.sketching import sketching
from earshot_worker.steps import Result, StepFailed
from earshot_worker.tagged import store_tagged
from earshot_worker.transitions import Listened

VERDICTS: dict[type[EarshotError], Reason] = {
    NotMedia: Reason.NOT_MEDIA,
    TooLong: Reason.TOO_LONG,
    ExtractionTimedOut: Reason.TIMED_OUT,
    ExtractionCrashed: Reason.CRASHED,
    SourceMoved: Reason.SOURCE_MISSING,
    ObjectNotFound: Reason.SOURCE_MISSING,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Listen:
    """One pass over the sound, block by block: memory does not grow with its length."""

    store: ObjectStore
    sources: SourceFiles
    catalog: Catalog
    extractor: Callable[[], AudioExtractor]
    maker: Callable[[], MediaMaker]
    tagger: Callable[[], Tagger]

    def run(self, video: Video, hold: Hold) -> Result:
        """Store scores and embeddings; what the file is to blame for becomes a verdict."""
        try:
            with self.sources.checkout(source_key(video.video_id)) as path:
                found = self._listen(video, path, hold)
        except tuple(VERDICTS) as error:
            reason = next(VERDICTS[kind] for kind in VERDICTS if isinstance(error, kind))
            raise StepFailed(reason, str(error)) from error
        return Result(change=lambda now: transitions.listened(now, found))

    def _listen(self, video: Video, path: Path, hold: Hold) -> Listened:
        extractor, tagger = self.extractor(), self.tagger()
        info = extractor.probe(path)
        playback = self._looked_at(video, path, info)
        progress = Progress(self.catalog, video, hold, info.duration_s)
        rate_hz = tagger.bundle.log_mel.sample_rate_hz
        try:
            with (
                sketching(rate_hz) as sketch,
                extractor.open(path, rate_hz, sketch.take_channels) as stream,
            ):
                waveform = sketch.watch(stream)
                store_tagged(self.store, video.video_id, tagger, waveform, progress)
                extraction = stream.outcome()
                sketch.keep(self.store, video.video_id)
        except NoAudioTrack as error:
            found = _silent(info, tagger.bundle.bundle_id, str(error))
        else:
            found = _heard(info, tagger.bundle.bundle_id, extraction)
        return replace(found, playback=playback)

    def _looked_at(self, video: Video, path: Path, info: MediaInfo) -> Playback:
        """How it can be played, and a picture of it where there is one to be had."""
        drawn = info.has_picture or info.has_cover
        poster = bool(drawn) and keep_poster(
            self.store, self.maker(), video.video_id, path, info.duration_s
        )
        return Playback(playable=info.playable, has_picture=info.has_picture, poster=poster)


def _heard(info: MediaInfo, bundle: BundleId, extraction: Extraction) -> Listened:
    return Listened(
        heard=Heard(
            duration_s=max(extraction.decoded_s, info.duration_s or 0.0),
            decoded_s=extraction.decoded_s,
            audio_tracks=info.audio_tracks,
            bundle=bundle,
        ),
        recorded_at=info.recorded_at,
        reason=Reason.DAMAGED if extraction.damaged else None,
        detail=extraction.detail if extraction.damaged else None,
    )


def _silent(info: MediaInfo, bundle: BundleId, detail: str) -> Listened:
    """No audio track: ready in the end, with no events, so that it is found by its name."""
    return Listened(
        heard=Heard(
            duration_s=info.duration_s or 0.0, decoded_s=0.0, audio_tracks=0, bundle=bundle
        ),
        recorded_at=info.recorded_at,
        reason=Reason.NO_AUDIO,
        detail=detail,
    )
