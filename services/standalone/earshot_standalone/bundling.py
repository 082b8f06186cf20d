"""The bundle desk over the archive of the settings, and the small work that it orders."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from typing import TYPE_CHECKING

from earshot.domain.jobs import Step
from earshot.errors import BadRequest
from earshot.settings import Settings

if TYPE_CHECKING:
    from earshot_worker.bundle_desk import BundleDesk


def archive_settings() -> Settings:
    """The settings of an archive that is managed where it is; quiet logs."""
    from earshot_standalone.asking import read_settings

    settings = read_settings()
    if settings.server:
        raise BadRequest("bundles are managed where the archive is; unset EARSHOT_SERVER")
    return settings


def open_desk(settings: Settings | None = None) -> BundleDesk:
    """The desk of the archive."""
    from earshot.adapters.catalog.resolve import resolve_catalog
    from earshot.adapters.queue.resolve import resolve_queue
    from earshot.adapters.store.resolve import resolve_store
    from earshot.adapters.tagger.resolve import resolve_tagger
    from earshot.tagging.bundle import load_bundle
    from earshot_worker.bundle_desk import BundleDesk
    from earshot_worker.bundles import bundle_folder
    from earshot_worker.resolve import make_shelf
    from earshot_worker.serving import Choice

    settings = settings or archive_settings()
    store, default = resolve_store(settings), load_bundle(bundle_folder(settings))
    return BundleDesk(
        store=store,
        catalog=resolve_catalog(settings),
        queue=resolve_queue(settings),
        shelf=make_shelf(settings, store, default),
        choice=Choice(store=store, default=default.bundle_id),
        try_out=lambda bundle: resolve_tagger(settings, bundle),
    )


def finish_indexing() -> None:
    """Write the entries that are due; safe beside a running service. With a broker, workers do."""
    import threading

    from earshot.adapters.queue.resolve import has_broker, resolve_work_source
    from earshot.owners import this_owner
    from earshot_worker.compose import make_pipeline
    from earshot_worker.resolve import resolve_ports

    settings = archive_settings()
    if has_broker(settings):
        return
    pipeline = make_pipeline(resolve_ports(settings), settings, threading.Event())
    source = resolve_work_source(settings)
    while lease := source.claim(frozenset({Step.INDEX}), this_owner(), settings.lease_s):
        pipeline.run_job(lease)
