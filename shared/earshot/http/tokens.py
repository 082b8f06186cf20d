"""The shared token: when one is set, every request but /healthz needs it."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import hmac
from hashlib import sha256

from pydantic import SecretStr
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from earshot.errors import Unauthorized
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
    """Plain ASGI middleware that lets nothing pass without the token, whatever the address."""

    def __init__(self, app: ASGIApp, token: SecretStr) -> None:
        self._app = app
        self._token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or self._may_pass(scope):
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await problem_of(Unauthorized())(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1008})

    def _may_pass(self, scope: Scope) -> bool:
        given = Headers(scope=scope).get("Authorization")
        return scope["path"] in OPEN_PATHS or is_right(given, self._token)


def _digest(text: str) -> bytes:
    return sha256(text.encode("utf-8", "surrogateescape")).digest()
