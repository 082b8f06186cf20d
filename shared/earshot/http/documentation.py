"""The API documentation at /docs, served whole from here: no request leaves the machine."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import json
from html import escape
from importlib.util import find_spec
from pathlib import Path

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response

from earshot.errors import ObjectNotFound

# Swagger UI sets styles on its elements; scripts come from files of ours only.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'"
)
FILES = {
    "swagger-ui-bundle.js": "text/javascript",
    "swagger-ui.css": "text/css",
    "favicon.png": "image/png",
}
PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="stylesheet" href="{root}/docs/swagger-ui.css">
<link rel="icon" href="{root}/docs/favicon.png">
</head>
<body>
<div id="swagger-ui"></div>
<script src="{root}/docs/swagger-ui-bundle.js"></script>
<script src="{root}/docs/start.js"></script>
</body>
</html>
"""


def documentation_routes(title: str) -> APIRouter:
    """`/docs` with its files, and `/`, which leads there."""
    router = APIRouter(include_in_schema=False)
    folder = _assets()

    @router.get("/")
    def root(request: Request) -> Response:
        return RedirectResponse(f"{_root(request)}/docs")

    @router.get("/docs")
    def page(request: Request) -> Response:
        html = PAGE.format(title=escape(title), root=escape(_root(request)))
        return HTMLResponse(html, headers={"Content-Security-Policy": POLICY})

    @router.get("/docs/start.js")
    def start(request: Request) -> Response:
        options = {
            "url": f"{_root(request)}/openapi.json",
            "dom_id": "#swagger-ui",
            "deepLinking": True,
            "validatorUrl": None,
        }
        return Response(f"SwaggerUIBundle({json.dumps(options)});\n", media_type="text/javascript")

    @router.get("/docs/{name}")
    def asset(name: str) -> Response:
        if name not in FILES:
            raise ObjectNotFound("the documentation has no such file")
        return FileResponse(folder / name, media_type=FILES[name])

    return router


def _root(request: Request) -> str:
    root = request.scope.get("root_path", "")
    return str(root).rstrip("/")


def _assets() -> Path:
    # fastapi-offline is used for the files that it carries alone; its code is never imported.
    spec = find_spec("fastapi_offline")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("fastapi-offline is not installed")
    return Path(next(iter(spec.submodule_search_locations))) / "static"
