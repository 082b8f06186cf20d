"""The health check believes a fresh sign alone."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from earshot.adapters.catalog.database import CatalogDatabase
from earshot.adapters.queue.sqlite import CatalogQueue
from earshot.domain.ids import VideoId
from earshot.domain.jobs import Job, Step
from earshot_worker.__main__ import main
from earshot_worker.alive import FRESH_S, LivelyLedger, LivelySource, SignOfLife

JOB = Job(step=Step.LISTEN, video_id=VideoId("v1"))


@pytest.fixture
def sign(tmp_path: Path) -> SignOfLife:
    return SignOfLife(tmp_path / "alive")


@pytest.fixture
def queue(tmp_path: Path) -> CatalogQueue:
    return CatalogQueue(CatalogDatabase(tmp_path / "catalog.sqlite"))


def test_no_sign_and_an_old_one_are_none(sign: SignOfLife) -> None:
    assert not sign.is_fresh()
    sign.give()
    assert sign.is_fresh()
    old = time.time() - FRESH_S - 1
    os.utime(sign.path, (old, old))
    assert not sign.is_fresh()


def test_leases_taken_and_renewed_are_signs(sign: SignOfLife, queue: CatalogQueue) -> None:
    ledger = LivelyLedger(queue, sign)
    lease = ledger.acquire(JOB, "me:1:1", 60)
    assert lease is not None
    assert sign.is_fresh()
    sign.path.unlink()
    renewed = ledger.renew(lease, 60)
    assert sign.is_fresh()
    assert [status.job for status in ledger.unfinished()] == [JOB]
    assert ledger.finish(renewed)


def test_asking_for_work_is_a_sign(sign: SignOfLife, queue: CatalogQueue) -> None:
    source = LivelySource(queue, sign)
    assert source.claim(frozenset(Step), "me:1:1", 60) is None
    assert sign.is_fresh()
    assert source.take_back(lambda _: True) == 0


def test_the_health_command_answers_by_its_status(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert main(["health"]) == 1
    SignOfLife().give()
    assert main(["health"]) == 0
