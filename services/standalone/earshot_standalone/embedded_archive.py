"""The archive on this machine, asked through the rooms' own use-cases."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from earshot.adapters.catalog.resolve import resolve_catalog
from earshot.adapters.index.resolve import resolve_embedding_reader, resolve_index_reader
from earshot.adapters.store.resolve import resolve_store
from earshot.domain.ids import VideoId
from earshot.domain.levels import Level
from earshot.domain.queries import Order
from earshot.domain.video import Video, VideoState
from earshot.errors import VideoNotFound
from earshot.ports.catalog import Catalog, VideoFilter
from earshot.settings import Settings
from earshot.tagging.bundle import read_manifest
from earshot_search import presenting
from earshot_search.counting import Thoroughness
from earshot_search.searching import SearchRequest
from earshot_search.use_cases import UseCases, use_cases_of
from earshot_standalone.archive import Document
from earshot_standalone.naming_videos import choose_video
from earshot_worker.bundles import MANIFEST, bundle_folder

if TYPE_CHECKING:
    from earshot.captions.cue import CaptionOptions

_PAGE = 200
_SHOWN = frozenset(VideoState) - {VideoState.REMOVED}


class EmbeddedArchive:
    """Opens each part of the archive when it is first asked for."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @cached_property
    def _catalog(self) -> Catalog:
        return resolve_catalog(self._settings)

    @cached_property
    def _use_cases(self) -> UseCases:
        return make_use_cases(self._settings)

    def videos(self) -> Iterator[Document]:
        after: VideoId | None = None
        while page := self._catalog.page(VideoFilter(states=_SHOWN), after, _PAGE):
            yield from (_told(video) for video in page)
            after = page[-1].video_id

    def video(self, named: str) -> Document:
        try:
            video = self._catalog.get(VideoId(named))
        except VideoNotFound:
            return choose_video(named, self.videos())
        return _told(video)

    def search(
        self, query: str, *, level: int, min_score: float, limit: int, sort: str
    ) -> Document:
        request = SearchRequest(
            query=query,
            level=Level(level),
            min_score=min_score,
            limit=limit,
            sort=Order(sort),
            counts=Thoroughness.FULL,
        )
        found = self._use_cases.searching.search(request)
        answer = presenting.search_answer(request, found, self._use_cases.audible.name)
        return answer.model_dump(mode="json")

    def similar(self, asked: Document) -> Document:
        from earshot_search.similar_answers import SimilarBody, similar_answer

        request = SimilarBody(**asked).request()
        return similar_answer(self._use_cases.similar.find(request)).model_dump(mode="json")

    def similar_to_file(self, path: Path, how: Document) -> Document:
        from earshot_search.similar import AskedSound
        from earshot_search.similar_answers import SimilarBody, similar_answer
        from earshot_worker.clip_hearing import hear_clip
        from earshot_worker.resolve import resolve_ports

        ports = resolve_ports(self._settings)
        tagger = ports.tagger()
        heard = hear_clip(path, ports.extractor(), tagger)
        sound = AskedSound(rows=heard.rows, bundle=tagger.bundle.bundle_id)
        found = self._use_cases.similar.find_sound(sound, SimilarBody(**how).request())
        return similar_answer(found).model_dump(mode="json")

    def label_figures(self, *, level: int, period: str, periods: int) -> Document:
        from earshot_search.presenting_archive import label_figures_answer
        from earshot_search.statistics import Period

        figures, chosen = self._use_cases.statistics, Period(period)
        told = figures.labels(level=Level(level), period=chosen, periods=periods)
        name = self._use_cases.audible.name
        return label_figures_answer(level, chosen, told, name).model_dump(mode="json")

    def events(self, video_id: str, *, level: int) -> Document:
        told = self._use_cases.events.told(VideoId(video_id), level=Level(level))
        return presenting.events_answer(told, self._use_cases.audible.name).model_dump(mode="json")

    def captions(self, video_id: str, *, kind: str, options: CaptionOptions) -> str:
        from earshot.captions.formats import SheetFormat

        return self._use_cases.captions.written(VideoId(video_id), SheetFormat(kind), options)

    def labels(self, word: str) -> Document:
        told = self._use_cases.labels.told(word)
        return presenting.labels_answer(Level.BALANCED, told).model_dump(mode="json")

    def remove(self, video_id: str) -> Document:
        from earshot.adapters.queue.resolve import resolve_queue
        from earshot_gateway.editing import Editing

        store, queue = resolve_store(self._settings), resolve_queue(self._settings)
        editing = Editing(store=store, catalog=self._catalog, queue=queue)
        video = editing.remove(VideoId(video_id))
        return _told(video)


def _told(video: Video) -> Document:
    from earshot_gateway.answers import VideoAnswer, video_json

    return VideoAnswer(**video_json(video)).model_dump(mode="json")


def make_use_cases(settings: Settings) -> UseCases:
    """Search over the archive of the settings; before the first video, by the shipped bundle."""
    manifest = bundle_folder(settings) / MANIFEST
    return use_cases_of(
        index=resolve_index_reader(settings),
        embeddings=resolve_embedding_reader(settings),
        catalog=resolve_catalog(settings),
        store=resolve_store(settings),
        shipped=read_manifest(manifest.read_bytes()),
    )
