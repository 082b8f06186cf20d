"""The archive behind a running service, asked over HTTP."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx2
from pydantic import SecretStr

from earshot.captions.cue import CaptionOptions
from earshot.errors import (
    BadRequest,
    Busy,
    EarshotError,
    FileUnreadable,
    Unauthorized,
    VideoNotFound,
)
from earshot.http.prefix import API_PREFIX
from earshot_standalone.archive import Document
from earshot_standalone.naming_videos import choose_video

_CHUNK_BYTES = 1 << 20
_TIMEOUT_S = 30.0
_CLIP_PATIENCE_S = 300.0
_CLIP_LOOK_S = 0.3


class ServiceUnreachable(EarshotError):
    """the service does not answer"""

    retryable = True


class RemoteArchive:
    """Speaks the API of one service; problems come back as the errors that they were."""

    def __init__(self, address: str, token: SecretStr | None) -> None:
        if not address.startswith(("http://", "https://")):
            raise BadRequest(f"--server must be an http:// or https:// address, not {address!r}")
        headers = {"Authorization": f"Bearer {token.get_secret_value()}"} if token else {}
        self._address = address.rstrip("/")
        self._client = httpx2.Client(
            base_url=self._address + API_PREFIX, headers=headers, timeout=_TIMEOUT_S
        )

    def videos(self) -> Iterator[Document]:
        cursor: str | None = None
        while True:
            page = self._get("/videos", cursor=cursor)
            yield from page["videos"]
            cursor = page["next"]
            if cursor is None:
                return

    def video(self, named: str) -> Document:
        try:
            return self._get(f"/videos/{quote(named, safe='')}")
        except (VideoNotFound, BadRequest):
            return choose_video(named, self.videos())

    def search(
        self, query: str, *, level: int, min_score: float, limit: int, sort: str
    ) -> Document:
        asked = {"level": level, "min_score": min_score, "limit": limit, "sort": sort}
        return self._get("/search", q=query, counts="full", **asked)

    def label_figures(self, *, level: int, period: str, periods: int) -> Document:
        return self._get("/stats/labels", level=level, period=period, periods=periods)

    def similar(self, asked: Document) -> Document:
        document: Document = self._ask("POST", "/search/similar", json=asked).json()
        return document

    def similar_to_file(self, path: Path, how: Document) -> Document:
        clip = self._send(path, "/queries", {}, lambda _: None)
        until_s = time.monotonic() + _CLIP_PATIENCE_S
        while clip["state"] == "waiting":
            if time.monotonic() > until_s:
                raise Busy("the service has not listened to the clip yet; is a worker running?")
            time.sleep(_CLIP_LOOK_S)
            clip = self._get(f"/queries/{clip['id']}")
        return self.similar({"query_id": clip["id"], **how})

    def events(self, video_id: str, *, level: int) -> Document:
        return self._get(f"/videos/{video_id}/events", level=level)

    def captions(self, video_id: str, *, kind: str, options: CaptionOptions) -> str:
        params = {
            "level": int(options.level),
            "salience": options.salience.name.lower(),
            "style": options.style.value,
            "language": options.language,
            "min_gap_s": options.min_gap_s,
        }
        return self._ask("GET", f"/videos/{video_id}/captions.{kind}", params=params).text

    def labels(self, word: str) -> Document:
        return self._get("/labels", prefix=word)

    def remove(self, video_id: str) -> Document:
        self._ask("DELETE", f"/videos/{video_id}")
        return {"id": video_id}

    def upload(self, path: Path, said: dict[str, str], advance: Callable[[int], None]) -> Document:
        """Stream one file to the service; `advance` is told the bytes as they go."""
        return self._send(path, "/videos", said, advance)

    def _send(
        self, path: Path, address: str, said: dict[str, str], advance: Callable[[int], None]
    ) -> Document:
        def pieces() -> Iterator[bytes]:
            with path.open("rb") as file:
                while piece := file.read(_CHUNK_BYTES):
                    yield piece
                    advance(len(piece))

        headers = {
            "Content-Type": "application/octet-stream",
            "Content-Length": str(_size(path)),
            "X-File-Name": quote(path.name, safe=""),
        }
        answer = self._ask(
            "POST", address, params=said, content=pieces(), headers=headers, timeout=None
        )
        document: Document = answer.json()
        return document

    def ask(self, method: str, path: str, **request: Any) -> httpx2.Response:
        """For what has no method of its own here; problems come back as errors."""
        return self._ask(method, path, **request)

    def _get(self, path: str, **params: Any) -> Document:
        given = {name: value for name, value in params.items() if value is not None}
        document: Document = self._ask("GET", path, params=given).json()
        return document

    def _ask(self, method: str, path: str, **request: Any) -> httpx2.Response:
        try:
            answer = self._client.request(method, path, **request)
        except httpx2.HTTPError as error:
            raise ServiceUnreachable(
                f"the service at {self._address} does not answer; is it running?"
            ) from error
        except OSError as error:
            raise FileUnreadable(f"the file cannot be read: {error.strerror}") from error
        if answer.is_error:
            raise _problem(answer)
        return answer


def _problem(answer: httpx2.Response) -> EarshotError:
    """The error that a problem+json tells of, with its own sentence."""
    kinds: dict[int, type[EarshotError]] = {
        HTTPStatus.UNAUTHORIZED: Unauthorized,
        HTTPStatus.NOT_FOUND: VideoNotFound,
        HTTPStatus.UNPROCESSABLE_ENTITY: BadRequest,
    }
    try:
        detail = str(answer.json()["detail"])
    except (ValueError, KeyError, TypeError):
        detail = f"the service answered {answer.status_code}"
    return kinds.get(answer.status_code, EarshotError)(detail)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError as error:
        raise FileUnreadable(f"{path.name!r} cannot be read: {error.strerror}") from error
