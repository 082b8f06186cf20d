"""Listen: sound out of the source into the model, scores and embeddings into the store."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from earshot.domain.ids import BundleId
from earshot.domain.keys import embeddings_key, scores_key, source_key
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
from earshot.ports.audio_extractor import AudioExtractor, AudioStream
from earshot.ports.catalog import Catalog
from earshot.ports.object_store import ObjectStore, SourceFiles
from earshot.ports.tagger import Tagger
from earshot.tagging.embedding_file import EmbeddingHeader, encode_embeddings
from earshot.tagging.score_file import ScoreHeader, encode_scores
from earshot_worker import transitions
from earshot_worker.embeddings import embedding_spool
from earshot_worker.hold import Hold
from earshot_worker.progress import Progress
from earshot_worker.publish import publish
from earshot_worker.steps import Result, StepFailed
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
        progress = Progress(self.catalog, video, hold, info.duration_s)
        try:
            with extractor.open(path, tagger.bundle.log_mel.sample_rate_hz) as stream:
                self._tag(video, tagger, stream, progress)
                extraction = stream.outcome()
        except NoAudioTrack as error:
            return _silent(info, tagger.bundle.bundle_id, str(error))
        return _heard(info, tagger.bundle.bundle_id, extraction)

    def _tag(self, video: Video, tagger: Tagger, stream: AudioStream, progress: Progress) -> None:
        """Scores go to the store while they come; embeddings are few and follow at the end."""
        bundle, video_id = tagger.bundle, video.video_id
        publish(self.store, bundle)
        scores_header = ScoreHeader(
            bundle=bundle.bundle_id,
            hop_s=bundle.hop_s,
            labels=tuple(label.label_id for label in bundle.labels),
        )
        header = EmbeddingHeader(bundle=bundle.bundle_id, size=bundle.embedding_size)
        with embedding_spool(bundle.embedding_size) as spool:
            watched = progress.watch(stream, bundle.log_mel.sample_rate_hz)
            logits = (block.logits for block in spool.keep(tagger.tag(watched)))
            scores = encode_scores(scores_header, logits)
            self.store.put(scores_key(video_id, bundle.bundle_id), scores)
            embeddings = encode_embeddings(header, spool.pieces())
            self.store.put(embeddings_key(video_id, bundle.bundle_id), embeddings)


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
