"""Who holds a lease: a process of a host, told from a later one with the same number."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import os
import socket
import subprocess
from pathlib import Path


def this_owner() -> str:
    """``host:pid:start`` of this process."""
    return f"{_host()}:{os.getpid()}:{_started(os.getpid())}"


def is_dead(owner: str) -> bool:
    """True when the owner was a process of this host and has ended.

    Of processes on other hosts nothing is known: they count as alive until their lease runs out.
    """
    host, _, process = owner.partition(":")
    pid, _, start = process.partition(":")
    if host != _host() or not pid.isdecimal():
        return False
    return _started(int(pid)) != start


def _host() -> str:
    """The host's name and, in Linux, its process namespace: containers may share a name."""
    try:
        namespace = Path("/proc/self/ns/pid").readlink().name
    except OSError:
        namespace = ""
    digits = "".join(filter(str.isdecimal, namespace))
    return "-".join(filter(None, [socket.gethostname().replace(":", "-"), digits]))


def _started(pid: int) -> str | None:
    """When a living process was started, in some unit of the system; None when it has ended."""
    if Path("/proc/self/stat").exists():
        return _started_by_proc(pid)
    return _started_by_ps(pid)


def _started_by_proc(pid: int) -> str | None:
    try:
        # Fields after the command, which stands in parentheses and may hold anything.
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None
    ended = fields[0] in {"Z", "X"}
    return None if ended else fields[19]


def _started_by_ps(pid: int) -> str | None:
    answer = subprocess.run(
        ["/bin/ps", "-o", "lstart=", "-p", str(pid)],
        capture_output=True,
        check=False,
        env={"LC_ALL": "C", "TZ": "UTC"},
        text=True,
    )
    return "-".join(answer.stdout.replace(":", ".").split()) or None
