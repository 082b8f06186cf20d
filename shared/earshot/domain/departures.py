"""A video on its way out: the one change that gateway and worker both make."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from dataclasses import replace

from earshot.domain.jobs import Step
from earshot.domain.video import Video, VideoState


def departing(video: Video) -> Video:
    """The video in state removing, with the removal due and nothing told of what came before."""
    return replace(
        video,
        state=VideoState.REMOVING,
        step=Step.REMOVE,
        progress=0.0,
        reason=None,
        detail=None,
        uploader=None,
        orders=(),
    )
