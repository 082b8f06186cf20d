"""Passes for players: a cookie that opens what `<video>` and `<img>` load, which send no token."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import hmac
import time
from hashlib import sha256

from fastapi import APIRouter
from pydantic import SecretStr
from starlette.requests import Request
from starlette.responses import Response

from earshot.http.prefix import API_PREFIX

COOKIE = "earshot_media"
LASTS_S = 12 * 3600
OPENS = f"{API_PREFIX}/videos/"
"""Only what lies below this, and only to read: a pass never writes, lists or searches."""


def make_pass(token: SecretStr, now_s: float) -> str:
    """Good for `LASTS_S`, and for as long as the token stays the same."""
    until = str(int(now_s) + LASTS_S)
    return f"{until}.{_signature(token, until)}"


def is_good(given: str, token: SecretStr, now_s: float) -> bool:
    """True for a pass that was made with this token and has not run out."""
    until, _, signature = given.partition(".")
    if not hmac.compare_digest(signature.encode(), _signature(token, until).encode()):
        return False
    return until.isdigit() and now_s < int(until)


def pass_routes(token: SecretStr | None) -> APIRouter:
    """`POST /media-pass`: who shows the token gets the cookie."""
    router = APIRouter(tags=["access"])

    @router.post(
        "/media-pass",
        status_code=204,
        response_class=Response,
        summary="Let this browser play videos for twelve hours",
    )
    def media_pass(request: Request) -> Response:
        """Sets a cookie for players, which cannot send a token. It opens reading below `/videos/`
        and nothing else; where no token guards the service, none is set.
        """
        answer = Response(status_code=204)
        if token is not None and token.get_secret_value().strip():
            root = str(request.scope.get("root_path", "")).rstrip("/")
            answer.set_cookie(
                COOKIE,
                make_pass(token, time.time()),
                max_age=LASTS_S,
                path=f"{root}{OPENS}".rstrip("/"),
                secure="https" in {request.url.scheme, request.headers.get("X-Forwarded-Proto")},
                httponly=True,
                samesite="strict",
            )
        return answer

    return router


def _signature(token: SecretStr, until: str) -> str:
    key = token.get_secret_value().strip().encode("utf-8", "surrogateescape")
    return hmac.new(key, f"media pass until {until}".encode(), sha256).hexdigest()
