"""Objects out of a bucket: their bytes, resumed where a connection broke, and their list."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from typing import TYPE_CHECKING

import urllib3
from minio.error import S3Error

from earshot.adapters.store.key_paths import checked_key
from earshot.adapters.store.s3_client import S3Client, failing_as_store
from earshot.domain.ids import ObjectKey
from earshot.errors import StoreUnavailable
from earshot.ports.object_store import ObjectInfo

if TYPE_CHECKING:
    from minio.datatypes import Object

_CHUNK_BYTES = 1 << 20
_RESUMES = 3


def stat_object(client: S3Client, bucket: str, key: ObjectKey) -> ObjectInfo:
    """Size and time; `ObjectNotFound` when absent."""
    with failing_as_store("read", key):
        return _info(key, client.stat_object(bucket, key))


def stream_object(
    client: S3Client, bucket: str, key: ObjectKey, start: int, stop: int | None
) -> Iterator[bytes]:
    """An empty chunk once the object is found, then its bytes, all of one version."""
    if start == stop:
        stat_object(client, bucket, key)
        yield b""
        return
    with failing_as_store("read", key):
        try:
            response = _open(client, bucket, key, start, stop)
        except S3Error as error:
            if error.code != "InvalidRange":
                raise
            yield b""  # the object ends before the range begins
            return
        yield from _resumed(client, bucket, key, response, start, stop)


def listed(client: S3Client, bucket: str, prefix: str) -> Iterator[ObjectInfo]:
    """All keys in the bucket that begin so, in order."""
    base, slash, rest = prefix.rpartition("/")
    try:
        checked_key(base if slash else "anything")
    except ValueError:
        return  # no key can begin like this
    # Some servers refuse to be asked for names that begin with dots alone.
    asked = base + slash if rest in {".", ".."} else prefix
    with failing_as_store("list", prefix):
        for found in client.list_objects(bucket, asked, recursive=True):
            if found.object_name and found.object_name.startswith(prefix):
                yield _info(ObjectKey(found.object_name), found)


def _open(
    client: S3Client, bucket: str, key: ObjectKey, start: int, stop: int | None, etag: str = ""
) -> urllib3.BaseHTTPResponse:
    return client.get_object(
        bucket,
        key,
        offset=start,
        length=0 if stop is None else stop - start,
        request_headers={"If-Match": etag} if etag else None,
    )


def _resumed(
    client: S3Client,
    bucket: str,
    key: ObjectKey,
    response: urllib3.BaseHTTPResponse,
    position: int,
    stop: int | None,
) -> Iterator[bytes]:
    etag = response.headers.get("etag", "")
    for left in reversed(range(_RESUMES + 1)):
        try:
            yield b""
            for chunk in response.stream(_CHUNK_BYTES):
                position += len(chunk)
                yield chunk
        except urllib3.exceptions.HTTPError:
            if not left:
                raise
        else:
            return
        finally:
            response.close()
            response.release_conn()
        # Without this condition a replaced object would be mixed from two versions.
        response = _open(client, bucket, key, position, stop, etag)


def _info(key: ObjectKey, found: Object) -> ObjectInfo:
    if found.size is None or found.last_modified is None:
        raise StoreUnavailable(f"the object store does not say how large {key} is")
    # A listing has milliseconds, a single answer whole seconds: seconds agree.
    modified_at = found.last_modified.astimezone(UTC).replace(microsecond=0)
    return ObjectInfo(key=key, size_bytes=found.size, modified_at=modified_at)
