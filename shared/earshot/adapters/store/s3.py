"""The object store on any S3 server, by the minio client and plain S3 calls only."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import heapq
import threading
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from minio.error import S3Error

from earshot.adapters.store import s3_references as references
from earshot.adapters.store.local_bytes import file_chunks, file_range
from earshot.adapters.store.references import refer_to
from earshot.adapters.store.s3_client import S3Client, failing_as_store
from earshot.adapters.store.s3_reading import listed, stat_object, stream_object
from earshot.adapters.store.s3_references import checked
from earshot.adapters.store.s3_upload import Upload
from earshot.adapters.store.scratch import Scratch
from earshot.domain.ids import ObjectKey
from earshot.errors import ObjectNotFound
from earshot.ports.object_store import ObjectInfo

_BUCKET_IS_THERE = {"BucketAlreadyOwnedByYou", "BucketAlreadyExists"}


class S3ObjectStore:
    """`ObjectStore`, `SourceFiles`, `MediaLinks` and `Leftovers` in one bucket.

    An object goes before a reference of the same key. References serve where all rooms see the
    same files. The bucket is made by the first call, when it is not there.
    """

    def __init__(
        self, client: S3Client, bucket: str, scratch: Scratch, public: S3Client | None = None
    ) -> None:
        self._bare_client = client
        self._bucket = bucket
        self._scratch = scratch
        self._public = public
        self._lock = threading.Lock()
        self._bucket_made = False

    def put(self, key: ObjectKey, chunks: Iterable[bytes]) -> ObjectInfo:
        Upload(self._client(), self._bucket, checked(key)).send(chunks)
        return stat_object(self._client(), self._bucket, key)

    def read(self, key: ObjectKey, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        if start < 0 or (stop is not None and stop < start):
            raise ValueError(f"a range must be 0 <= start <= stop, not {start}..{stop}")
        chunks = stream_object(self._client(), self._bucket, checked(key), start, stop)
        try:
            next(chunks)  # asks in this very call; a generator once started frees its connection
        except ObjectNotFound:
            chunks = file_range(self._referred(key), start, stop)
            next(chunks)
        return chunks

    def get(self, key: ObjectKey) -> bytes:
        return b"".join(self.read(key))

    def stat(self, key: ObjectKey) -> ObjectInfo:
        try:
            return stat_object(self._client(), self._bucket, checked(key))
        except ObjectNotFound:
            reference, info = references.find_reference(self._client(), self._bucket, key)
        reference.checked_path()
        return info

    def list(self, prefix: str) -> Iterator[ObjectInfo]:
        client, last = self._client(), None
        own = (
            info
            for info in listed(client, self._bucket, prefix)
            if not info.key.startswith(references.PREFIX)
        )
        referred = references.listed_references(client, self._bucket, prefix)
        for info in heapq.merge(own, referred, key=lambda info: info.key):
            if info.key != last:
                yield info
            last = info.key

    def delete(self, key: ObjectKey) -> None:
        # The reference goes first: were it left alone for a moment, it would count.
        references.remove_reference(self._client(), self._bucket, checked(key))
        with failing_as_store("delete", key):
            self._client().remove_object(self._bucket, key)

    @contextmanager
    def checkout(self, key: ObjectKey) -> Iterator[Path]:
        try:
            size_bytes = stat_object(self._client(), self._bucket, checked(key)).size_bytes
        except ObjectNotFound:
            path = self._referred(key)
        else:
            with self._scratch.copy(size_bytes, lambda: self.read(key)) as path:
                yield path
            return
        yield path

    def adopt(self, key: ObjectKey, path: Path, *, in_place: bool) -> ObjectInfo:
        source = path.resolve()
        reference = refer_to(source)
        if not in_place:
            with closing(file_chunks(source)) as chunks:
                return self.put(key, chunks)
        references.put_reference(self._client(), self._bucket, checked(key), reference)
        with failing_as_store("delete", key):
            self._client().remove_object(self._bucket, key)
        return references.find_reference(self._client(), self._bucket, key)[1]

    def link(self, key: ObjectKey, expires_s: float) -> str | None:
        """An address at the public endpoint; None without one, and for references."""
        try:
            stat_object(self._client(), self._bucket, checked(key))
        except ObjectNotFound:
            self._referred(key)
            return None
        if self._public is None:
            return None
        expires = timedelta(seconds=expires_s)
        return self._public.presigned_get_object(self._bucket, key, expires=expires)

    def remove_leftovers(self, older_than_s: float) -> int:
        removed = self._scratch.remove_leftovers(older_than_s)
        client, newest = self._client(), datetime.now(UTC) - timedelta(seconds=older_than_s)
        with failing_as_store("remove unfinished uploads"):
            for upload in client.unfinished(self._bucket):
                if client.last_part_at(self._bucket, upload) <= newest:
                    client.drop_parts(self._bucket, upload.key, upload.upload_id)
                    removed += 1
        return removed

    def _client(self) -> S3Client:
        """The client, once the bucket is there."""
        with self._lock:
            if not self._bucket_made:
                with failing_as_store("open the bucket", self._bucket):
                    _make_bucket(self._bare_client, self._bucket)
                self._bucket_made = True
        return self._bare_client

    def _referred(self, key: ObjectKey) -> Path:
        return references.find_reference(self._client(), self._bucket, key)[0].checked_path()


def _make_bucket(client: S3Client, bucket: str) -> None:
    if client.bucket_exists(bucket):
        return
    try:
        client.make_bucket(bucket)
    except S3Error as error:
        if error.code not in _BUCKET_IS_THERE:
            raise
