"""Before an error is answered, a body that is still on its way is read, so that clients see it."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import anyio
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BYTES = 8 << 20
MOST_S = 2.0
FIRST_ERROR = 400


class Lingering:
    """Plain ASGI middleware.

    A connection that is closed with unread bytes is reset, and the client may then never see why.
    So a little is read and dropped, never much: the rest of a huge upload is not worth it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not _has_unasked_body(Headers(scope=scope)):
            await self._app(scope, receive, send)
            return
        ended = False

        async def receive_and_note() -> Message:
            nonlocal ended
            message = await receive()
            ended = message["type"] != "http.request" or not message.get("more_body", False)
            return message

        async def send_after_reading(message: Message) -> None:
            refused = message.get("status", 0) >= FIRST_ERROR
            if message["type"] == "http.response.start" and refused and not ended:
                dropped = 0
                with anyio.move_on_after(MOST_S):
                    while not ended and dropped < MOST_BYTES:
                        dropped += len((await receive_and_note()).get("body", b""))
            await send(message)

        await self._app(scope, receive_and_note, send_after_reading)


def _has_unasked_body(headers: Headers) -> bool:
    """A client that asks first (Expect: 100-continue) has sent nothing yet."""
    has_body = headers.get("Content-Length", "0") != "0" or "Transfer-Encoding" in headers
    return has_body and "Expect" not in headers
