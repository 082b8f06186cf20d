"""kill -9 around every write of a query clip: the next start hears it all the same."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import multiprocessing
import signal
from datetime import UTC, datetime
from pathlib import Path

import pytest

from earshot.domain.query_clips import QueryState
from earshot.ports.query_clips import read_query_clip
from earshot_gateway.query_clips import QueryClips
from tests.kit.archive import Archive
from tests.kit.films import make_film
from tests.kit.mortal import Moment, work_until

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["tests.kit.mortal"])
# Upkeep puts the bundle's manifest first; then come the embeddings and the record.
MOMENTS = [
    Moment(port="store", method="put", nth=nth, when=when)
    for nth in (2, 3)
    for when in ("before", "during", "after")
] + [Moment(port="ledger", method="finish", nth=1, when=when) for when in ("before", "after")]


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return make_film(tmp_path_factory.mktemp("clips") / "clip.mp4", duration_s=2.0).read_bytes()


@pytest.mark.parametrize("moment", MOMENTS, ids=str)
def test_a_clip_is_heard_wherever_its_worker_died(
    moment: Moment, clip: bytes, tmp_path: Path
) -> None:
    archive = Archive.at(tmp_path)
    clips = QueryClips(store=archive.ports.store, queue=archive.ports.queue)
    query_id = clips.receive("clip.mp4", [clip]).query_id
    process = FORKS.Process(target=work_until, args=(tmp_path, moment))
    process.start()
    process.join(120)
    assert process.exitcode == -signal.SIGKILL, f"the worker never came to {moment}"
    archive = Archive.at(tmp_path)
    archive.worker().upkeep()
    archive.work()
    told = read_query_clip(archive.ports.store, query_id, datetime.now(UTC))
    assert told.state is QueryState.READY
    assert told.duration_s == pytest.approx(2.0, abs=0.1)
    assert list(archive.ports.ledger.unfinished()) == []
    assert archive.ports.leftovers.remove_leftovers(0) == 0
    assert [key for key in archive.objects() if key.startswith("videos/")] == []
