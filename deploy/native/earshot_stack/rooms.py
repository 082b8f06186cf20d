"""Earshot's rooms as plain processes on the stack: the same commands as in docker-compose.yml."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from earshot_stack import proxy_server
from earshot_stack.processes import Server, answers, free_port, is_running, spawn, stop, wait_until

WORKERS = ("listen", "index", "upkeep")
_APP = ("-m", "celery", "--app", "earshot_worker.celery_app")
_START_S = 300.0


@dataclass(slots=True, kw_only=True)
class Rooms:
    """Gateway, search, one origin before them, a worker a queue, and beat."""

    state: Path
    environment: Mapping[str, str]
    ports: dict[str, int] = field(default_factory=dict)
    running: dict[str, Server] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """The one origin."""
        return self.running["proxy"].url

    def up(self) -> None:
        """Start everything; returns once requests are answered."""
        for name in ("gateway", "search", *WORKERS, "beat"):
            self.start(name)
        for name in ("gateway", "search"):
            self.wait_for(name)
        gateway, search = self.ports["gateway"], self.ports["search"]
        self.running["proxy"] = proxy_server.start(self.state, gateway=gateway, search=search)

    def start(self, name: str) -> Server:
        """Start one room; one that was started before comes back at its port."""
        port = self.ports.setdefault(name, free_port())
        own = self.state / name
        (own / "tmp").mkdir(parents=True, exist_ok=True)
        environment = {
            **self.environment,
            # As in a container: each has temporary files, and so a sign of life, of its own.
            "TMPDIR": str(own / "tmp"),
            "EARSHOT_DATA_DIR": str(own),
            "EARSHOT_SCRATCH_DIR": str(self.state / "scratch"),
        }
        pid = spawn([sys.executable, *self._arguments(name, port)], self.log(name), environment)
        self.running[name] = Server(name=name, url=f"http://127.0.0.1:{port}", pid=pid)
        return self.running[name]

    def wait_for(self, name: str) -> None:
        """Until a room that answers HTTP is ready."""
        room = self.running[name]
        wait_until(lambda: answers(f"{room.url}/readyz"), room.pid, self.log(name), _START_S)

    def log(self, name: str) -> Path:
        """Where a room's output goes."""
        return self.state / f"{name}.log"

    def revive(self) -> list[str]:
        """Start again what has died, as a container platform does; which ones."""
        dead = [name for name, room in self.running.items() if not is_running(room.pid)]
        for name in dead:
            self.start(name)
        return dead

    def down(self) -> None:
        """Stop everything, the workers first: they give back what they hold."""
        for room in reversed(self.running.values()):
            stop(room.pid)
        self.running.clear()

    def _arguments(self, name: str, port: int) -> list[str]:
        if name in {"gateway", "search"}:
            return ["-m", f"earshot_{name}", "--port", str(port)]
        if name == "beat":
            schedule = str(self.state / "beat" / "schedule")
            return [*_APP, "beat", "--schedule", schedule, "--pidfile", ""]
        # What people order for a player comes before what may wait in a long line.
        queues = "media,listen" if name == "listen" else name
        return [*_APP, "worker", "--queues", queues, "--concurrency", "1", "--loglevel", "INFO"]
