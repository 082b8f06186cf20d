"""The child process of an isolated job: does the one job that standard input names."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import json
import os
import sys
import threading
from datetime import datetime
from typing import Any

import structlog

from earshot.domain.ids import VideoId
from earshot.domain.jobs import Job, Lease, Step
from earshot.errors import EarshotError
from earshot.log import configure_logging
from earshot.settings import Settings
from earshot_worker.compose import make_pipeline
from earshot_worker.isolation import LOOK_S, NOT_BEGUN
from earshot_worker.resolve import resolve_ports
from earshot_worker.signals import run_until_told

log = structlog.get_logger()


def main() -> int:
    """The child: do the job that standard input names."""
    told = json.load(sys.stdin)
    settings = Settings.model_validate(told["settings"])
    configure_logging(settings.log_level, as_json=settings.log_json)
    threading.Thread(target=_die_with, args=(int(sys.argv[1]),), daemon=True).start()
    lease = _lease(told["lease"])
    # This run is beyond the count already: whether it fails is decided by how it ends.
    settings = settings.model_copy(update={"max_attempts": lease.attempt})
    stop = threading.Event()
    try:
        pipeline = make_pipeline(resolve_ports(settings), settings, stop)
    except EarshotError as error:
        log.warning("job_not_begun", error=str(error))
        return NOT_BEGUN
    run_until_told(lambda: pipeline.run_job(lease), stop)
    return 0


def _die_with(parent: int) -> None:
    while os.getppid() == parent:
        threading.Event().wait(LOOK_S)
    os._exit(1)


def _lease(told: dict[str, Any]) -> Lease:
    return Lease(
        job=Job(step=Step(told["step"]), video_id=VideoId(told["video_id"])),
        owner=told["owner"],
        number=int(told["number"]),
        attempt=int(told["attempt"]),
        expires_at=datetime.fromisoformat(told["expires_at"]),
    )


if __name__ == "__main__":
    raise SystemExit(main())
