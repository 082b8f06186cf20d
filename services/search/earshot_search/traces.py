"""The use-case of reading what was sketched of a sound: peaks, spectrogram, loudness."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from typing import TYPE_CHECKING

from earshot.domain.ids import ObjectKey, VideoId
from earshot.domain.keys import loudness_key, peaks_key, spectrogram_key, speech_key
from earshot.domain.video import Reason, Video
from earshot.errors import BadRequest, NotMadeYet, ObjectNotFound
from earshot.ports.object_store import ObjectStore
from earshot_search.shown import ShownVideos

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from earshot.traces.reading import Outline, Picture
    from earshot.traces.trace_file import Read


class Traces:
    """Reads a few kilobytes of objects that the listen step has written."""

    def __init__(self, *, store: ObjectStore, shown: ShownVideos) -> None:
        self._store = store
        self._shown = shown

    def peaks(
        self, video_id: VideoId, *, start_s: float, end_s: float | None, points: int
    ) -> Outline:
        """The outline of a stretch; `NotMadeYet` where there is none."""
        from earshot.traces.reading import peaks_of  # noqa: PLC0415  only pictures need it

        video = self._shown.get(video_id)
        span = _span(video, start_s, end_s)
        return peaks_of(self._reader(video, peaks_key(video_id)), *span, points)

    def spectrogram(
        self, video_id: VideoId, *, start_s: float, end_s: float | None, points: int
    ) -> Picture:
        """The brightness of bands in a stretch."""
        from earshot.traces.reading import picture_of  # noqa: PLC0415  as above

        video = self._shown.get(video_id)
        span = _span(video, start_s, end_s)
        return picture_of(self._reader(video, spectrogram_key(video_id)), *span, points)

    def loudness(self, video: Video) -> tuple[NDArray[np.float32], float] | None:
        """Level of each channel and the step; None for a video that was sketched never."""
        from earshot.traces.reading import loudness_of  # noqa: PLC0415  as above

        try:
            return loudness_of(self._reader(video, loudness_key(video.video_id)))
        except NotMadeYet:
            return None

    def speech(self, video_id: VideoId) -> bytes | None:
        """Speech captions as they were uploaded; None where nobody did."""
        try:
            return self._store.get(speech_key(video_id))
        except ObjectNotFound:
            return None

    def video(self, video_id: VideoId) -> Video:
        """The video in any state but gone."""
        return self._shown.get(video_id)

    def _reader(self, video: Video, key: ObjectKey) -> Read:
        def read(start: int, stop: int) -> bytes:
            if stop <= start:
                return b""
            try:
                return b"".join(self._store.read(key, start, stop))
            except ObjectNotFound as error:
                raise NotMadeYet(_why(video)) from error

        return read


def _why(video: Video) -> str:
    if video.heard is None:
        return "the video has not been listened to yet; ask again when it is ready"
    if video.reason is Reason.NO_AUDIO:
        return "the video has no sound"
    return (
        "the video was listened to before its sound was sketched; have it heard again: "
        "remove it and upload it once more, or retry it"
    )


def _span(video: Video, start_s: float, end_s: float | None) -> tuple[float, float]:
    duration_s = video.heard.duration_s if video.heard else 0.0
    stop_s = duration_s if end_s is None else end_s
    if stop_s <= start_s and (end_s is not None or start_s > 0):
        raise BadRequest("the stretch must end after its start, and begin inside of the video")
    return start_s, stop_s
