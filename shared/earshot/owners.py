"""Names this process so that others can tell whether it still lives: ``host:pid:start``."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import os
import socket
import subprocess
from pathlib import Path

_START_FIELD = 19  # of /proc/<pid>/stat, counted from the state that follows the name


def this_owner() -> str:
    """The name of this process; a later one with the same number has another."""
    pid = os.getpid()
    return f"{socket.gethostname()}:{pid}:{_started(pid) or 'unknown'}"


def is_dead(owner: str) -> bool:
    """True when the owner lived on this host and is gone; of other hosts nothing is known."""
    host, pid, start = [*owner.rsplit(":", 2), "", ""][:3]
    if host != socket.gethostname() or not pid.isdecimal():
        return False
    found = _started(int(pid))
    return found is None or start not in {found, "unknown"}


def _started(pid: int) -> str | None:
    """When the process began, in whatever unit the system has; None when there is none."""
    if Path("/proc/self/stat").exists():
        try:
            line = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
        except OSError:
            return None
        # The name of a process stands in brackets and may itself hold spaces and brackets.
        state, *fields = line.rpartition(")")[2].split()
        return None if state in {"Z", "X"} else fields[_START_FIELD - 1]
    shown = subprocess.run(  # without /proc, as on macOS
        ["ps", "-o", "lstart=", "-p", str(pid)],  # noqa: S607 # ps is where the system has it
        capture_output=True,
        text=True,
        check=False,
    )
    return shown.stdout.strip().replace(":", ".").replace(" ", "_") or None
