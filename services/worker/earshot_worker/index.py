"""Index: a video's events become its searchable entry, one lane a label and one an ancestor."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from earshot.corrections.stored import StoredCorrections
from earshot.domain.events import Lane, SoundEvent
from earshot.domain.ids import BundleId, LabelId, PolicyId, VideoId
from earshot.domain.jobs import Step
from earshot.domain.video import Video
from earshot.labels.ontology import Ontology
from earshot.ports.catalog import Catalog
from earshot.ports.embeddings import EmbeddingWriter
from earshot.ports.index import IndexWriter, VideoDocument
from earshot.ports.object_store import ObjectStore
from earshot.tagging.shown_events import shown_events
from earshot_worker import transitions
from earshot_worker.embedded import write_embeddings
from earshot_worker.hold import Hold
from earshot_worker.steps import Change, Result


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """Replaces the video's entry as a whole; also after an edit, where the video stays ready."""

    store: ObjectStore
    catalog: Catalog
    index: IndexWriter
    embeddings: EmbeddingWriter
    ontology: Ontology

    def run(self, video: Video, hold: Hold) -> Result:
        """Write the entry; ready follows only if nobody has edited the video since."""
        told = self.tell(video, hold.check)
        return Result(change=_change_if_told(told), concludes=True)

    def tell(self, video: Video, check: Callable[[], None] = lambda: None) -> Told:
        """Make the index tell of the video what catalog and events tell, however they change."""
        while True:
            check()
            told = told_of(video)
            document = told.document
            events = shown_events(video, self.store.get)
            lanes = lanes_of(video.video_id, self._corrected(video, events), self.ontology)
            self.index.replace(document, lanes)
            write_embeddings(self.store, self.embeddings, video)
            now = self.catalog.get(video.video_id)
            if not transitions.is_due(now, Step.INDEX) or told_of(now) == told:
                return told
            video = now

    def _corrected(self, video: Video, events: Sequence[SoundEvent]) -> Sequence[SoundEvent]:
        """As people have set them right, whichever bundle heard them."""
        corrections = StoredCorrections(self.store)
        return corrections.applied(video, events, self.ontology.descendants)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What an entry was made of; where the video tells something else, it is made again."""

    document: VideoDocument
    shown: tuple[tuple[BundleId, PolicyId], ...]
    corrections: int


def told_of(video: Video) -> Told:
    """What the entry of the video as it stands is made of."""
    shown = video.heard.shown if video.heard else ()
    return Told(document=document_of(video), shown=shown, corrections=video.corrections)


def document_of(video: Video) -> VideoDocument:
    """What the index keeps of a video beside its lanes; `ValueError` before it is decoded."""
    heard = video.heard
    if heard is None or heard.policy is None:
        raise ValueError(f"video {video.video_id} has not been decoded yet")
    return VideoDocument(
        video_id=video.video_id,
        title=video.title,
        file_name=video.source.file_name,
        description=video.description,
        collection=video.collection,
        uploaded_at=video.uploaded_at,
        recorded_at=video.recorded_at,
        duration_s=heard.duration_s,
        bundle=heard.bundle,
        policy=heard.policy,
    )


def lanes_of(video_id: VideoId, events: Iterable[SoundEvent], ontology: Ontology) -> list[Lane]:
    """One lane a label heard and one for each label above it, by label id; events by onset."""
    by_label: defaultdict[LabelId, list[SoundEvent]] = defaultdict(list)
    for event in events:
        for label_id in (event.label_id, *ontology.ancestors(event.label_id)):
            by_label[label_id].append(event)
    return [
        Lane(video_id=video_id, label_id=label_id, events=tuple(sorted(heard, key=_order)))
        for label_id, heard in sorted(by_label.items())
    ]


def _order(event: SoundEvent) -> tuple[float, LabelId, int]:
    return event.onset_s, event.label_id, event.levels.first


def _change_if_told(told: Told) -> Change:
    """Ready, unless the video was edited since its entry was written: then it stays due."""

    def change(video: Video) -> Video | None:
        if not transitions.is_due(video, Step.INDEX) or told_of(video) != told:
            return None
        return transitions.indexed(video)

    return change
