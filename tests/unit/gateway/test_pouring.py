"""Bodies are poured into threads: errors of either side arrive, and neither side hangs."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator

import pytest
from anyio import CapacityLimiter
from starlette.requests import Request
from starlette.types import Message

from earshot.errors import BadRequest, EmptyUpload, UploadBroken, UploadStalled, UploadTooLarge
from earshot_gateway.pouring import BLOCK_BYTES, BLOCKS_AHEAD, Pouring
from earshot_gateway.upload_body import body_chunks


async def _body(chunks: list[bytes], error: Exception | None = None) -> AsyncIterator[bytes]:
    for chunk in chunks:
        yield chunk
    if error is not None:
        raise error


def pour(body: AsyncIterator[bytes], work: Callable[[Iterator[bytes]], bytes]) -> bytes:
    async def run() -> bytes:
        return await Pouring(work, CapacityLimiter(1)).pour(body)

    return asyncio.run(run())


def test_all_bytes_arrive_in_order_and_in_blocks() -> None:
    chunks = [bytes([number % 251]) * 30_000 for number in range(200)]
    sizes = []

    def work(blocks: Iterator[bytes]) -> bytes:
        whole = b""
        for block in blocks:
            sizes.append(len(block))
            whole += block
        return whole

    assert pour(_body(chunks), work) == b"".join(chunks)
    assert all(BLOCK_BYTES <= size < BLOCK_BYTES + 30_000 for size in sizes[:-1])


def test_an_empty_body_is_no_block() -> None:
    assert pour(_body([]), b"".join) == b""


def test_a_body_that_breaks_off_is_seen_by_the_work_first() -> None:
    seen = []

    def work(blocks: Iterator[bytes]) -> bytes:
        try:
            return b"".join(blocks)
        except UploadBroken as error:
            seen.append(error)
            raise

    with pytest.raises(BadRequest):
        pour(_body([b"dog"], BadRequest()), work)
    assert len(seen) == 1


@pytest.mark.parametrize("chunks", [[], [bytes(BLOCK_BYTES)] * (3 * BLOCKS_AHEAD)])
def test_work_that_ends_early_ends_the_body(chunks: list[bytes]) -> None:
    def work(blocks: Iterator[bytes]) -> bytes:
        next(blocks, b"")
        raise UploadTooLarge

    with pytest.raises(UploadTooLarge):
        pour(_body(chunks), work)


def test_a_cancelled_request_ends_its_work() -> None:
    begun, ended = threading.Event(), threading.Event()

    def work(blocks: Iterator[bytes]) -> bytes:
        try:
            for _ in blocks:
                begun.set()
        except UploadBroken:
            ended.set()
            raise
        return b""

    async def endless() -> AsyncIterator[bytes]:
        while True:
            yield bytes(BLOCK_BYTES)
            await asyncio.sleep(0.001)

    async def run() -> None:
        task = asyncio.create_task(Pouring(work, CapacityLimiter(1)).pour(endless()))
        await asyncio.to_thread(begun.wait)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(run())
    assert ended.is_set()


def _request(messages: list[Message]) -> Request:
    async def receive() -> Message:
        if messages:
            return messages.pop(0)
        await asyncio.Event().wait()
        raise AssertionError("never reached")

    return Request({"type": "http", "method": "POST", "headers": []}, receive)


def _chunk(body: bytes) -> Message:
    return {"type": "http.request", "body": body, "more_body": True}


@pytest.mark.parametrize(
    ("messages", "error"),
    [
        ([_chunk(b"dog")], UploadStalled),
        ([], UploadStalled),
        ([_chunk(b"dog"), {"type": "http.disconnect"}], UploadBroken),
    ],
)
def test_bodies_that_do_not_end(messages: list[Message], error: type[Exception]) -> None:
    async def run() -> None:
        async for _ in body_chunks(_request(list(messages)), stall_s=0.05):
            pass

    with pytest.raises(error):
        asyncio.run(run())


def test_a_raised_empty_upload_is_told_as_such() -> None:
    def work(blocks: Iterator[bytes]) -> bytes:
        if not b"".join(blocks):
            raise EmptyUpload
        return b""

    with pytest.raises(EmptyUpload):
        pour(_body([]), work)
