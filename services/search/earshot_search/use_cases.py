"""The use-cases of this room, built from its ports."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from dataclasses import dataclass

from earshot.labels.ontology import audioset
from earshot.ports.catalog import Catalog
from earshot.ports.embeddings import EmbeddingReader
from earshot.ports.index import IndexReader
from earshot.ports.object_store import ObjectStore
from earshot.tagging.bundle import Bundle
from earshot_search.audible import AudibleLabels
from earshot_search.captions import Captions
from earshot_search.events import Events
from earshot_search.heatmaps import Heatmaps
from earshot_search.labels import Labels
from earshot_search.made_files import MadeFiles
from earshot_search.markers import Markers
from earshot_search.searching import Searching
from earshot_search.shown import ShownVideos
from earshot_search.similar import Similar
from earshot_search.sources import Sources
from earshot_search.statistics import Statistics
from earshot_search.suggesting import Suggesting
from earshot_search.timelines import Timelines
from earshot_search.traces import Traces


@dataclass(frozen=True, slots=True, kw_only=True)
class UseCases:
    """Everything that search can be asked."""

    searching: Searching
    suggesting: Suggesting
    similar: Similar
    labels: Labels
    events: Events
    timelines: Timelines
    statistics: Statistics
    heatmaps: Heatmaps
    captions: Captions
    sources: Sources
    made: MadeFiles
    traces: Traces
    markers: Markers
    audible: AudibleLabels


def use_cases_of(
    *,
    index: IndexReader,
    embeddings: EmbeddingReader,
    catalog: Catalog,
    store: ObjectStore,
    shipped: Bundle | None = None,
) -> UseCases:
    """Put the use-cases together; `shipped` is the bundle that will hear the first video."""
    ontology = audioset()
    audible = AudibleLabels(store, ontology, shipped=shipped)
    shown = ShownVideos(catalog)
    events = Events(store=store, shown=shown, audible=audible)
    traces = Traces(store=store, shown=shown)
    return UseCases(
        searching=Searching(index=index, shown=shown, audible=audible),
        suggesting=Suggesting(index=index, shown=shown, audible=audible),
        similar=Similar(embeddings=embeddings, shown=shown, store=store),
        labels=Labels(index=index, audible=audible),
        events=events,
        timelines=Timelines(events=events, audible=audible, ontology=ontology),
        statistics=Statistics(index=index, shown=shown, audible=audible),
        heatmaps=Heatmaps(index=index, audible=audible),
        captions=Captions(events, traces),
        markers=Markers(events),
        traces=traces,
        sources=Sources(store=store, shown=shown),
        made=MadeFiles(store=store, shown=shown),
        audible=audible,
    )
