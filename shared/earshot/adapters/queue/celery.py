"""The queue on Celery and Redis: one message a job, carrying nothing but the video's id."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from celery import Celery
from kombu.exceptions import OperationalError
from redis import Redis
from redis.exceptions import RedisError

from earshot.adapters.queue.celery_transport import QUEUES, SEND_RETRIES, task_name
from earshot.adapters.queue.time_limits import LimitRule
from earshot.domain.jobs import Job, Priority
from earshot.domain.video import Video
from earshot.errors import CatalogUnavailable, QueueUnavailable, VideoNotFound
from earshot.ports.catalog import Catalog

MARK_S = 900
"""A message that was lost alone is sent again after this; one that waits longer gets a double."""
_FAILURES = (OperationalError, RedisError, OSError)


class CeleryQueue:
    """`TaskQueue` that pushes.

    A mark in Redis says that a job's message is under way, so that the reconciler may enqueue
    whatever waits without sending it twice. It lies beside the messages and is lost with them.
    """

    def __init__(self, app: Celery, redis: Redis, catalog: Catalog, limits: LimitRule) -> None:
        self._app = app
        self._redis = redis
        self._catalog = catalog
        self._limits = limits

    def enqueue(self, job: Job, priority: Priority = Priority.UPLOAD) -> None:
        try:
            if self._mark(job, priority):
                self._send(job, priority)
        except _FAILURES as error:
            raise QueueUnavailable(f"redis does not take the message: {error}") from error

    def arrived(self, job: Job) -> None:
        """A worker has the message: from now on the job may be enqueued again."""
        try:
            self._redis.delete(_mark_key(job))
        except _FAILURES as error:
            raise QueueUnavailable(f"redis does not answer: {error}") from error

    def _mark(self, job: Job, priority: Priority) -> bool:
        """True where no message is under way, or only one that is in less of a hurry."""
        mark = _mark_key(job)
        if self._redis.set(mark, int(priority), nx=True, ex=MARK_S):
            return True
        held = self._redis.get(mark)
        if held is not None and int(held) <= priority:
            return False
        self._redis.set(mark, int(priority), ex=MARK_S)
        return True

    def _send(self, job: Job, priority: Priority) -> None:
        limits = self._limits.of(job.step, self._video(job))
        try:
            self._app.send_task(
                task_name(job.step),
                args=[job.video_id],
                queue=QUEUES[job.step],
                priority=int(priority),
                soft_time_limit=limits.soft_s,
                time_limit=limits.hard_s,
                retry=True,
                retry_policy=SEND_RETRIES,
            )
        except BaseException:
            self._redis.delete(_mark_key(job))
            raise

    def _video(self, job: Job) -> Video | None:
        try:
            return self._catalog.get(job.video_id)
        except (VideoNotFound, CatalogUnavailable):
            return None


def _mark_key(job: Job) -> str:
    return f"earshot:sent:{job.step.value}:{job.video_id}"
