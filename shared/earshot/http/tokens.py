"""The shared token: when one is set, every request but /healthz and the page's files needs it."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import hmac
import time
from collections.abc import Callable
from hashlib import sha256

from pydantic import SecretStr
from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Receive, Scope, Send

from earshot.errors import Unauthorized
from earshot.http import media_passes
from earshot.http.problems import problem_of

OPEN_PATHS = frozenset({"/healthz"})


def has_token(token: SecretStr | None) -> bool:
    """True when a token is set; an empty one protects nothing and counts as none."""
    return token is not None and bool(token.get_secret_value().strip())


def is_right(header: str | None, token: SecretStr) -> bool:
    """Compare in constant time; hashing first hides the length as well."""
    scheme, _, given = (header or "").partition(" ")
    if scheme.lower() != "bearer":
        return False
    expected = token.get_secret_value().strip()
    return hmac.compare_digest(_digest(given.strip()), _digest(expected))


class TokenDoor:
    """Plain ASGI middleware that lets nothing pass without the token, whatever the address.

    `is_public` tells the addresses that hold no data (the page's own files); a media pass opens
    what players read.
    """

    def __init__(
        self, app: ASGIApp, token: SecretStr, is_public: Callable[[str], bool] | None = None
    ) -> None:
        self._app = app
        self._token = token
        self._is_public = is_public

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or self._may_pass(scope):
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await problem_of(Unauthorized())(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1008})

    def _may_pass(self, scope: Scope) -> bool:
        path, headers = scope["path"], Headers(scope=scope)
        if path in OPEN_PATHS or is_right(headers.get("Authorization"), self._token):
            return True
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            return False
        if self._is_public is not None and self._is_public(path):
            return True
        return path.startswith(media_passes.OPENS) and self._has_pass(headers)

    def _has_pass(self, headers: Headers) -> bool:
        given = cookie_parser(headers.get("Cookie", "")).get(media_passes.COOKIE)
        return given is not None and media_passes.is_good(given, self._token, time.time())


def _digest(text: str) -> bytes:
    return sha256(text.encode("utf-8", "surrogateescape")).digest()
