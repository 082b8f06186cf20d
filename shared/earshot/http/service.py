"""Builds a FastAPI app around routers: problems, request ids, token, health, documentation."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from pydantic import SecretStr
from starlette.exceptions import HTTPException

from earshot.errors import EarshotError
from earshot.http import problems
from earshot.http.documentation import documentation_routes
from earshot.http.headers import CrashCatcher, SecurityHeaders
from earshot.http.health import Check, health_routes
from earshot.http.lingering import Lingering
from earshot.http.prefix import API_PREFIX
from earshot.http.request_ids import RequestIds
from earshot.http.small_bodies import SmallBodies
from earshot.http.tokens import TokenDoor, has_token

STREAMED = frozenset({("POST", f"{API_PREFIX}/videos"), ("POST", f"{API_PREFIX}/queries")})
"""Requests whose bodies may be of any length, because they are never held whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What people look at, at addresses from the root on."""

    router: APIRouter
    owns: Callable[[str], bool]
    """True for addresses that hold the page's own files and no data: they need no token."""


def build_service(
    *,
    title: str,
    description: str,
    version: str,
    routers: Sequence[APIRouter],
    checks: Mapping[str, Check],
    token: SecretStr | None,
    page: Page | None = None,
) -> FastAPI:
    """Mount routers (whose paths are relative to /api/v1) with all that they share."""
    app = FastAPI(
        title=title, description=description, version=version, docs_url=None, redoc_url=None
    )
    for router in routers:
        app.include_router(router, prefix=API_PREFIX)
    app.include_router(health_routes(checks))
    if page is not None:
        app.include_router(page.router)
    app.include_router(documentation_routes(title))
    app.add_exception_handler(EarshotError, problems.on_earshot_error)
    app.add_exception_handler(HTTPException, problems.on_http_error)
    app.add_exception_handler(RequestValidationError, problems.on_invalid_request)
    # The last one added is the outermost.
    app.add_middleware(CrashCatcher)
    app.add_middleware(SmallBodies, streamed=STREAMED)
    if token is not None and has_token(token):
        app.add_middleware(TokenDoor, token=token, is_public=page.owns if page else None)
    app.add_middleware(Lingering)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(RequestIds)
    _describe(app, guarded=has_token(token))
    return app


def problem_answers(*kinds: type[EarshotError]) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route that may end in these errors; bad parameters are added."""
    answers: dict[int | str, dict[str, Any]] = {
        422: _answer(*problems.INVALID, problems.INVALID[2])
    }
    for kind in kinds:
        code, status, title = problems.row_of(kind)
        answer = _answer(code, status, title, inspect.cleandoc(kind.__doc__ or title))
        if status in answers:
            here = answers[status]["content"][problems.MEDIA_TYPE]["examples"]
            here.update(answer["content"][problems.MEDIA_TYPE]["examples"])
            answers[status]["description"] = "One of several problems; `code` tells which"
        else:
            answers[status] = answer
    return answers


def _answer(code: str, status: int, title: str, detail: str) -> dict[str, Any]:
    example = {
        "type": problems.TYPE_PREFIX + code,
        "title": title,
        "status": status,
        "detail": detail,
        "code": code,
        "request_id": "01K0G4W1QZ7V7C3M4D2W5T9RBA",
    }
    content = {
        "schema": {"$ref": "#/components/schemas/Problem"},
        "examples": {code: {"summary": title, "value": example}},
    }
    return {"description": title, "content": {problems.MEDIA_TYPE: content}}


def _describe(app: FastAPI, *, guarded: bool) -> None:
    """Complete FastAPI's OpenAPI with the schema of problems and the token."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            schema = get_openapi(
                title=app.title,
                version=app.version,
                description=app.description,
                routes=app.routes,
            )
            components = schema.setdefault("components", {})
            schemas = components.setdefault("schemas", {})
            problem = problems.Problem.model_json_schema(
                ref_template="#/components/schemas/{model}"
            )
            schemas.update(problem.pop("$defs", {}))
            schemas["Problem"] = problem
            if guarded:
                components["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
                schema["security"] = [{"token": []}]
            app.openapi_schema = schema
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]  # the way that FastAPI documents
