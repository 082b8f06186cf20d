"""What an isolated job's process is told: the same settings, secrets too, and the lease."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from pydantic import SecretStr

from earshot.domain.ids import VideoId
from earshot.domain.jobs import Job, Lease, Step
from earshot.settings import Settings
from earshot_worker.isolated_job import _lease
from earshot_worker.isolation import _told

LEASE = Lease(
    job=Job(step=Step.LISTEN, video_id=VideoId("v1")),
    owner="me:1:1",
    number=7,
    attempt=3,
    expires_at=datetime(2026, 5, 1, 12, tzinfo=UTC),
)


def test_settings_and_lease_arrive_as_they_were(tmp_path: Path) -> None:
    settings = Settings(
        data_dir=tmp_path, store_secret_key=SecretStr("open sesame"), max_attempts=5
    )
    told = json.loads(_told(settings, LEASE))
    assert Settings.model_validate(told["settings"]) == settings
    assert _lease(told["lease"]) == LEASE
