"""A video as the catalog has it, made up."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from datetime import UTC, datetime

from earshot.domain.ids import BundleId, VideoId
from earshot.domain.jobs import Step
from earshot.domain.video import Heard, Source, Video, VideoState

HEARD = Heard(duration_s=9.0, decoded_s=8.5, audio_tracks=1, bundle=BundleId("b-1"))
NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


def a_video(state: VideoState = VideoState.READY, step: Step | None = None) -> Video:
    """Heard, not decoded; half through the step it is in."""
    return Video(
        video_id=VideoId("01J0000000000000000000000A"),
        title="Garden",
        collection="home",
        description="roses",
        uploaded_at=NOON,
        recorded_at=None,
        source=Source(file_name="garden.mp4", size_bytes=3, sha256="ab"),
        state=state,
        step=step,
        progress=0.5,
        reason=None,
        detail=None,
        heard=HEARD,
    )
