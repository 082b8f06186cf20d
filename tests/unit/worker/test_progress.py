"""Progress is written now and then, and listening ends where its video is no more."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from earshot.domain.jobs import Step
from earshot.domain.video import Video, VideoState
from earshot.errors import CatalogUnavailable, LeaseLost
from earshot_worker import transitions
from earshot_worker.hold import Hold, Stopped
from earshot_worker.progress import Progress
from tests.kit.archive import Archive
from tests.kit.failing import Failing

RATE_HZ = 100


def _seconds(count: int) -> Iterator[NDArray[np.float32]]:
    for _ in range(count):
        yield np.zeros(RATE_HZ, np.float32)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive.at(tmp_path / "data")


@pytest.fixture
def working(archive: Archive, tmp_path: Path) -> tuple[Video, Hold]:
    """A video whose listening has begun, and the hold on its job."""
    source = tmp_path / "film.mp4"
    source.write_bytes(b"film")
    video_id = archive.adopt(source)
    lease = archive.worker().source.claim(frozenset(Step), "me:1:1", 60)
    assert lease is not None
    video = archive.ports.catalog.update(video_id, lambda now: transitions.begun(now, Step.LISTEN))
    return video, Hold(archive.ports.ledger, lease, 60, archive.stop)


def _progress(archive: Archive, working: tuple[Video, Hold], declared_s: float | None) -> Progress:
    video, hold = working
    progress = Progress(archive.ports.catalog, video, hold, declared_s)
    progress.every_s = 0.0
    return progress


@pytest.mark.parametrize(("declared_s", "expected"), [(8.0, 0.5), (2.0, 1.0), (None, 0.0), (0, 0)])
def test_it_is_the_share_of_what_the_container_declares(
    archive: Archive, working: tuple[Video, Hold], declared_s: float | None, expected: float
) -> None:
    pieces = _progress(archive, working, declared_s).watch(_seconds(4), RATE_HZ)
    assert sum(len(piece) for piece in pieces) == 4 * RATE_HZ
    assert archive.video(working[0].video_id).progress == expected


def test_a_catalog_that_is_away_stops_nothing(
    archive: Archive, working: tuple[Video, Hold]
) -> None:
    away = Failing(archive.ports.catalog, "update", *[CatalogUnavailable()] * 9)
    archive.ports = replace(archive.ports, catalog=away)
    assert len(list(_progress(archive, working, 4.0).watch(_seconds(4), RATE_HZ))) == 4


@pytest.mark.parametrize("how", ["removing", "forgotten"])
def test_a_video_that_goes_ends_it(archive: Archive, working: tuple[Video, Hold], how: str) -> None:
    video_id = working[0].video_id
    if how == "removing":
        archive.ports.catalog.update(video_id, transitions.asked_to_go)
    else:
        archive.ports.catalog.forget(video_id)
    with pytest.raises(LeaseLost):
        list(_progress(archive, working, 4.0).watch(_seconds(4), RATE_HZ))


def test_a_stop_ends_it(archive: Archive, working: tuple[Video, Hold]) -> None:
    assert isinstance(archive.stop, threading.Event)
    archive.stop.set()
    with pytest.raises(Stopped):
        list(_progress(archive, working, 4.0).watch(_seconds(4), RATE_HZ))
    assert archive.video(working[0].video_id).state is VideoState.WORKING
