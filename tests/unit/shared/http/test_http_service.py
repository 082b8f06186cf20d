"""An app built by build_service answers problems, ids and headers on every path."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from fastapi import APIRouter
from fastapi.testclient import TestClient
from pydantic import SecretStr
from starlette.responses import Response
from structlog.testing import capture_logs

from earshot import errors
from earshot.http import problems
from earshot.http.service import build_service, problem_answers


def _router() -> APIRouter:
    router = APIRouter()

    @router.get("/videos/{number}", responses=problem_answers(errors.VideoNotFound))
    def video(number: int) -> Response:
        if number == 1:
            return Response("one")
        if number == 2:
            raise RuntimeError("secret inside")
        raise errors.VideoNotFound(f"there is no video {number}")

    return router


def _fine() -> None:
    return


def _down() -> None:
    raise errors.CatalogUnavailable("the catalog at x did not answer")


def _broken() -> None:
    raise ZeroDivisionError("secret inside")


def _client(token: str | None = None, **checks: Callable[[], None]) -> TestClient:
    app = build_service(
        title="Earshot",
        description="Test",
        version="1",
        routers=[_router()],
        checks=checks,
        token=SecretStr(token) if token is not None else None,
    )
    return TestClient(app)


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/api/v1/videos/3", 404, "video_not_found"),
        ("GET", "/api/v1/videos/2", 500, "internal"),
        ("GET", "/api/v1/videos/x", 422, "invalid"),
        ("POST", "/api/v1/videos/3", 405, "method_not_allowed"),
        ("GET", "/nowhere", 404, "no_such_address"),
        ("GET", "/docs/../secret", 404, "no_such_address"),
        ("GET", "/docs/secret.js", 404, "object_not_found"),
    ],
)
def test_every_error_is_a_problem(method: str, path: str, status: int, code: str) -> None:
    answer = _client().request(method, path, headers={"X-Request-ID": "abc-1"})
    body = answer.json()
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["x-request-id"] == "abc-1"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-frame-options"] == "DENY"
    assert "access-control-allow-origin" not in answer.headers
    assert body["code"] == code
    assert body["status"] == status
    assert body["type"] == f"urn:earshot:problem:{code}"
    assert body["request_id"] == "abc-1"
    assert body["title"]
    assert body["detail"]
    assert "secret" not in body["detail"]
    if status == 405:
        assert answer.headers["allow"] == "GET"


def test_the_sentence_of_the_error_is_the_detail() -> None:
    assert _client().get("/api/v1/videos/7").json()["detail"] == "there is no video 7"


def test_a_validation_problem_names_the_field() -> None:
    body = _client().get("/api/v1/videos/x").json()
    assert body["errors"][0]["field"] == "path.number"
    assert "integer" in body["detail"]


@pytest.mark.parametrize("given", ["", "a b", "x" * 65, "new\tline", "<script>"])
def test_a_request_id_from_outside_must_be_harmless(given: str) -> None:
    answer = _client().get("/api/v1/videos/1", headers={"X-Request-ID": given})
    assert re.fullmatch(r"[0-9A-Z]{26}", answer.headers["x-request-id"])


def test_what_is_logged_is_one_line() -> None:
    with capture_logs() as logs:
        _client().get("/api/v1/videos/1%0Aforged?token=secret", headers={"X-Request-ID": "abc-1"})
    (line,) = [log for log in logs if log["event"] == "request_finished"]
    assert line["path"] == "/api/v1/videos/1%0Aforged"
    assert line["status"] == 422
    assert line["method"] == "GET"


def test_the_documentation_works_without_other_hosts() -> None:
    client = _client()
    front = client.get("/")
    assert front.url.path == "/docs"
    assert "script-src 'self'" in front.headers["content-security-policy"]
    local = re.findall(r'(?:src|href)="([^"]+)"', front.text)
    assert local
    for address in local:
        assert address.startswith("/")
        assert client.get(address).status_code == 200
    assert "/openapi.json" in client.get("/docs/start.js").text


def test_openapi_documents_problems_and_nothing_of_fastapi() -> None:
    schema = _client().get("/openapi.json").json()
    answers = schema["paths"]["/api/v1/videos/{number}"]["get"]["responses"]
    assert list(answers["404"]["content"]) == ["application/problem+json"]
    assert list(answers["422"]["content"]) == ["application/problem+json"]
    assert "Problem" in schema["components"]["schemas"]
    assert "FieldProblem" in schema["components"]["schemas"]
    assert "HTTPValidationError" not in schema["components"]["schemas"]
    assert "security" not in schema
    guarded = _client("t").get("/openapi.json", headers={"Authorization": "Bearer t"}).json()
    assert guarded["security"] == [{"token": []}]


def test_health_and_readiness() -> None:
    assert _client(catalog=_down).get("/healthz").json() == {"status": "ok"}
    assert _client(store=_fine).get("/readyz").json()["checks"] == {"store": "ok"}
    answer = _client(store=_fine, catalog=_down, index=_broken).get("/readyz")
    assert answer.status_code == 503
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == "not_ready"
    assert answer.json()["checks"]["store"] == "ok"
    assert "the catalog at x did not answer" in answer.json()["detail"]
    assert "secret" not in answer.text


@pytest.mark.parametrize(
    "path", ["/", "/docs", "/openapi.json", "/readyz", "/api/v1/videos/1", "/nowhere", "/healthz/"]
)
def test_with_a_token_every_address_needs_it(path: str) -> None:
    client = _client("right")
    for headers in [
        {},
        {"Authorization": "Bearer wrong"},
        {"Authorization": "Basic right"},
        {"Authorization": "right"},
        {"Authorization": "Bearer "},
    ]:
        answer = client.get(path, headers=headers)
        assert answer.status_code == 401
        assert answer.json()["code"] == "unauthorized"
        assert answer.headers["www-authenticate"] == "Bearer"
        assert answer.headers["x-request-id"]
    assert client.get(path, headers={"Authorization": "bearer right"}).status_code != 401
    assert client.get("/healthz").status_code == 200


def test_an_empty_token_guards_nothing_and_locks_no_one_out() -> None:
    assert _client("").get("/api/v1/videos/1").status_code == 200


def test_every_error_has_a_fitting_row() -> None:
    ours = [
        kind
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, errors.EarshotError)
    ]
    for kind in ours:
        code, status, title = problems.row_of(kind)
        assert (code == "internal") == (kind is errors.EarshotError), kind
        assert 400 <= status < 600
        assert title
        if kind.retryable:
            assert status in {429, 503, 507}
    codes = [row[0] for row in problems.ROWS.values()]
    assert len(codes) == len(set(codes))


def test_a_retryable_error_says_when_to_come_back() -> None:
    assert problems.problem_of(errors.StoreUnavailable()).headers["retry-after"] == "5"
    assert problems.problem_of(errors.StoreFull()).status_code == 507
