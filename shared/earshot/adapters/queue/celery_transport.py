"""How Celery talks to Redis: the same for those who enqueue and for those who work."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from typing import Any

from celery import Celery

from earshot.adapters.queue.time_limits import LimitRule
from earshot.domain.jobs import Step
from earshot.settings import Settings

QUEUES = {
    Step.LISTEN: "listen",
    Step.DECODE: "index",
    Step.INDEX: "index",
    Step.REMOVE: "upkeep",
    # A clip is short, and somebody waits: it must not stand behind films.
    Step.EMBED: "index",
    Step.RETAG: "listen",
    Step.PROXY: "media",
    Step.EXCERPT: "media",
}
TRANSPORT = "earshot.adapters.queue.redis_transport:Transport"
CONNECT_TIMEOUT_S = 5.0
SEND_RETRIES = {"max_retries": 1, "interval_start": 0.1, "interval_max": 0.1}


def task_name(step: Step) -> str:
    """Name of the task that runs a step; its one argument is the video's id."""
    return f"earshot.{step.value}"


def limit_rule(settings: Settings) -> LimitRule:
    """The rule behind all time limits."""
    return LimitRule(max_duration_s=settings.max_duration_s)


def make_celery(settings: Settings) -> Celery:
    """An application that can send; tasks are added by the worker.

    A message that is not acknowledged is delivered again after the visibility timeout. It is
    longer than any task may run: a worker that died is noticed by its lease long before, and the
    reconciler enqueues anew.
    """
    app = Celery("earshot", broker=settings.queue_url, set_as_current=False)
    visibility_s = int(limit_rule(settings).longest().hard_s) + 3_600
    transport: dict[str, Any] = {
        "visibility_timeout": visibility_s,
        "queue_order_strategy": "priority",
        "priority_steps": list(range(10)),
        "socket_connect_timeout": CONNECT_TIMEOUT_S,
        "socket_keepalive": True,
        "health_check_interval": 25,
    }
    app.conf.update(
        broker_transport=TRANSPORT,
        broker_transport_options=transport,
        result_backend_transport_options={"visibility_timeout": visibility_s},
        visibility_timeout=visibility_s,
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,
        task_ignore_result=True,
        task_serializer="json",
        accept_content=["json"],
        task_default_queue="upkeep",
        task_default_priority=0,
        enable_utc=True,
    )
    return app
