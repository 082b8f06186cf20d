"""/healthz says that the process lives; /readyz says what it still lacks."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Callable, Mapping

import structlog
from fastapi import APIRouter
from starlette.responses import JSONResponse, Response

from earshot.errors import EarshotError, NotReady
from earshot.http.problems import problem_of

log = structlog.get_logger()

Check = Callable[[], None]
"""Returns when all is well; raises an `EarshotError` whose sentence says what is missing."""


def health_routes(checks: Mapping[str, Check]) -> APIRouter:
    """The two addresses, outside of the versioned API as orchestrators expect them."""
    router = APIRouter(tags=["health"])

    @router.api_route("/healthz", methods=["GET", "HEAD"], include_in_schema=False)
    def healthz() -> dict[str, str]:
        return {"status": "ok"}

    @router.api_route("/readyz", methods=["GET", "HEAD"], include_in_schema=False)
    def readyz() -> Response:
        found = {name: _outcome(name, check) for name, check in checks.items()}
        missing = [f"{name}: {outcome}" for name, outcome in found.items() if outcome != "ok"]
        if missing:
            return problem_of(NotReady("; ".join(missing)), checks=found)
        return JSONResponse({"status": "ready", "checks": found})

    return router


def _outcome(name: str, check: Check) -> str:
    try:
        check()
    except EarshotError as error:
        return str(error)
    except Exception:  # a broken check must show as one, not hide the others
        log.exception("readiness_check_crashed", check=name)
        return "the check itself failed; the log has more"
    return "ok"
