"""What players may load with a pass, and what not even the best pass opens."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import time

import pytest
from fastapi import APIRouter, FastAPI
from pydantic import SecretStr
from starlette.testclient import TestClient

from earshot.http.media_passes import COOKIE, LASTS_S, is_good, make_pass, pass_routes
from earshot.http.service import build_service

TOKEN = SecretStr("right")
SOURCE = "/api/v1/videos/1/source"
BEARER = {"Authorization": "Bearer right"}


def _app(token: SecretStr | None = TOKEN) -> FastAPI:
    router = APIRouter()

    @router.get("/videos/{number}/source")
    def source(number: int) -> int:
        return number

    @router.delete("/videos/{number}")
    def remove(number: int) -> int:
        return number

    @router.get("/search")
    def search() -> list[str]:
        return []

    return build_service(
        title="t",
        description="d",
        version="1",
        routers=[router, pass_routes(token)],
        checks={},
        token=token,
    )


def test_who_shows_the_token_gets_a_cookie_that_scripts_cannot_read() -> None:
    answer = TestClient(_app()).post("/api/v1/media-pass", headers=BEARER)
    assert answer.status_code == 204
    cookie = answer.headers["set-cookie"].lower()
    for word in ("httponly", "samesite=strict", "path=/api/v1/videos;", f"max-age={LASTS_S}"):
        assert word in cookie + ";"
    assert "; secure" not in cookie


def test_behind_tls_the_cookie_never_travels_in_the_open() -> None:
    headers = {**BEARER, "X-Forwarded-Proto": "https"}
    answer = TestClient(_app()).post("/api/v1/media-pass", headers=headers)
    assert "; secure" in answer.headers["set-cookie"].lower()


def test_a_pass_plays_and_does_nothing_else() -> None:
    client = TestClient(_app())
    assert client.get(SOURCE).status_code == 401
    assert client.post("/api/v1/media-pass", headers=BEARER).status_code == 204
    assert client.get(SOURCE).status_code == 200
    # As a browser would not send it there, it is sent by hand to where it must not open.
    given = {"Cookie": f"{COOKIE}={client.cookies[COOKIE]}"}
    bare = TestClient(_app())
    assert bare.get(SOURCE, headers=given).status_code == 200
    assert bare.delete("/api/v1/videos/1", headers=given).status_code == 401
    assert bare.get("/api/v1/search", headers=given).status_code == 401
    assert bare.post("/api/v1/media-pass", headers=given).status_code == 401


def test_without_a_token_there_is_nothing_to_pass() -> None:
    answer = TestClient(_app(None)).post("/api/v1/media-pass")
    assert answer.status_code == 204
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("forged", ["", ".", "9999999999.", "9999999999.0", "x.y", "ä.ö"])
def test_a_forged_pass_is_none(forged: str) -> None:
    assert not is_good(forged, TOKEN, time.time())


def test_a_pass_ends_and_dies_with_its_token() -> None:
    given = make_pass(TOKEN, 1000.0)
    assert is_good(given, TOKEN, 1000.0 + LASTS_S - 1)
    assert not is_good(given, TOKEN, 1000.0 + LASTS_S)
    assert not is_good(given, SecretStr("another"), 1000.0)
    later = f"{1000 + 2 * LASTS_S}.{given.partition('.')[2]}"
    assert not is_good(later, TOKEN, 1000.0)
