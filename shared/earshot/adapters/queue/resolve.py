"""Which queue and which ledger the settings mean."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from earshot.adapters.catalog.resolve import catalog_file, resolve_catalog
from earshot.errors import SettingsError
from earshot.ports.work import JobLedger, TaskQueue, WorkSource
from earshot.settings import Settings

if TYPE_CHECKING:
    from earshot.adapters.queue.celery import CeleryQueue
    from earshot.adapters.queue.sqlite import CatalogQueue

BROKERS = frozenset({"redis", "rediss"})


def resolve_queue(settings: Settings) -> TaskQueue:
    """Where work is announced: ``EARSHOT_QUEUE_URL``."""
    scheme = urlsplit(settings.queue_url).scheme
    if scheme == "catalog":
        return _catalog_queue(settings)
    if scheme in BROKERS:
        return resolve_celery_queue(settings)
    raise SettingsError(f"EARSHOT_QUEUE_URL must be catalog: or redis://..., not {scheme}:")


def resolve_celery_queue(settings: Settings) -> CeleryQueue:
    """The queue on Redis, also for workers, who tell it what has arrived."""
    try:
        from redis import Redis

        from earshot.adapters.queue.celery import CeleryQueue
        from earshot.adapters.queue.celery_transport import (
            CONNECT_TIMEOUT_S,
            limit_rule,
            make_celery,
        )
    except ImportError as error:
        raise SettingsError(
            "EARSHOT_QUEUE_URL redis: needs the extra: pip install earshot[distributed]"
        ) from error
    redis = Redis.from_url(settings.queue_url, socket_connect_timeout=CONNECT_TIMEOUT_S)
    catalog = resolve_catalog(settings)
    return CeleryQueue(make_celery(settings), redis, catalog, limit_rule(settings))


def has_broker(settings: Settings) -> bool:
    """True where messages are pushed to workers, False where these look for due work."""
    return urlsplit(settings.queue_url).scheme in BROKERS


def resolve_ledger(settings: Settings) -> JobLedger:
    """Leases and attempts: they are kept where the catalog is."""
    if catalog_file(settings) is not None:
        return _catalog_queue(settings)
    try:
        from earshot.adapters.catalog.elastic_address import connect, parse_elastic_address
        from earshot.adapters.catalog.elastic_documents import ElasticDocuments
        from earshot.adapters.queue.elastic_ledger import ElasticLedger, ledger_kind
    except ImportError as error:
        raise SettingsError(
            "EARSHOT_CATALOG_URL http: needs the extra: pip install earshot[distributed]"
        ) from error
    from earshot.errors import QueueUnavailable

    address = parse_elastic_address(settings.catalog_url, "EARSHOT_CATALOG_URL")
    client = connect(address, settings.elastic_api_key)
    return ElasticLedger(ElasticDocuments(client, ledger_kind(address.prefix), QueueUnavailable))


def resolve_work_source(settings: Settings) -> WorkSource:
    """Where an embedded worker looks for work; a broker pushes it instead."""
    if urlsplit(settings.queue_url).scheme == "catalog":
        return _catalog_queue(settings)
    raise SettingsError("with a broker as EARSHOT_QUEUE_URL, start Celery workers instead")


def _catalog_queue(settings: Settings) -> CatalogQueue:
    from earshot.adapters.catalog.database import CatalogDatabase
    from earshot.adapters.queue.sqlite import CatalogQueue
    from earshot.errors import QueueUnavailable

    path = catalog_file(settings)
    if path is None:
        raise SettingsError(
            "EARSHOT_QUEUE_URL catalog: needs the catalog in SQLite; else use redis://..."
        )
    return CatalogQueue(CatalogDatabase(path, QueueUnavailable))
