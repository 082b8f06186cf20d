"""Every request has an id: taken from X-Request-ID or made, logged, and answered."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import re
import time
from http import HTTPStatus

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.contextvars import bound_contextvars, get_contextvars
from ulid import ULID

log = structlog.get_logger()

HEADER = "X-Request-ID"
# What comes from outside goes into logs and headers: short and harmless, or replaced by our own.
HARMLESS = re.compile(r"[A-Za-z0-9._:-]{1,64}")
QUIET_PATHS = frozenset({"/healthz", "/readyz"})


def current_request_id() -> str | None:
    """The id of the request that is being answered, None outside of one."""
    found = get_contextvars().get("request_id")
    return found if isinstance(found, str) else None


class RequestIds:
    """Plain ASGI middleware, so that bodies stream through untouched."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = Headers(scope=scope).get(HEADER, "")
        request_id = given if HARMLESS.fullmatch(given) else str(ULID())
        status = 0
        started_s = time.perf_counter()

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[HEADER] = request_id
            await send(message)

        with bound_contextvars(request_id=request_id):
            try:
                await self._app(scope, receive, send_with_id)
            finally:
                _report(scope, status, time.perf_counter() - started_s)


def _report(scope: Scope, status: int, seconds: float) -> None:
    quiet = scope["path"] in QUIET_PATHS and status == HTTPStatus.OK
    (log.debug if quiet else log.info)(
        "request_finished",
        method=scope["method"],
        # As it came, still percent-encoded: a decoded line break would forge a line of the log.
        path=scope.get("raw_path", b"").partition(b"?")[0].decode("latin-1"),
        status=status,
        seconds=round(seconds, 4),
    )
