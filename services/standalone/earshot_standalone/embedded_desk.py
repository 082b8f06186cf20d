"""The desk on this machine: the gateway's use-cases, and the little work that they order."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from earshot.adapters.catalog.resolve import resolve_catalog
from earshot.adapters.queue.resolve import resolve_queue
from earshot.adapters.store.resolve import resolve_store
from earshot.domain.ids import VideoId
from earshot.domain.jobs import Step
from earshot.domain.levels import Level
from earshot.errors import BadRequest
from earshot.settings import Settings
from earshot_standalone.archive import Document
from earshot_standalone.finishing import finish

if TYPE_CHECKING:
    from earshot_gateway.correcting import Correcting
    from earshot_gateway.ordering import Ordering


class EmbeddedDesk:
    """Does at once what it orders, safe beside a running service."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._store, self._catalog = resolve_store(settings), resolve_catalog(settings)

    def correct(self, video_id: str, said: Document) -> Document:
        from pydantic import ValidationError

        from earshot_gateway.correcting import Wanted
        from earshot_gateway.correction_answers import CorrectionWanted, correction_json

        try:
            wanted = CorrectionWanted.model_validate(said)
        except ValidationError as error:
            raise BadRequest(error.errors()[0]["msg"]) from error
        made = self._correcting.add(VideoId(video_id), Wanted(**dict(wanted)))
        finish({Step.INDEX})
        return correction_json(made)

    def withdraw(self, video_id: str, correction_id: str, by: str) -> Document:
        self._correcting.withdraw(VideoId(video_id), correction_id, by)
        finish({Step.INDEX})
        shown = self.corrections(video_id, withdrawn=True)
        return next(one for one in shown if one["id"] == correction_id)

    def corrections(self, video_id: str, *, withdrawn: bool) -> list[Document]:
        from earshot_gateway.correction_answers import history_json

        return history_json(self._correcting.history(VideoId(video_id)), withdrawn=withdrawn)

    def training(self, form: str) -> str:
        from earshot.corrections.training import as_csv, as_json_lines, examples_of

        examples = examples_of(self._correcting.all_standing())
        return "".join(as_csv(examples) if form == "csv" else as_json_lines(examples))

    def proxy(self, video_id: str) -> Document:
        from earshot_gateway.answers import video_json

        self._ordering.proxy(VideoId(video_id))
        finish({Step.PROXY})
        return video_json(self._catalog.get(VideoId(video_id)))

    def excerpt(self, video_id: str, start_s: float, end_s: float, form: str) -> bytes:
        from earshot.domain.making import ExcerptFormat
        from earshot_search.made_files import MadeFiles
        from earshot_search.shown import ShownVideos

        ordered = self._ordering.excerpt(VideoId(video_id), start_s, end_s, ExcerptFormat(form))
        finish({Step.EXCERPT})
        made = MadeFiles(store=self._store, shown=ShownVideos(self._catalog))
        file = made.excerpt(VideoId(video_id), ordered.excerpt.excerpt_id)
        return b"".join(made.read(file, 0, file.size_bytes))

    def markers(self, video_id: str, form: str, *, level: int, labels: list[str], fps: str) -> str:
        from earshot.captions.markers import MarkerFormat
        from earshot_search.markers import MarkersWanted
        from earshot_standalone.embedded_archive import make_use_cases

        wanted = MarkersWanted(level=Level(level), labels=labels, rate=fps)
        markers = make_use_cases(self._settings).markers
        return markers.written(VideoId(video_id), MarkerFormat(form), wanted)

    @cached_property
    def _correcting(self) -> Correcting:
        from earshot_gateway.correcting import Correcting

        queue = resolve_queue(self._settings)
        return Correcting(store=self._store, catalog=self._catalog, queue=queue)

    @cached_property
    def _ordering(self) -> Ordering:
        from earshot_gateway.ordering import Ordering

        queue = resolve_queue(self._settings)
        return Ordering(store=self._store, catalog=self._catalog, queue=queue)
