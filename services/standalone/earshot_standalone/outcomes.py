"""How it went with one file that was added."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from dataclasses import dataclass

from earshot.domain.ids import VideoId


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One row of the table at the end of `earshot add`."""

    name: str
    worked: bool
    says: str
    length: str = ""
    video_id: VideoId | None = None
    known: bool = False
    """The same bytes were there already."""
    ended: bool = True
    """False while it is still being worked on."""
