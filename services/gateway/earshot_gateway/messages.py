"""Says that a step is due; a message that fails is sent again by the reconciler."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import structlog

from earshot.domain.jobs import Job, Priority
from earshot.domain.video import Video
from earshot.errors import QueueUnavailable
from earshot.ports.work import TaskQueue

log = structlog.get_logger()


def announce(queue: TaskQueue, video: Video, priority: Priority = Priority.UPLOAD) -> None:
    """Enqueue the step that the catalog says is due, if one is."""
    if video.step is None:
        return
    try:
        queue.enqueue(Job(step=video.step, video_id=video.video_id), priority)
    except QueueUnavailable as error:
        log.warning("message_not_sent", step=video.step, video_id=video.video_id, error=str(error))
