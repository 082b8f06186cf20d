"""A store in a bucket of its own on the suite's S3 server."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

from pydantic import SecretStr

from earshot.adapters.store.resolve import resolve_store
from earshot.adapters.store.s3 import S3ObjectStore
from earshot.settings import Settings


def s3_settings(folder: Path, bucket: str, **more: object) -> Settings:
    """Settings that name a bucket of the suite's server; `more` go on top."""
    endpoint = quote(os.environ["EARSHOT_TEST_MINIO_URL"], safe="")
    return Settings(
        **{
            "data_dir": folder,
            "store_url": f"s3://{bucket}?endpoint={endpoint}&public_endpoint={endpoint}",
            "store_access_key": SecretStr(os.environ["EARSHOT_TEST_MINIO_ACCESS_KEY"]),
            "store_secret_key": SecretStr(os.environ["EARSHOT_TEST_MINIO_SECRET_KEY"]),
            **more,
        }  # type: ignore[arg-type]  # the fields differ in type
    )


@contextmanager
def s3_store(folder: Path) -> Iterator[S3ObjectStore]:
    """A store in a new bucket, which is emptied and removed in the end."""
    bucket = f"test-{uuid4().hex}"
    store = resolve_store(s3_settings(folder, bucket))
    assert isinstance(store, S3ObjectStore)
    yield store
    for info in list(store.list("")):
        store.delete(info.key)
    assert store.remove_leftovers(0) == 0, "an upload was left unfinished"
    store._client().remove_bucket(bucket)
