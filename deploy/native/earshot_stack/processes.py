"""Start a server in the background, wait until it answers, stop it for sure."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

from earshot_stack.errors import ServerError

_POLL_S = 0.1
_STOP_S = 15.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """One running server."""

    name: str
    url: str
    pid: int


def free_port() -> int:
    """A loopback port that nothing listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def spawn(arguments: list[str], log: Path, env: Mapping[str, str] | None = None) -> int:
    """Start a process in a session of its own, its output in a log file; its pid."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as output:
        process = subprocess.Popen(
            arguments,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            env={**os.environ, **(env or {})},
        )
    pid = process.pid
    process.returncode = 0  # it outlives us on purpose: no warning when this handle goes
    return pid


def wait_until(ready: Callable[[], bool], pid: int, log: Path, timeout_s: float) -> None:
    """Poll until the server is ready; `ServerError` when it dies or takes too long."""
    deadline = time.monotonic() + timeout_s
    while not ready():
        if not is_running(pid) or time.monotonic() > deadline:
            tail = log.read_text(errors="replace")[-2000:]
            raise ServerError(f"the server did not come up; its log {log} ends with:\n{tail}")
        time.sleep(_POLL_S)


def answers(url: str) -> bool:
    """True when a GET answers 200."""
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:  # noqa: S310 (our own loopback URL)
            return bool(answer.status == HTTPStatus.OK)
    except (urllib.error.URLError, OSError):
        return False


def accepts(port: int) -> bool:
    """True when something listens on the loopback port."""
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


def is_running(pid: int) -> bool:
    """True while the process lives; a zombie of ours is reaped and counts as gone."""
    with suppress(ChildProcessError):
        if os.waitpid(pid, os.WNOHANG)[0] == pid:
            return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def stop(pid: int) -> None:
    """Ask the process group to end, then make it end."""
    for sign, patience_s in ((signal.SIGTERM, _STOP_S), (signal.SIGKILL, _STOP_S)):
        with suppress(ProcessLookupError):
            os.killpg(pid, sign)
        deadline = time.monotonic() + patience_s
        while is_running(pid) and time.monotonic() < deadline:
            time.sleep(_POLL_S)
        if not is_running(pid):
            return
