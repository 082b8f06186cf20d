"""kill -9 before, in and after every write of every step: the next start ends all of it right."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from earshot.domain.ids import VideoId
from earshot.domain.jobs import Job, Step
from earshot.domain.keys import record_key
from earshot.domain.records import video_from_json
from earshot.domain.video import VideoState
from earshot_worker import transitions
from tests.kit.archive import Archive
from tests.kit.films import make_film
from tests.kit.loudness import BARK
from tests.kit.mortal import Moment, work_until

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["tests.kit.mortal"])


def _moments(port: str, method: str, calls: int, when: str = "before after") -> Iterator[Moment]:
    for nth in range(1, calls + 1):
        for side in when.split():
            yield Moment(port=port, method=method, nth=nth, when=side)


LIFE = [
    # The manifest, scores, embeddings, events and the record of a video are put.
    *_moments("store", "put", 5, "before during after"),
    # Begun and ended: three steps.
    *_moments("catalog", "update", 6),
    *_moments("queue", "enqueue", 2),
    *_moments("index", "replace", 1),
    *_moments("embeddings", "replace", 1),
    *_moments("ledger", "finish", 3),
]
REMOVAL = [
    *_moments("store", "put", 1, "before during after"),
    *_moments("store", "delete", 4),
    *_moments("index", "remove", 1),
    *_moments("embeddings", "remove", 1),
    *_moments("catalog", "update", 1),
    *_moments("ledger", "forget", 1),
    *_moments("ledger", "finish", 1),
]


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_film(tmp_path_factory.mktemp("films") / "film.mp4")


@pytest.fixture(scope="module")
def untroubled(film: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the store holds of a film whose worker was never killed."""
    archive = Archive.at(tmp_path_factory.mktemp("untroubled"))
    video_id = archive.adopt(film)
    archive.work()
    return _contents(archive, video_id)


def _contents(archive: Archive, video_id: VideoId) -> dict[str, str]:
    """Name in the video's folder to hash, but for the record, which tells id and time."""
    return {
        key.replace(video_id, "ID"): digest
        for key, digest in archive.objects().items()
        if key != record_key(video_id)
    }


def _kill_at(folder: Path, moment: Moment) -> None:
    process = FORKS.Process(target=work_until, args=(folder, moment))
    process.start()
    process.join(60)
    assert process.exitcode == -signal.SIGKILL, f"the worker never came to {moment}"


def _restart(folder: Path) -> Archive:
    archive = Archive.at(folder)
    archive.worker().upkeep()
    archive.work()
    assert list(archive.ports.ledger.unfinished()) == []
    assert archive.ports.leftovers.remove_leftovers(0) == 0
    return archive


@pytest.mark.parametrize("moment", LIFE, ids=str)
def test_a_video_ends_ready_wherever_its_worker_died(
    moment: Moment, film: Path, untroubled: dict[str, str], tmp_path: Path
) -> None:
    video_id = Archive.at(tmp_path).adopt(film)
    _kill_at(tmp_path, moment)
    archive = _restart(tmp_path)
    video = archive.video(video_id)
    assert (video.state, video.step, video.reason) == (VideoState.READY, None, None)
    assert _contents(archive, video_id) == untroubled
    assert video_from_json(archive.ports.store.get(record_key(video_id))) == video
    assert list(archive.ports.index.video_ids()) == [video_id]
    assert len(archive.entry(video_id)[BARK]) == 2


@pytest.mark.parametrize("moment", REMOVAL, ids=str)
def test_a_removed_video_is_gone_wherever_its_worker_died(
    moment: Moment, film: Path, tmp_path: Path
) -> None:
    archive = Archive.at(tmp_path)
    video_id = archive.adopt(film)
    archive.work()
    archive.ports.catalog.update(video_id, transitions.asked_to_go)
    archive.ports.queue.enqueue(Job(step=Step.REMOVE, video_id=video_id))
    _kill_at(tmp_path, moment)
    archive = _restart(tmp_path)
    assert archive.video(video_id).state is VideoState.REMOVED
    assert [key for key in archive.objects() if video_id in key] == [record_key(video_id)]
    assert list(archive.ports.index.video_ids()) == []
