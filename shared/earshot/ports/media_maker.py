"""Media made out of media: a form that browsers play, a picture, a stretch cut out."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from earshot.domain.making import Excerpt


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeFile:
    """A finished file; it goes with the context that it was made in."""

    path: Path
    media_type: str


class MediaMaker(Protocol):
    """Reads media that may be hostile: no network, bounded time, nothing left behind.

    Zero is where a player's clock has it. `check` is called now and then; what it raises ends the
    work. Every method raises `MediaError`s with a sentence where the file is to blame.
    """

    def proxy(self, path: Path, check: Callable[[], None]) -> AbstractContextManager[MadeFile]:
        """The whole in a form that browsers play; sound alone where there is no picture."""
        ...

    def poster(self, path: Path, duration_s: float | None) -> bytes | None:
        """One picture as JPEG, from a tenth into it; None where there is none to be had."""
        ...

    def excerpt(
        self, path: Path, wanted: Excerpt, check: Callable[[], None]
    ) -> AbstractContextManager[MadeFile]:
        """A stretch, cut to the millisecond; what lies beyond the end is left out."""
        ...
