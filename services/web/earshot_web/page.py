"""Serves the built page: its files, and the one document behind all of its addresses."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import gzip
from functools import lru_cache
from html import escape
from pathlib import Path

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response

from earshot.errors import ObjectNotFound

DIST = Path(__file__).resolve().parent / "dist"
"""Where `make web` puts the built files; wheels and images carry them, git does not."""
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "media-src 'self' blob:; connect-src 'self'; font-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)
ADDRESSES = ("/", "/search", "/upload", "/archive", "/videos/{video_id}")
"""What the page shows something of its own at; `deploy/proxy/routes.conf` lists the same."""
_KINDS = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".webmanifest": "application/manifest+json",
}
_FOR_EVER = "public, max-age=31536000, immutable"
_NOT_BUILT = (
    "<!doctype html><html lang='en'><meta charset='utf-8'><title>Earshot</title>"
    "<p>The page is not built here: run <code>make web</code> in the clone and reload; "
    "the API works without it, see <a href='{root}/docs'>its documentation</a>.</p></html>"
)


def is_built(folder: Path = DIST) -> bool:
    """True when the page's files are here."""
    return (folder / "index.html").is_file()


def belongs_to_page(path: str) -> bool:
    """True for addresses that hold the page's own files and no data: they need no token."""
    if path in {"/search", "/upload", "/archive", "/", "/icon.svg"}:
        return True
    return path.startswith(("/assets/", "/videos/"))


def page_routes(folder: Path = DIST) -> APIRouter:
    """The page at its addresses; where it is not built, one sentence that says how."""
    router = APIRouter(include_in_schema=False)
    for address in ADDRESSES:
        _add_document(router, address, folder)

    @router.get("/assets/{name}")
    def asset(request: Request, name: str) -> Response:
        return _file(request, folder / "assets", name, _FOR_EVER)

    @router.get("/icon.svg")
    def icon(request: Request) -> Response:
        return _file(request, folder, "icon.svg", "public, max-age=86400")

    return router


def _add_document(router: APIRouter, address: str, folder: Path) -> None:
    @router.get(address)
    def document(request: Request) -> Response:
        headers = {"Content-Security-Policy": POLICY, "Cache-Control": "no-cache"}
        root = str(request.scope.get("root_path", "")).rstrip("/")
        if is_built(folder):
            return FileResponse(folder / "index.html", media_type="text/html", headers=headers)
        if address != "/":
            return RedirectResponse(f"{root}/")
        return HTMLResponse(_NOT_BUILT.format(root=escape(root)), headers=headers)


def _file(request: Request, folder: Path, name: str, kept: str) -> Response:
    path = folder / name
    kind = _KINDS.get(path.suffix)
    # The name is one segment of an address, yet whatever it is, only files right here are served.
    if kind is None or path.parent != folder or not path.is_file():
        raise ObjectNotFound("the page has no such file")
    headers = {"Cache-Control": kept, "Vary": "Accept-Encoding"}
    if "gzip" not in request.headers.get("Accept-Encoding", ""):
        return FileResponse(path, media_type=kind, headers=headers)
    packed = _packed(path, path.stat().st_mtime_ns)
    return Response(packed, media_type=kind, headers={**headers, "Content-Encoding": "gzip"})


@lru_cache(maxsize=16)
def _packed(path: Path, _changed_ns: int) -> bytes:
    """A file compressed, once for each time that it is built."""
    return gzip.compress(path.read_bytes(), mtime=0)
