"""A suspected job runs in a process of its own: if that dies while we live, it is to blame."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any

from pydantic import SecretStr

from earshot.domain.jobs import Lease
from earshot.settings import Settings

CHILD = "earshot_worker.isolated_job"
NOT_BEGUN = 75
"""Exit status of a child whose set-up failed (a server is away): the job takes no blame."""
GRACE_S = 30.0
LOOK_S = 0.2


def run_isolated(settings: Settings) -> Callable[[Lease, threading.Event], int]:
    """A function that does a lease's job in a child process with the same settings.

    It answers the child's exit status: 0 where it ended the job, a negative signal where it died.
    A worker that is killed from outside takes no blame to its job this way: the child sees that
    its parent is gone and ends too, and the job is simply due again.
    """

    def run(lease: Lease, stop: threading.Event) -> int:
        command = [sys.executable, "-m", CHILD, str(os.getpid())]
        with subprocess.Popen(command, stdin=subprocess.PIPE) as child:
            if child.stdin is not None:
                child.stdin.write(_told(settings, lease))
                child.stdin.close()
            try:
                return _waited(child, stop)
            except BaseException:
                child.kill()
                raise

    return run


def _waited(child: subprocess.Popen[bytes], stop: threading.Event) -> int:
    while True:
        try:
            return child.wait(LOOK_S)
        except subprocess.TimeoutExpired:
            if stop.is_set():
                return _ended(child)


def _ended(child: subprocess.Popen[bytes]) -> int:
    child.terminate()
    try:
        child.wait(GRACE_S)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
    return 0


def _told(settings: Settings, lease: Lease) -> bytes:
    """Settings and lease as JSON; secrets travel in the pipe, never in arguments."""
    fields: dict[str, Any] = settings.model_dump(mode="json")
    for name, value in settings:
        if isinstance(value, SecretStr):
            fields[name] = value.get_secret_value()
    return json.dumps(
        {
            "settings": fields,
            "lease": {
                "step": lease.job.step.value,
                "video_id": lease.job.video_id,
                "owner": lease.owner,
                "number": lease.number,
                "attempt": lease.attempt,
                "expires_at": lease.expires_at.isoformat(),
            },
        }
    ).encode()
