"""The minio client with its errors turned into ours, and the plain calls that uploads need."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

import urllib3
from minio import Minio
from minio.datatypes import Part
from minio.error import MinioException, S3Error
from pydantic import SecretStr

from earshot.adapters.store.s3_address import Endpoint
from earshot.errors import ObjectNotFound, StoreFull, StoreUnavailable

_CONNECT_TIMEOUT_S = 5.0
_READ_TIMEOUT_S = 60.0
_RETRIES = urllib3.Retry(
    total=3, backoff_factor=0.3, status_forcelist=(500, 502, 503, 504), raise_on_status=False
)
_TRIES = 4
_TRY_AGAIN_AFTER_S = 0.05
_LOST_RACES = {"NoSuchKey", "XMinioParentIsObject", "AccessDenied"}
_ABSENT = {"NoSuchKey", "NoSuchVersion"}
_FULL = {"XMinioStorageFull", "XMinioAdminBucketQuotaExceeded", "QuotaExceeded"}
_REFUSED = {"AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch"}


@dataclass(frozen=True, slots=True, kw_only=True)
class UnfinishedUpload:
    """An upload in parts that was neither completed nor aborted."""

    key: str
    upload_id: str
    started_at: datetime


class S3Client(Minio):
    """Public calls as they are; the steps of an upload in parts, which minio keeps protected.

    Its own `put_object` cannot grow its parts and leaves threads behind when a stream breaks off.
    """

    def put_small(self, bucket: str, key: str, data: bytes) -> None:
        """Send one object whole.

        MinIO drops a folder that a delete left empty; an object put below it at that moment is
        answered with "absent" or "refused", although neither is true. Those are asked again.
        """
        for remaining in reversed(range(_TRIES)):
            try:
                self.put_object(bucket, key, io.BytesIO(data), len(data))
            except S3Error as error:
                if not remaining or error.code not in _LOST_RACES:
                    raise
                time.sleep(_TRY_AGAIN_AFTER_S)
            else:
                return

    def begin_parts(self, bucket: str, key: str) -> str:
        """Start an upload; its id."""
        return str(self._create_multipart_upload(bucket, key, {}))

    def put_part(self, bucket: str, key: str, upload_id: str, number: int, data: bytes) -> Part:
        """Send one part, counted from 1."""
        return Part(number, self._upload_part(bucket, key, data, None, upload_id, number))

    def join_parts(self, bucket: str, key: str, upload_id: str, parts: list[Part]) -> None:
        """Make the parts the object: it appears at this moment."""
        self._complete_multipart_upload(bucket, key, upload_id, parts)

    def drop_parts(self, bucket: str, key: str, upload_id: str) -> None:
        """End an upload; its parts vanish."""
        self._abort_multipart_upload(bucket, key, upload_id)

    def unfinished(self, bucket: str) -> Iterator[UnfinishedUpload]:
        """All uploads in parts that have not ended."""
        key_marker = upload_id_marker = None
        while True:
            page = self._list_multipart_uploads(
                bucket, key_marker=key_marker, upload_id_marker=upload_id_marker
            )
            for upload in page.uploads:
                if upload.upload_id and upload.initiated_time:
                    yield UnfinishedUpload(
                        key=upload.object_name,
                        upload_id=upload.upload_id,
                        started_at=upload.initiated_time,
                    )
            if not page.is_truncated:
                return
            key_marker, upload_id_marker = page.next_key_marker, page.next_upload_id_marker

    def last_part_at(self, bucket: str, upload: UnfinishedUpload) -> datetime:
        """When the upload last grew."""
        times, marker = [upload.started_at], None
        while True:
            page = self._list_parts(bucket, upload.key, upload.upload_id, part_number_marker=marker)
            times.extend(part.last_modified for part in page.parts if part.last_modified)
            if not page.is_truncated:
                return max(times)
            marker = str(page.next_part_number_marker)


def connect(
    endpoint: Endpoint, region: str, access_key: SecretStr | None, secret_key: SecretStr | None
) -> S3Client:
    """A client with time-outs and retries; nothing is sent yet."""
    http = urllib3.PoolManager(
        maxsize=32,
        timeout=urllib3.Timeout(connect=_CONNECT_TIMEOUT_S, read=_READ_TIMEOUT_S),
        retries=_RETRIES,
    )
    return S3Client(
        endpoint.host,
        access_key.get_secret_value() if access_key else None,
        secret_key.get_secret_value() if secret_key else None,
        secure=endpoint.secure,
        region=region,
        http_client=http,
    )


@contextmanager
def failing_as_store(doing: str, key: str = "") -> Iterator[None]:
    """Turn what the client raises into `ObjectNotFound`, `StoreFull` or `StoreUnavailable`."""
    what = f"{doing} {key}".strip()
    try:
        yield
    except S3Error as error:
        if error.code in _ABSENT:
            raise ObjectNotFound(f"there is no object {key} in the store") from error
        if error.code in _FULL:
            raise StoreFull from error
        if error.code in _REFUSED:
            raise StoreUnavailable(
                f"the object store refuses to {what} ({error.code}): check"
                " EARSHOT_STORE_ACCESS_KEY and EARSHOT_STORE_SECRET_KEY"
            ) from error
        raise StoreUnavailable(f"the object store cannot {what}: {error.code}") from error
    except (MinioException, urllib3.exceptions.HTTPError) as error:
        raise StoreUnavailable(
            f"the object store did not answer when asked to {what}: check EARSHOT_STORE_URL"
        ) from error
