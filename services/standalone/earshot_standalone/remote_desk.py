"""The desk behind a running service, asked over HTTP."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import time

from earshot.errors import Busy, VideoNotFound
from earshot_standalone.archive import Document
from earshot_standalone.remote_archive import RemoteArchive

_LOOK_S = 0.5
_PATIENCE_S = 600.0


class RemoteDesk:
    """Orders at the service and waits for what it makes."""

    def __init__(self, archive: RemoteArchive) -> None:
        self._archive = archive

    def correct(self, video_id: str, said: Document) -> Document:
        document: Document = self._archive.ask(
            "POST", f"/videos/{video_id}/corrections", json=said
        ).json()
        return document

    def withdraw(self, video_id: str, correction_id: str, by: str) -> Document:
        address = f"/videos/{video_id}/corrections/{correction_id}"
        document: Document = self._archive.ask("DELETE", address, params={"by": by}).json()
        return document

    def corrections(self, video_id: str, *, withdrawn: bool) -> list[Document]:
        answer = self._archive.ask(
            "GET", f"/videos/{video_id}/corrections", params={"withdrawn": withdrawn}
        )
        found: list[Document] = answer.json()["corrections"]
        return found

    def training(self, form: str) -> str:
        return self._archive.ask("GET", f"/corrections.{form}").text

    def proxy(self, video_id: str) -> Document:
        self._archive.ask("POST", f"/videos/{video_id}/proxy")
        until_s = time.monotonic() + _PATIENCE_S
        while (video := self._archive.video(video_id))["proxy"]["state"] == "waiting":
            if time.monotonic() > until_s:
                return video
            time.sleep(_LOOK_S)
        return video

    def excerpt(self, video_id: str, start_s: float, end_s: float, form: str) -> bytes:
        said = {"start_s": start_s, "end_s": end_s, "format": form}
        ordered = self._archive.ask("POST", f"/videos/{video_id}/excerpts", json=said).json()
        address = f"/videos/{video_id}/excerpts/{ordered['excerpt_id']}"
        until_s = time.monotonic() + _PATIENCE_S
        while True:
            try:
                return self._archive.ask("GET", address).content
            except VideoNotFound as error:  # it is not there yet
                if time.monotonic() > until_s:
                    raise Busy("the excerpt is not made yet; is a worker running?") from error
            time.sleep(_LOOK_S)

    def markers(self, video_id: str, form: str, *, level: int, labels: list[str], fps: str) -> str:
        asked = {"level": level, "label": labels, "fps": fps}
        return self._archive.ask("GET", f"/videos/{video_id}/markers.{form}", params=asked).text
