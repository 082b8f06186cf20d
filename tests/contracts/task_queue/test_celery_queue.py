"""The queue on Celery, against a real Redis: what is sent, how often, in what order."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import os
import queue as standard_queue
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from celery import Celery
from redis import Redis

from earshot.adapters.queue.celery import CeleryQueue
from earshot.adapters.queue.celery_transport import limit_rule, make_celery
from earshot.adapters.queue.resolve import resolve_celery_queue, resolve_queue
from earshot.domain.ids import VideoId
from earshot.domain.jobs import Job, Priority, Step
from earshot.errors import QueueUnavailable
from earshot.settings import Settings

pytestmark = pytest.mark.stack


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What a worker would be given."""

    task: str
    arguments: list[str]
    limits: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Bench:
    """The queue and a look at what it has sent."""

    queue: CeleryQueue
    app: Celery

    def taken(self, name: str, count: int = 20) -> list[Message]:
        """Take up to so many messages of a queue, in the order in which a worker gets them."""
        found = []
        with self.app.connection_for_read() as connection:
            source = connection.SimpleQueue(name)
            for _ in range(count):
                try:
                    message = source.get(block=True, timeout=0.3)
                except standard_queue.Empty:
                    break
                message.ack()
                hard_s, soft_s = message.headers["timelimit"]
                arguments = message.payload[0]
                task = message.headers["task"]
                found.append(Message(task=task, arguments=arguments, limits=(soft_s, hard_s)))
            source.close()
        return found


def job(number: int, step: Step = Step.LISTEN) -> Job:
    return Job(step=step, video_id=VideoId(f"v{number}"))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path, queue_url=os.environ["EARSHOT_TEST_REDIS_URL"])


@pytest.fixture
def bench(settings: Settings) -> Iterator[Bench]:
    with Redis.from_url(settings.queue_url) as redis:
        redis.flushdb()
        app = make_celery(settings)
        yield Bench(resolve_celery_queue(settings), app)
        redis.flushdb()


@pytest.mark.parametrize(
    ("step", "queue"),
    [
        (Step.LISTEN, "listen"),
        (Step.DECODE, "index"),
        (Step.INDEX, "index"),
        (Step.REMOVE, "upkeep"),
    ],
)
def test_a_message_carries_the_id_alone_to_the_queue_of_its_step(
    bench: Bench, step: Step, queue: str
) -> None:
    bench.queue.enqueue(job(1, step))
    (message,) = bench.taken(queue)
    assert (message.task, message.arguments) == (f"earshot.{step.value}", ["v1"])


def test_what_is_under_way_is_not_sent_again_until_it_has_arrived(bench: Bench) -> None:
    for _ in range(3):
        bench.queue.enqueue(job(1))
    assert len(bench.taken("listen")) == 1
    bench.queue.enqueue(job(1))
    assert bench.taken("listen") == []
    bench.queue.arrived(job(1))
    bench.queue.enqueue(job(1))
    assert len(bench.taken("listen")) == 1


def test_what_redis_has_lost_is_sent_again(bench: Bench, settings: Settings) -> None:
    bench.queue.enqueue(job(1))
    with Redis.from_url(settings.queue_url) as redis:
        redis.flushdb()
    bench.queue.enqueue(job(1))
    assert len(bench.taken("listen")) == 1


def test_an_upload_is_not_stuck_behind_a_back_fill(bench: Bench) -> None:
    for number in range(10):
        bench.queue.enqueue(job(number), Priority.BACKFILL)
    bench.queue.enqueue(job(99))
    assert bench.taken("listen", 1)[0].arguments == ["v99"]


def test_a_hurry_sends_again_what_was_only_a_back_fill(bench: Bench) -> None:
    bench.queue.enqueue(job(1), Priority.BACKFILL)
    bench.queue.enqueue(job(2), Priority.BACKFILL)
    bench.queue.enqueue(job(2), Priority.UPLOAD)
    assert bench.taken("listen", 1)[0].arguments == ["v2"]


def test_limits_of_an_unknown_video_are_those_of_the_longest(
    bench: Bench, settings: Settings
) -> None:
    bench.queue.enqueue(job(1))
    limits = limit_rule(settings).longest()
    assert bench.taken("listen")[0].limits == (limits.soft_s, limits.hard_s)


def test_visibility_is_set_in_all_three_places_and_outlasts_every_task(
    bench: Bench, settings: Settings
) -> None:
    conf = bench.app.conf
    told = {
        conf.broker_transport_options["visibility_timeout"],
        conf.result_backend_transport_options["visibility_timeout"],
        conf.visibility_timeout,
    }
    assert len(told) == 1
    assert told.pop() > limit_rule(settings).longest().hard_s


def test_a_redis_that_is_away_is_told_as_such(tmp_path: Path) -> None:
    away = Settings(data_dir=tmp_path, queue_url="redis://127.0.0.1:1/0")
    with pytest.raises(QueueUnavailable):
        resolve_queue(away).enqueue(job(1))
