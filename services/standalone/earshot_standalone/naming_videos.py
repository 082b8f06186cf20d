"""Which video a person means by what they typed: an id, its beginning, a title or a file name."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Iterable

from earshot.errors import BadRequest, VideoNotFound
from earshot_standalone.archive import Document

_SHOWN = 4


def choose_video(named: str, videos: Iterable[Document]) -> Document:
    """The one video that is meant.

    Raises
    ------
    VideoNotFound
        When none is.
    BadRequest
        When several are.
    """
    by_name: list[Document] = []
    by_start: list[Document] = []
    for video in videos:
        if video["id"] == named:
            return video
        if named in (video["title"], video["file_name"]):
            by_name.append(video)
        elif named and video["id"].startswith(named.upper()):
            by_start.append(video)
    found = by_name or by_start
    if not found:
        raise VideoNotFound(f"there is no video {named!r}; `earshot list` shows all")
    if len(found) > 1:
        ids = ", ".join(video["id"] for video in found[:_SHOWN])
        raise BadRequest(f"{len(found)} videos are called {named!r}; name one by its id: {ids}")
    return found[0]
