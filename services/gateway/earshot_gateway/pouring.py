"""Pours an asynchronous body into work that runs in a thread, a few blocks ahead at most."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from asyncio import CancelledError
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import CancelledError as FutureCancelled
from contextlib import asynccontextmanager
from typing import Generic, TypeVar

import anyio
from anyio import CapacityLimiter, from_thread, to_thread
from anyio.streams.memory import MemoryObjectReceiveStream

from earshot.errors import UploadBroken

BLOCK_BYTES = 1 << 20
BLOCKS_AHEAD = 4
CLEAN_UP_S = 10.0

Result = TypeVar("Result")


class Pouring(Generic[Result]):
    """One body and the work that consumes it; memory stays at a few blocks."""

    def __init__(self, work: Callable[[Iterator[bytes]], Result], limiter: CapacityLimiter) -> None:
        self._work = work
        self._limiter = limiter
        self._whole = False
        self._results: list[Result] = []
        self._failure: Exception | None = None

    async def pour(self, body: AsyncIterator[bytes]) -> Result:
        """Run the work on the body; what either raises is raised here, after the work has ended.

        Where the body breaks off, the work sees `UploadBroken` from its iterator.
        """
        broken: Exception | None = None
        send, receive = anyio.create_memory_object_stream[bytes](BLOCKS_AHEAD)
        async with anyio.create_task_group() as group:
            group.start_soon(self._run, receive)
            try:
                async for block in in_blocks(body):
                    await send.send(block)
                self._whole = True
            except anyio.BrokenResourceError:
                pass  # the work has ended early, and its own error says why
            except Exception as error:  # noqa: BLE001 # raised again below, once the work has ended
                broken = error
            finally:
                send.close()
        if broken is not None:
            raise broken
        if self._failure is not None:
            raise self._failure
        return self._results[0]

    async def _run(self, receive: MemoryObjectReceiveStream[bytes]) -> None:
        try:
            result = await to_thread.run_sync(
                self._work, self._blocks(receive), limiter=self._limiter
            )
            self._results.append(result)
        except Exception as error:  # noqa: BLE001 # raised again by `pour`, outside of the group
            self._failure = error
        finally:
            receive.close()

    def _blocks(self, receive: MemoryObjectReceiveStream[bytes]) -> Iterator[bytes]:
        while True:
            try:
                block = from_thread.run(receive.receive)
            except anyio.EndOfStream:
                break
            except (CancelledError, FutureCancelled) as error:
                # The server is shutting down: for the work the upload has broken off.
                raise UploadBroken from error
            yield block
        if not self._whole:
            raise UploadBroken


@asynccontextmanager
async def let_uploads_end(limiter: CapacityLimiter, _app: object) -> AsyncIterator[None]:
    """At the end of the service its uploads have been cancelled: let their threads clean up."""
    yield
    with anyio.move_on_after(CLEAN_UP_S):
        while limiter.borrowed_tokens:  # noqa: ASYNC110 # a limiter has no event to wait for
            await anyio.sleep(0.02)


async def in_blocks(body: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """The same bytes in blocks worth handing to a thread."""
    gathered = bytearray()
    async for chunk in body:
        gathered += chunk
        if len(gathered) >= BLOCK_BYTES:
            yield bytes(gathered)
            gathered.clear()
    if gathered:
        yield bytes(gathered)
