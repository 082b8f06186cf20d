"""Every fault that can be had, on the real servers: nothing accepted is lost, or doubled.

The short form. `make chaos` runs the long one: 50 videos, 30 kills, servers away for 30 s.
"""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from earshot.domain.keys import record_key
from earshot.domain.video import VideoState
from earshot.errors import VideoNotFound
from tests.kit.films import make_film
from tests.kit.fleet import Fleet, fleet_on_the_stack
from tests.kit.torment import Plan, agree, make_uploads, settle, torment

pytestmark = [pytest.mark.stack, pytest.mark.slow, pytest.mark.timeout(3600)]

SHORT = Plan(videos=10, kills=5, away_s=3.0)
LONG = Plan(videos=50, kills=30, away_s=30.0)


@pytest.fixture
def fleet(tmp_path: Path) -> Iterator[Fleet]:
    with fleet_on_the_stack(tmp_path) as fleet:
        yield fleet


def test_whatever_happens_every_accepted_video_ends_right(fleet: Fleet, tmp_path: Path) -> None:
    plan = LONG if os.environ.get("EARSHOT_TEST_CHAOS") else SHORT
    expected = torment(fleet, plan, tmp_path)
    assert len(expected) == plan.videos
    settle(fleet, expected)
    _is_well(fleet)
    agree(fleet, expected)


def test_the_bucket_alone_gives_all_of_it_back(fleet: Fleet, tmp_path: Path) -> None:
    expected = {fleet.add(sent.film): sent for sent in make_uploads(tmp_path / "uploads", 4)}
    settle(fleet, expected)
    fleet.lose_elasticsearch()
    fleet.empty_redis()
    rebuilt = fleet.earshot("rebuild")
    assert rebuilt.returncode == 0, rebuilt.stdout + rebuilt.stderr
    settle(fleet, expected)
    _is_well(fleet)
    agree(fleet, expected)


def _is_well(fleet: Fleet) -> None:
    told = fleet.earshot("doctor")
    assert told.returncode == 0, told.stdout + told.stderr
    assert "store, catalog and index agree on" in told.stdout


def test_a_video_removed_while_it_is_listened_to_stays_away(fleet: Fleet, tmp_path: Path) -> None:
    ports = fleet.ports()
    video_id = fleet.add(make_film(tmp_path / "long.mp4", duration_s=900.0))
    fleet.until(lambda: ports.video(video_id).state is VideoState.WORKING)
    fleet.remove(video_id)

    def gone() -> bool:
        try:
            return ports.video(video_id).state is VideoState.REMOVED
        except VideoNotFound:
            return True

    fleet.until(gone)
    fleet.until(lambda: not list(ports.ledger.unfinished()))
    left = [found.key for found in ports.store.list(f"videos/{video_id}/")]
    assert left == [record_key(video_id)]
    assert list(ports.writer.video_ids()) == []
