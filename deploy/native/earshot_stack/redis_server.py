"""Redis as the stack runs it: no eviction, append-only, a folder of its own."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import socket
from contextlib import suppress
from pathlib import Path

from earshot_stack.installing import require
from earshot_stack.processes import Server, free_port, spawn, wait_until

_START_S = 20.0


def install() -> str:
    """Path of redis-server."""
    return require(
        "redis-server",
        package="redis-server",
        advice="install it with 'apt install redis-server' or 'brew install redis'",
    )


def start(state: Path, port: int | None = None) -> Server:
    """Run Redis on a loopback port, with the settings of docker-compose.yml."""
    port = port or free_port()
    folder = state / "redis"
    folder.mkdir(parents=True, exist_ok=True)
    log = state / "redis.log"
    pid = spawn(
        [
            install(),
            *("--bind", "127.0.0.1", "--port", str(port), "--dir", str(folder)),
            *("--save", "", "--appendonly", "yes", "--maxmemory-policy", "noeviction"),
        ],
        log,
    )
    wait_until(lambda: _answers(port), pid, log, _START_S)
    return Server(name="redis", url=f"redis://127.0.0.1:{port}/0", pid=pid)


def _answers(port: int) -> bool:
    """True once it has read its file: before that it takes connections and refuses commands."""
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1) as asked:
        asked.sendall(b"PING\r\n")
        return asked.recv(64).startswith(b"+PONG")
    return False
