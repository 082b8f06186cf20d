"""The worker's ports as the settings name them. The model and ffmpeg are looked for when used."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from functools import cache

from earshot.adapters.catalog.resolve import resolve_catalog
from earshot.adapters.index.resolve import resolve_embedding_writer, resolve_index_writer
from earshot.adapters.queue.resolve import resolve_ledger, resolve_queue
from earshot.adapters.store.resolve import resolve_store
from earshot.domain.ids import BundleId
from earshot.labels.ontology import audioset
from earshot.ports.audio_extractor import AudioExtractor
from earshot.ports.media_maker import MediaMaker
from earshot.ports.object_store import ObjectStore
from earshot.ports.tagger import Tagger
from earshot.settings import Settings
from earshot.tagging.bundle import Bundle, load_bundle
from earshot_worker.bundles import bundle_folder, packaged_folders
from earshot_worker.ports import WorkerPorts
from earshot_worker.serving import Choice, LoadedTaggers
from earshot_worker.shelf import Shelf


def resolve_ports(settings: Settings) -> WorkerPorts:
    """All ports of the room; `SettingsError` or `BundleError` with what does not fit."""
    store, bundle = resolve_store(settings), load_bundle(bundle_folder(settings))
    taggers = _taggers(settings, make_shelf(settings, store, bundle))
    choice = Choice(store=store, default=bundle.bundle_id)

    @cache
    def extractor() -> AudioExtractor:
        from earshot.adapters.extractor.resolve import resolve_extractor

        return resolve_extractor(settings)

    @cache
    def maker() -> MediaMaker:
        from earshot.adapters.maker.resolve import resolve_maker

        return resolve_maker(settings)

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
        maker=maker,
        tagger=lambda: taggers(choice.now().use or bundle.bundle_id),
        taggers=taggers,
        choice=choice,
        bundle=bundle,
        ontology=audioset(),
    )


def _taggers(settings: Settings, shelf: Shelf) -> LoadedTaggers:
    def load(bundle_id: BundleId) -> Tagger:
        from earshot.adapters.tagger.resolve import resolve_tagger

        return resolve_tagger(settings, shelf.load(bundle_id))

    return LoadedTaggers(make=load)


def make_shelf(settings: Settings, store: ObjectStore, default: Bundle) -> Shelf:
    """The bundles that ship, the one that the settings name, and those of the store."""
    shipped = [load_bundle(folder) for folder in packaged_folders()]
    return Shelf(
        store=store,
        shipped={bundle.bundle_id: bundle for bundle in (*shipped, default)},
        cache=(settings.scratch_dir or settings.data_dir) / "bundles",
    )
