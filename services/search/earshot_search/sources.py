"""The use-case of playing a video: its bytes, whole or in part, in constant memory."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from earshot.domain.ids import ObjectKey, VideoId
from earshot.domain.keys import source_key
from earshot.ports.object_store import ObjectStore
from earshot_search.media_types import HEAD_BYTES, media_type_of
from earshot_search.shown import ShownVideos


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayableSource:
    """What an answer's headers need to know."""

    key: ObjectKey
    size_bytes: int
    media_type: str
    etag: str
    file_name: str


class Sources:
    """Reads sources from the store."""

    def __init__(self, *, store: ObjectStore, shown: ShownVideos) -> None:
        self._store = store
        self._shown = shown

    def find(self, video_id: VideoId) -> PlayableSource:
        """`VideoNotFound`, or `ObjectNotFound` and `SourceMoved` where the bytes are not there."""
        video = self._shown.get(video_id)
        key = source_key(video_id)
        info = self._store.stat(key)
        head = b"".join(self._store.read(key, 0, min(HEAD_BYTES, info.size_bytes)))
        # A file kept in place may change under us: its size and time belong to what it is.
        changed = f"{info.modified_at.timestamp():.6f}" if video.source.in_place else ""
        mark = f"{video.source.sha256 or video_id}-{info.size_bytes}{changed and '-' + changed}"
        return PlayableSource(
            key=key,
            size_bytes=info.size_bytes,
            media_type=media_type_of(head, video.source.file_name),
            etag=f'"{mark}"',
            file_name=video.source.file_name,
        )

    def read(self, source: PlayableSource, start: int, stop: int) -> Iterator[bytes]:
        """The bytes, piece by piece."""
        return self._store.read(source.key, start, stop)


def content_disposition(file_name: str, *, download: bool) -> str:
    """A header that is safe with any file name: ASCII for old clients, UTF-8 for the others."""
    plain = "".join(char if char.isprintable() and char not in "/\\" else "_" for char in file_name)
    plain = plain.strip(". ") or "video"
    ascii_name = "".join(char if char.isascii() and char not in '"%' else "_" for char in plain)
    kind = "attachment" if download else "inline"
    encoded = quote(plain.encode("utf-8", "replace"), safe="")
    return f"{kind}; filename=\"{ascii_name}\"; filename*=UTF-8''{encoded}"
