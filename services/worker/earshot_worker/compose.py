"""The worker put together: steps from ports, and the loop of the embedded one around them."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import threading
from collections.abc import Callable

from earshot.domain.jobs import Lease, Step
from earshot.owners import is_dead, this_owner
from earshot.ports.work import WorkSource
from earshot.settings import Settings
from earshot_worker.decode import Decode
from earshot_worker.embed import Embed
from earshot_worker.index import Index
from earshot_worker.isolation import run_isolated
from earshot_worker.listen import Listen
from earshot_worker.making import MakeExcerpts, MakeProxy
from earshot_worker.pipeline import Pipeline
from earshot_worker.ports import WorkerPorts
from earshot_worker.query_upkeep import QueryUpkeep
from earshot_worker.rebuild import Rebuild
from earshot_worker.reconcile import Reconciler
from earshot_worker.remove import Remove
from earshot_worker.retag import Asking, Retag
from earshot_worker.runner import Worker
from earshot_worker.uploads import AbandonedUploads


def make_pipeline(
    ports: WorkerPorts,
    settings: Settings,
    stop: threading.Event,
    isolate: Callable[[Lease, threading.Event], int] | None = None,
) -> Pipeline:
    """All steps over these ports; `run_job` is the way in."""
    remove, asking = make_remove(ports), make_asking(ports)
    proxy, excerpts = make_proxy(ports), make_excerpts(ports)
    retag = make_retag(ports, asking)
    return Pipeline(
        store=ports.store,
        catalog=ports.catalog,
        ledger=ports.ledger,
        queue=ports.queue,
        steps={
            Step.LISTEN: make_listen(ports),
            Step.DECODE: make_decode(ports),
            Step.INDEX: make_index(ports),
            Step.REMOVE: remove,
            Step.RETAG: retag,
            Step.PROXY: proxy,
            Step.EXCERPT: excerpts,
        },
        afterwards=asking.job_for,
        given_up={
            Step.RETAG: retag.given_up,
            Step.PROXY: proxy.given_up,
            Step.EXCERPT: excerpts.given_up,
        },
        remove=remove,
        embed=make_embed(ports),
        lease_s=settings.lease_s,
        max_attempts=settings.max_attempts,
        stop=stop,
        isolate=isolate,
    )


def make_reconciler(ports: WorkerPorts, *, messages_in_ledger: bool = True) -> Reconciler:
    """The upkeep over these ports; with a broker, messages lie outside the ledger."""
    return Reconciler(
        store=ports.store,
        catalog=ports.catalog,
        ledger=ports.ledger,
        queue=ports.queue,
        remove=make_remove(ports),
        leftovers=ports.leftovers,
        uploads=AbandonedUploads(store=ports.store, catalog=ports.catalog, is_dead=is_dead),
        queries=QueryUpkeep(store=ports.store),
        asking=make_asking(ports),
        messages_in_ledger=messages_in_ledger,
    )


def make_worker(
    ports: WorkerPorts, source: WorkSource, settings: Settings, stop: threading.Event
) -> Worker:
    """An embedded worker, which claims its jobs itself; setting `stop` ends it cleanly."""
    return Worker(
        pipeline=make_pipeline(ports, settings, stop, run_isolated(settings)),
        source=source,
        reconciler=make_reconciler(ports),
        store=ports.store,
        bundle=ports.bundle,
        owner=this_owner(),
        is_dead=is_dead,
        reconcile_s=settings.reconcile_s,
    )


def make_rebuild(ports: WorkerPorts) -> Rebuild:
    """Catalog and index anew from the store."""
    return Rebuild(
        store=ports.store,
        catalog=ports.catalog,
        queue=ports.queue,
        index=ports.index,
        embeddings=ports.embeddings,
        decoding=make_decode(ports),
        indexing=make_index(ports),
        remove=make_remove(ports),
    )


def make_remove(ports: WorkerPorts) -> Remove:
    """The step that removes, also used to sweep."""
    return Remove(
        store=ports.store,
        catalog=ports.catalog,
        ledger=ports.ledger,
        index=ports.index,
        embeddings=ports.embeddings,
    )


def make_asking(ports: WorkerPorts) -> Asking:
    """Who else is to hear a video."""
    return Asking(store=ports.store, choice=ports.choice)


def make_decode(ports: WorkerPorts) -> Decode:
    """The step that decodes."""
    return Decode(store=ports.store, bundle=ports.bundle)


def make_index(ports: WorkerPorts) -> Index:
    """The step that indexes."""
    return Index(
        store=ports.store,
        catalog=ports.catalog,
        index=ports.index,
        embeddings=ports.embeddings,
        ontology=ports.ontology,
    )


def make_listen(ports: WorkerPorts) -> Listen:
    """The step that listens."""
    return Listen(
        store=ports.store,
        sources=ports.sources,
        catalog=ports.catalog,
        extractor=ports.extractor,
        maker=ports.maker,
        tagger=ports.tagger,
    )


def make_retag(ports: WorkerPorts, asking: Asking) -> Retag:
    """The step that hears with one more bundle."""
    return Retag(
        store=ports.store,
        sources=ports.sources,
        catalog=ports.catalog,
        extractor=ports.extractor,
        taggers=ports.taggers,
        decode=make_decode(ports),
        asking=asking,
    )


def make_proxy(ports: WorkerPorts) -> MakeProxy:
    """The step that makes a video playable."""
    return MakeProxy(store=ports.store, sources=ports.sources, maker=ports.maker)


def make_excerpts(ports: WorkerPorts) -> MakeExcerpts:
    """The step that cuts stretches out."""
    return MakeExcerpts(store=ports.store, sources=ports.sources, maker=ports.maker)


def make_embed(ports: WorkerPorts) -> Embed:
    """What listens to query clips."""
    return Embed(
        store=ports.store, sources=ports.sources, extractor=ports.extractor, tagger=ports.tagger
    )
