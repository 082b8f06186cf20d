"""Bodies that are read whole must be small; only named addresses take streams of any length."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BYTES = 1 << 20


class SmallBodies:
    """Plain ASGI middleware: a huge JSON must not fill the memory."""

    def __init__(self, app: ASGIApp, streamed: frozenset[tuple[str, str]]) -> None:
        self._app = app
        self._streamed = streamed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or _address(scope) in self._streamed:
            await self._app(scope, receive, send)
            return
        length = Headers(scope=scope).get("Content-Length", "")
        seen = 0

        async def receive_little() -> Message:
            nonlocal seen
            if length.isdigit() and int(length) > MOST_BYTES:
                raise _too_large()
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > MOST_BYTES:
                raise _too_large()
            return message

        await self._app(scope, receive_little, send)


def _address(scope: Scope) -> tuple[str, str]:
    """Method and path as the routes know it, without what a proxy put before it."""
    return scope["method"], scope["path"].removeprefix(scope.get("root_path", ""))


def _too_large() -> HTTPException:
    return HTTPException(413, f"the body of this request may have {MOST_BYTES:,} bytes at most")
