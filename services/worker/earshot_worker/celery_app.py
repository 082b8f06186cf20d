"""The Celery application of the workers: `celery --app earshot_worker.celery_app worker`."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import threading
from functools import cache
from typing import Any

import structlog
from celery import Celery, signals
from kombu import Exchange, Queue
from kombu.common import Broadcast

from earshot.adapters.queue.celery_transport import QUEUES, make_celery, task_name
from earshot.domain.ids import VideoId
from earshot.domain.jobs import Step
from earshot.errors import EarshotError
from earshot.log import configure_logging
from earshot.settings import Settings, load_settings
from earshot_worker.alive import SignOfLife
from earshot_worker.shutdown import ShutdownPipe
from earshot_worker.tasks import Child

log = structlog.get_logger()

HEARTBEAT_S = 20.0
HEARTBEATS = "earshot.heartbeats"
TASKS_PER_CHILD = 200
"""Then a child is replaced by a fresh one: whatever a library leaks stays bounded."""
SOFT_SHUTDOWN_S = 30.0
AWAY_S = 10.0


def _settings() -> Settings:
    try:
        return load_settings()
    except EarshotError as error:
        raise SystemExit(f"earshot worker: {error}") from error


settings = _settings()
app: Celery = make_celery(settings)
stop = threading.Event()


@cache
def shutdown_pipe() -> ShutdownPipe:
    """One for the parent and all of its children."""
    return ShutdownPipe()


@cache
def child() -> Child:
    """Of this process: made at its first task, after the fork."""
    return Child.of(settings, stop)


def _run(task: Any, step: Step, video_id: str) -> None:
    try:
        child().run(step, VideoId(video_id))
    except EarshotError as error:
        # The job itself never raises: a server was away before its lease was taken.
        log.warning("task_postponed", step=step.value, video_id=video_id, error=str(error))
        raise task.retry(exc=error, countdown=AWAY_S, max_retries=None) from error


def listen(task: Any, video_id: str) -> None:
    """Scores out of sound."""
    _run(task, Step.LISTEN, video_id)


def decode(task: Any, video_id: str) -> None:
    """Events out of scores."""
    _run(task, Step.DECODE, video_id)


def index(task: Any, video_id: str) -> None:
    """An entry out of events."""
    _run(task, Step.INDEX, video_id)


def remove(task: Any, video_id: str) -> None:
    """Nothing out of everything."""
    _run(task, Step.REMOVE, video_id)


def reconcile() -> None:
    """Beat asks for this now and then; any number of rounds may run at once."""
    child().reconcile()


def heartbeat() -> None:
    """Reaches every worker: each proves that it takes messages and runs tasks."""
    SignOfLife().give()


def retag(task: Any, video_id: str) -> None:
    """Scores of one more bundle beside those that are there."""
    _run(task, Step.RETAG, video_id)


def proxy(task: Any, video_id: str) -> None:
    """A form that browsers play."""
    _run(task, Step.PROXY, video_id)


def embed(task: Any, video_id: str) -> None:
    """Embeddings of a query clip, whose id it is."""
    _run(task, Step.EMBED, video_id)


def excerpt(task: Any, video_id: str) -> None:
    """Stretches of the source."""
    _run(task, Step.EXCERPT, video_id)


for function in (listen, decode, index, remove, embed, retag, proxy, excerpt):
    app.task(function, name=task_name(Step(function.__name__)), bind=True)
app.task(reconcile, name="earshot.reconcile")
app.task(heartbeat, name="earshot.heartbeat")

app.conf.update(
    task_queues=[
        *(Queue(name, Exchange(name), name) for name in sorted(set(QUEUES.values()))),
        Broadcast(HEARTBEATS),
    ],
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    worker_prefetch_multiplier=1,
    worker_max_tasks_per_child=TASKS_PER_CHILD,
    worker_soft_shutdown_timeout=SOFT_SHUTDOWN_S,
    worker_hijack_root_logger=False,
    worker_redirect_stdouts=False,
    worker_send_task_events=False,
    beat_schedule={
        "reconcile": {
            "task": "earshot.reconcile",
            "schedule": settings.reconcile_s,
            "options": {"queue": QUEUES[Step.REMOVE], "expires": settings.reconcile_s},
        },
        "heartbeat": {
            "task": "earshot.heartbeat",
            "schedule": HEARTBEAT_S,
            "options": {
                "queue": HEARTBEATS,
                "expires": HEARTBEAT_S,
                # Beat consumes nothing, so it has to learn that the exchange fans out.
                "declare": [Exchange(HEARTBEATS, type="fanout")],
            },
        },
    },
)


def _before_pool(sender: str, instance: Any, **_: object) -> None:
    """In the parent: every worker hears the heartbeats, whatever queues it was started for."""
    del sender
    shutdown_pipe()
    queues = instance.app.amqp.queues
    if HEARTBEATS not in queues.consume_from:
        queues.select_add(queues[HEARTBEATS])


def _in_child(**_: object) -> None:
    configure_logging(settings.log_level, as_json=settings.log_json)
    shutdown_pipe().watch(stop)


def _shutting_down(**_: object) -> None:
    """In the parent: running jobs are given back at once instead of being waited for."""
    shutdown_pipe().tell()


signals.celeryd_after_setup.connect(_before_pool, weak=False)
signals.worker_process_init.connect(_in_child, weak=False)
signals.worker_shutting_down.connect(_shutting_down, weak=False)
