"""What people do at the desk: set right what was heard, have excerpts and proxies made."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from typing import Protocol

from earshot_standalone.archive import Document


class Desk(Protocol):
    """Answers with the API's documents; raises `EarshotError` with one sentence."""

    def correct(self, video_id: str, said: Document) -> Document:
        """Keep a correction: a body of `POST /corrections`."""
        ...

    def withdraw(self, video_id: str, correction_id: str, by: str) -> Document:
        """Take a correction back."""
        ...

    def corrections(self, video_id: str, *, withdrawn: bool) -> list[Document]:
        """What people have set right in a video."""
        ...

    def training(self, form: str) -> str:
        """All corrections of the archive as training data, csv or jsonl."""
        ...

    def proxy(self, video_id: str) -> Document:
        """Have a video made playable; the video as it then stands."""
        ...

    def excerpt(self, video_id: str, start_s: float, end_s: float, form: str) -> bytes:
        """A stretch of a video, cut out."""
        ...

    def markers(self, video_id: str, form: str, *, level: int, labels: list[str], fps: str) -> str:
        """Moments for a film editor, edl or csv."""
        ...
