"""The worker's ports as the settings name them. The model and ffmpeg are looked for when used."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from functools import cache

from earshot.adapters.catalog.resolve import resolve_catalog
from earshot.adapters.index.resolve import resolve_embedding_writer, resolve_index_writer
from earshot.adapters.queue.resolve import resolve_ledger, resolve_queue
from earshot.adapters.store.resolve import resolve_store
from earshot.labels.ontology import audioset
from earshot.ports.audio_extractor import AudioExtractor
from earshot.ports.tagger import Tagger
from earshot.settings import Settings
from earshot.tagging.bundle import load_bundle
from earshot_worker.bundles import bundle_folder
from earshot_worker.ports import WorkerPorts


def resolve_ports(settings: Settings) -> WorkerPorts:
    """All ports of the room; `SettingsError` or `BundleError` with what does not fit."""
    store, bundle = resolve_store(settings), load_bundle(bundle_folder(settings))

    @cache
    def extractor() -> AudioExtractor:
        from earshot.adapters.extractor.resolve import resolve_extractor

        return resolve_extractor(settings)

    @cache
    def tagger() -> Tagger:
        from earshot.adapters.tagger.resolve import resolve_tagger

        return resolve_tagger(settings, bundle)

    return WorkerPorts(
        store=store,
        sources=store,
        leftovers=store,
        catalog=resolve_catalog(settings),
        ledger=resolve_ledger(settings),
        queue=resolve_queue(settings),
        index=resolve_index_writer(settings),
        embeddings=resolve_embedding_writer(settings),
        extractor=extractor,
        tagger=tagger,
        bundle=bundle,
        ontology=audioset(),
    )
