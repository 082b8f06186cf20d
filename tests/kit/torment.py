"""Everything that may go wrong while videos are in flight, and what must be true afterwards."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import structlog

from earshot.adapters.queue.celery_transport import QUEUES, make_celery, task_name
from earshot.domain.ids import VideoId
from earshot.domain.jobs import Job, Step
from earshot.domain.keys import record_key
from earshot.domain.records import video_from_json
from earshot.domain.video import Reason, Video, VideoState
from earshot.ports.catalog import VideoFilter
from tests.kit.films import make_film
from tests.kit.fleet import LEASE_S, Fleet

log = structlog.get_logger()

ENDED = frozenset({VideoState.READY, VideoState.FAILED})
_YEAR_S = 365 * 86_400.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How much of everything."""

    videos: int
    kills: int
    away_s: float
    seed: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What was uploaded, and how it has to end."""

    film: Path
    reason: Reason | None


def make_uploads(folder: Path, count: int) -> list[Sent]:
    """Small videos of which no two have the same bytes: most sound, some mute, some are none."""
    folder.mkdir()
    sound = make_film(folder / "sound.mp4").read_bytes()
    mute = make_film(folder / "mute.mp4", sound=False).read_bytes()
    uploads = []
    for number in range(count):
        path = folder / f"upload {number}.mp4"
        own = f"{number:08}".encode()
        if number % 10 == 3:
            path.write_bytes(b"only notes\n" * 50 + own)
            reason: Reason | None = Reason.NOT_MEDIA
        else:
            # A box of free space: players skip it.
            box = (8 + len(own)).to_bytes(4, "big") + b"free" + own
            path.write_bytes((mute if number % 10 == 7 else sound) + box)
            reason = Reason.NO_AUDIO if number % 10 == 7 else None
        uploads.append(Sent(film=path, reason=reason))
    return uploads


def torment(fleet: Fleet, plan: Plan, folder: Path) -> dict[VideoId, Sent]:
    """Upload while everything goes wrong; each accepted video and how it has to end."""
    rng = random.Random(plan.seed)
    uploads = make_uploads(folder / "uploads", plan.videos)
    with ThreadPoolExecutor(4) as pool:
        sent: list[Future[VideoId]] = []
        faults = _faults(fleet, plan, sent)
        every = max(1, plan.kills // len(faults))
        for number in range(plan.kills):
            # They come all the while, so that whatever goes wrong meets some of them.
            share = slice(*(step * plan.videos // plan.kills for step in (number, number + 1)))
            sent += [pool.submit(fleet.add, upload.film) for upload in uploads[share]]
            time.sleep(rng.uniform(0.2, 1.5))
            log.info("killed", what=fleet.kill_one(rng), left=sum(not one.done() for one in sent))
            fleet.revive()
            if number % every == every - 1 and faults:
                faults.pop(0)()
        for fault in faults:
            fault()
        fleet.until(lambda: all(one.done() for one in sent), "uploads")
    return {one.result(): upload for one, upload in zip(sent, uploads, strict=True)}


def _faults(fleet: Fleet, plan: Plan, sent: Sequence[Future[VideoId]]) -> list[Callable[[], None]]:
    def accepted() -> list[VideoId]:
        return [one.result() for one in sent if one.done() and not one.exception()]

    def redis_loses_all() -> None:
        log.info("redis_emptied")
        fleet.empty_redis()
        with fleet.without("redis"):
            time.sleep(plan.away_s / 10)
        fleet.empty_redis()

    def away(server: str) -> Callable[[], None]:
        def fault() -> None:
            log.info("server_stopped", server=server)
            with fleet.without(server):
                time.sleep(plan.away_s)

        return fault

    def sleeper() -> None:
        log.info("worker_paused")
        wake = fleet.pause("listen")
        time.sleep(LEASE_S * 2)
        wake()

    return [
        sleeper,
        redis_loses_all,
        lambda: _send_all_twice(fleet, accepted()),
        away("elasticsearch"),
        lambda: _plant_old_leases(fleet, accepted()),
        away("minio"),
    ]


def _send_all_twice(fleet: Fleet, video_ids: Sequence[VideoId]) -> None:
    """Every message there could be, due or not."""
    log.info("messages_doubled", videos=len(video_ids))
    app = make_celery(fleet.settings)
    for video_id in (*video_ids, *video_ids):
        for step in Step:
            app.send_task(task_name(step), args=[video_id], queue=QUEUES[step])


def _plant_old_leases(fleet: Fleet, video_ids: Sequence[VideoId]) -> None:
    """Held by nobody that lives, run out a year ago."""
    ledger = fleet.ports().ledger
    jobs = [Job(step=Step.LISTEN, video_id=key) for key in video_ids]
    leases = [ledger.acquire(job, "elsewhere:1:1", -_YEAR_S) for job in jobs]
    log.info("leases_planted", count=sum(lease is not None for lease in leases))


def settle(fleet: Fleet, expected: dict[VideoId, Sent]) -> None:
    """Until every accepted video has ended and nobody works any more."""
    ports = fleet.ports()

    def told() -> Counter[str]:
        return Counter(f"{ports.video(key).state} {ports.video(key).step}" for key in expected)

    def ended() -> bool:
        return all(ports.video(key).state in ENDED for key in expected)

    fleet.until(ended, told)
    fleet.until(lambda: not list(ports.ledger.unfinished()), told)


def agree(fleet: Fleet, expected: dict[VideoId, Sent]) -> None:
    """Store, catalog and index tell the same of what was accepted, and of nothing else."""
    ports = fleet.ports()
    # The last changes are in listings within a second.
    time.sleep(1.5)
    # An upload that broke off while a server was away is dropped after ten minutes of stillness.
    known = ports.catalog.page(VideoFilter(), None, len(expected) + 100)
    listed = [video for video in known if video.state is not VideoState.UPLOADING]
    assert sorted(video.video_id for video in listed) == sorted(expected)
    ends = {VideoId(v.video_id): (v.state, v.reason, v.detail) for v in listed}
    wrong = [
        (end, expected[key].reason)
        for key, end in ends.items()
        if end[1] != expected[key].reason
        or end[0] is not (VideoState.FAILED if end[1] is Reason.NOT_MEDIA else VideoState.READY)
    ]
    assert wrong == [], wrong
    ready = [video for video in listed if video.state is VideoState.READY]
    indexed = list(ports.writer.video_ids())
    assert sorted(indexed) == sorted(video.video_id for video in ready)
    assert ports.reader.counts().videos == len(ready)
    _same_lanes(fleet, [video.video_id for video in ready if video.reason is None])
    _objects_are_theirs(fleet, listed, {video.video_id for video in known} - set(expected))
    assert list(ports.ledger.unfinished()) == []
    fleet.rooms.down()
    assert ports.store.remove_leftovers(0) == 0
    copies = list((fleet.rooms.state / "scratch" / "copies").glob("*"))
    assert copies == []


def _same_lanes(fleet: Fleet, video_ids: list[VideoId]) -> None:
    """What is heard in copies of one film is the same, once each."""
    lanes: dict[VideoId, list[tuple[str, int]]] = {key: [] for key in video_ids}
    block = fleet.ports().reader.lanes(video_ids, [])
    for lane in block:
        lanes[VideoId(lane.video_id)].append((lane.label_id, len(lane.unpack().events)))
    first = sorted(next(iter(lanes.values())))
    assert first
    assert all(sorted(found) == first for found in lanes.values())
    assert fleet.ports().reader.counts().lanes == len(first) * len(lanes)


def _objects_are_theirs(fleet: Fleet, videos: Sequence[Video], broken: set[VideoId]) -> None:
    store = fleet.ports().store
    keys = {
        found.key
        for found in store.list("videos/")
        if VideoId(found.key.split("/")[1]) not in broken
    }
    expected = set()
    for video in videos:
        names = ["source", "video.json", *(["poster"] if video.playback.poster else [])]
        if video.heard is not None:
            bundle = video.heard.bundle
            names.append(f"{bundle}/{video.heard.policy}/events")
            if video.heard.audio_tracks:
                names += [f"{bundle}/{name}" for name in ("scores", "embeddings")]
                names += ["peaks", "spectrogram", "loudness"]
        expected |= {f"videos/{video.video_id}/{name}" for name in names}
        assert video_from_json(store.get(record_key(video.video_id))) == video
    assert keys == expected, sorted(keys ^ expected)
