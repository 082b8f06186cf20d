"""A stream of unknown length to S3: small in one piece, large in parts that grow."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import contextlib
from collections import deque
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor

from minio.datatypes import Part

from earshot.adapters.store.s3_client import S3Client, failing_as_store
from earshot.errors import EarshotError

FIRST_PART_BYTES = 8 << 20
_IN_FLIGHT_BYTES = 32 << 20
_MOST_IN_FLIGHT = 3
_GROWTH = 1250
"""A part is a 1250th of what went before: 10,000 of them hold the 5 TiB that S3 allows."""


def part_bytes(sent_bytes: int) -> int:
    """How large the next part is after so much."""
    return max(FIRST_PART_BYTES, sent_bytes // _GROWTH)


class Upload:
    """One object on its way. It appears when `finish` returns, and never in part."""

    def __init__(self, client: S3Client, bucket: str, key: str) -> None:
        self._client, self._bucket, self._key = client, bucket, key
        self._buffer = bytearray()
        self._sent_bytes = 0
        self._upload_id: str | None = None
        self._pool: ThreadPoolExecutor | None = None
        self._flying: deque[Future[Part]] = deque()
        self._parts: list[Part] = []

    def send(self, chunks: Iterable[bytes]) -> int:
        """Send all chunks and make the object; its size. Undone when anything fails."""
        try:
            for chunk in chunks:
                self._add(chunk)
            with failing_as_store("write", self._key):
                return self._finish()
        except BaseException:
            self._abort()
            raise
        finally:
            if self._pool:
                self._pool.shutdown(cancel_futures=True)

    def _add(self, chunk: bytes) -> None:
        rest = memoryview(chunk)
        while rest:
            # One byte more than a part: the last part must not be empty.
            room = part_bytes(self._sent_bytes) + 1 - len(self._buffer)
            self._buffer += rest[:room]
            rest = rest[room:]
            if len(self._buffer) > part_bytes(self._sent_bytes):
                with failing_as_store("write", self._key):
                    self._send_part(part_bytes(self._sent_bytes))

    def _send_part(self, size_bytes: int) -> None:
        if self._upload_id is None:
            self._upload_id = self._client.begin_parts(self._bucket, self._key)
        if self._pool is None:
            self._pool = ThreadPoolExecutor(_MOST_IN_FLIGHT, thread_name_prefix="s3-part")
        self._wait(min(_MOST_IN_FLIGHT, max(1, _IN_FLIGHT_BYTES // size_bytes)) - 1)
        data = bytes(memoryview(self._buffer)[:size_bytes])
        del self._buffer[:size_bytes]
        number = len(self._parts) + len(self._flying) + 1
        self._flying.append(
            self._pool.submit(
                self._client.put_part, self._bucket, self._key, self._upload_id, number, data
            )
        )
        self._sent_bytes += size_bytes

    def _wait(self, allowed: int) -> None:
        while len(self._flying) > allowed:
            self._parts.append(self._flying.popleft().result())

    def _finish(self) -> int:
        last_bytes = len(self._buffer)
        if self._upload_id is None:
            self._client.put_small(self._bucket, self._key, bytes(self._buffer))
            return last_bytes
        self._send_part(last_bytes)
        self._wait(0)
        self._client.join_parts(self._bucket, self._key, self._upload_id, self._parts)
        return self._sent_bytes

    def _abort(self) -> None:
        if self._pool:
            # A part that arrives after the abort would stay for ever.
            self._pool.shutdown(cancel_futures=True)
        if self._upload_id is not None:
            # If this fails as well, the upkeep removes the parts later.
            with contextlib.suppress(EarshotError), failing_as_store("clean", self._key):
                self._client.drop_parts(self._bucket, self._key, self._upload_id)
