"""The use-case of reading what was made of a video: proxy, poster, excerpts."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from earshot.domain.ids import ObjectKey, VideoId
from earshot.domain.keys import excerpt_key, excerpt_problem_key, poster_key, proxy_key
from earshot.domain.making import PROXY_ORDER, ExcerptFormat, excerpt_of
from earshot.domain.video import Video
from earshot.errors import MediaError, NotMadeYet, ObjectNotFound
from earshot.ports.object_store import ObjectStore
from earshot_search.shown import ShownVideos
from earshot_search.sources import PlayableSource

_BEING_MADE = "it is being made; ask again in a few seconds"


class MadeFiles:
    """Reads objects that the worker has made on order."""

    def __init__(self, *, store: ObjectStore, shown: ShownVideos) -> None:
        self._store = store
        self._shown = shown

    def proxy(self, video_id: VideoId) -> PlayableSource:
        """`NotMadeYet` where there is none, with what to do."""
        video = self._shown.get(video_id)
        media_type = video.playback.proxy
        if media_type is None:
            ordered = PROXY_ORDER in video.orders
            raise NotMadeYet(
                _BEING_MADE
                if ordered
                else f"there is no proxy; POST /videos/{video_id}/proxy has it made"
            )
        return self._file(video, proxy_key(video_id), media_type, _suffix(media_type))

    def poster(self, video_id: VideoId) -> PlayableSource:
        """`NotMadeYet` where there is none, or never will be."""
        video = self._shown.get(video_id)
        if not video.playback.poster:
            raise NotMadeYet(
                "there is no poster: the video has no picture, or came before there were posters; "
                f"POST /videos/{video_id}/proxy makes one as well"
            )
        return self._file(video, poster_key(video_id), "image/jpeg", ".jpg")

    def excerpt(self, video_id: VideoId, excerpt_id: str) -> PlayableSource:
        """`NotMadeYet` while it is made, `MediaError` where it could not be."""
        video = self._shown.get(video_id)
        wanted = excerpt_of(excerpt_id)
        if wanted is None:
            raise NotMadeYet(f"{excerpt_id!r} is no id of an excerpt; POST /excerpts gives one")
        of_sound = "audio/mp4" if video.playback.has_picture is False else "video/mp4"
        media_type = "audio/wav" if wanted.form is ExcerptFormat.WAV else of_sound
        try:
            key = excerpt_key(video_id, excerpt_id)
            return self._file(video, key, media_type, f" {excerpt_id}")
        except NotMadeYet:
            if excerpt_id in video.orders:
                raise NotMadeYet(_BEING_MADE) from None
            self._raise_problem(excerpt_problem_key(video_id, excerpt_id))
            raise NotMadeYet(
                f"nobody ordered this excerpt; POST /videos/{video_id}/excerpts does"
            ) from None

    def read(self, file: PlayableSource, start: int, stop: int) -> Iterator[bytes]:
        """The bytes, piece by piece."""
        return self._store.read(file.key, start, stop)

    def _raise_problem(self, key: ObjectKey) -> None:
        try:
            problem = self._store.get(key)
        except ObjectNotFound:
            return
        raise MediaError(problem.decode(errors="replace"))

    def _file(self, video: Video, key: ObjectKey, media_type: str, ending: str) -> PlayableSource:
        try:
            info = self._store.stat(key)
        except ObjectNotFound as error:
            raise NotMadeYet from error
        stem = PurePosixPath(video.source.file_name).stem
        return PlayableSource(
            key=key,
            size_bytes=info.size_bytes,
            media_type=media_type,
            etag=f'"{info.size_bytes}-{info.modified_at.timestamp():.6f}"',
            file_name=f"{stem}{ending}",
        )


def _suffix(media_type: str) -> str:
    known = {"video/mp4": ".mp4", "audio/mp4": ".m4a", "video/webm": ".webm"}
    return known.get(media_type, ".weba")
