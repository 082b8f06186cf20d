"""Settings of an empty archive on the suite's real servers, under names of its own."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from elasticsearch import Elasticsearch
from redis import Redis

from earshot.adapters.store.resolve import resolve_store
from earshot.adapters.store.s3 import S3ObjectStore
from earshot.settings import Settings


@contextmanager
def fresh_archive(redis_database: int) -> Iterator[dict[str, str]]:
    """What rooms read from the environment; bucket, indices and messages go in the end."""
    name = f"archive-{uuid4().hex}"
    elastic = os.environ["EARSHOT_TEST_ES_URL"]
    redis_url = f"{os.environ['EARSHOT_TEST_REDIS_URL'].rsplit('/', 1)[0]}/{redis_database}"
    environment = {
        "EARSHOT_STORE_URL": f"s3://{name}?endpoint={os.environ['EARSHOT_TEST_MINIO_URL']}",
        "EARSHOT_STORE_ACCESS_KEY": os.environ["EARSHOT_TEST_MINIO_ACCESS_KEY"],
        "EARSHOT_STORE_SECRET_KEY": os.environ["EARSHOT_TEST_MINIO_SECRET_KEY"],
        "EARSHOT_QUEUE_URL": redis_url,
        "EARSHOT_CATALOG_URL": f"{elastic}?prefix={name}",
        "EARSHOT_INDEX_URL": f"{elastic}?prefix={name}",
    }
    with Redis.from_url(redis_url) as redis:
        redis.flushdb()
        yield environment
        redis.flushdb()
    with Elasticsearch(elastic) as client:
        for index in list(client.indices.get(index=f"{name}-*")):
            client.indices.delete(index=index)
    _drop_bucket(settings_of(environment, Path("unused")), name)


def settings_of(environment: dict[str, str], data_dir: Path) -> Settings:
    """The same for the test itself."""
    known = {
        name.removeprefix("EARSHOT_").lower(): value
        for name, value in environment.items()
        if name.startswith("EARSHOT_")
    }
    return Settings(data_dir=data_dir, **known)  # type: ignore[arg-type]  # parsed by pydantic


def _drop_bucket(settings: Settings, name: str) -> None:
    store = resolve_store(settings)
    assert isinstance(store, S3ObjectStore)
    for info in list(store.list("")):
        store.delete(info.key)
    store.remove_leftovers(0)
    store._client().remove_bucket(name)
