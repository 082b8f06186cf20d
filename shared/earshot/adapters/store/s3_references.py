"""References to files, kept in a bucket under keys that no object can have."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import io
from collections.abc import Iterator

from earshot.adapters.store.key_paths import relative_path
from earshot.adapters.store.references import Reference, reference_from_json, reference_to_json
from earshot.adapters.store.s3_client import S3Client, failing_as_store
from earshot.adapters.store.s3_reading import listed, stat_object, stream_object
from earshot.domain.ids import ObjectKey
from earshot.errors import ObjectNotFound
from earshot.ports.object_store import ObjectInfo

PREFIX = ".references/"


def checked(key: ObjectKey) -> ObjectKey:
    """The key, when it is legal and no reference's own; else `ValueError`."""
    relative_path(key)
    if key.startswith(PREFIX):
        raise ValueError(f"keys in {PREFIX} belong to the store itself: {key!r}")
    return key


def find_reference(client: S3Client, bucket: str, key: ObjectKey) -> tuple[Reference, ObjectInfo]:
    """The reference kept for a key; `ObjectNotFound` when there is none."""
    kept = _kept(key)
    try:
        found = stat_object(client, bucket, kept)
        reference = reference_from_json(b"".join(stream_object(client, bucket, kept, 0, None)))
    except ObjectNotFound as error:
        raise ObjectNotFound(f"there is no object {key} in the store") from error
    info = ObjectInfo(key=key, size_bytes=reference.size_bytes, modified_at=found.modified_at)
    return reference, info


def put_reference(client: S3Client, bucket: str, key: ObjectKey, reference: Reference) -> None:
    """Keep a reference for a key."""
    record = reference_to_json(reference)
    with failing_as_store("write", key):
        client.put_object(bucket, _kept(key), io.BytesIO(record), len(record))


def remove_reference(client: S3Client, bucket: str, key: ObjectKey) -> None:
    """Drop the reference for a key, if there is one."""
    with failing_as_store("delete", key):
        client.remove_object(bucket, _kept(key))


def listed_references(client: S3Client, bucket: str, prefix: str) -> Iterator[ObjectInfo]:
    """What the references whose key begins so stand for, in key order."""
    for kept in listed(client, bucket, PREFIX + prefix):
        yield find_reference(client, bucket, ObjectKey(kept.key.removeprefix(PREFIX)))[1]


def _kept(key: ObjectKey) -> ObjectKey:
    return ObjectKey(PREFIX + key)
