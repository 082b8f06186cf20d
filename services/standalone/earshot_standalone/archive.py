"""What the sub-commands ask of an archive, be it here on disk or behind a running service."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

from earshot.captions.cue import CaptionOptions

Document = dict[str, Any]
"""JSON, in the shapes of the HTTP API."""


class Archive(Protocol):
    """Answers with the API's documents; raises `EarshotError` with one sentence."""

    def videos(self) -> Iterator[Document]:
        """All videos, newest first."""
        ...

    def video(self, named: str) -> Document:
        """One video by id, by the beginning of its id, or by its title or file name."""
        ...

    def search(
        self, query: str, *, level: int, min_score: float, limit: int, sort: str
    ) -> Document:
        """The best moments, grouped by video, and how many there are in all."""
        ...

    def label_figures(self, *, level: int, period: str, periods: int) -> Document:
        """How often and how long each label was heard, in all and lately."""
        ...

    def similar(self, asked: Document) -> Document:
        """Moments that sound like the asked one: a body of `/search/similar`."""
        ...

    def similar_to_file(self, path: Path, how: Document) -> Document:
        """Moments that sound like a short file; `how` is the rest of such a body."""
        ...

    def events(self, video_id: str, *, level: int) -> Document:
        """What was heard in one video."""
        ...

    def captions(self, video_id: str, *, kind: str, options: CaptionOptions) -> str:
        """Sound captions in one of their formats."""
        ...

    def labels(self, word: str) -> Document:
        """What can be heard, how well, how often; those that a word means."""
        ...

    def remove(self, video_id: str) -> Document:
        """Start the removal of a video."""
        ...
