"""A worker process that kills itself at one chosen call of one port: before, during or after it."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import os
import signal
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tests.kit.archive import Archive


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """The nth call of a method of a port, and when around it."""

    port: str
    method: str
    nth: int
    when: str

    def __str__(self) -> str:
        return f"{self.when}-{self.port}-{self.method}-{self.nth}"


def die() -> None:
    """As by `kill -9`."""
    os.kill(os.getpid(), signal.SIGKILL)


class Mortal:
    """Passes everything on to a port but for the deadly call."""

    def __init__(self, port: Any, moment: Moment) -> None:
        self._port = port
        self._moment = moment
        self._calls = 0

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._port, name)
        return found if name != self._moment.method else self._counted(found)

    def _counted(self, method: Any) -> Any:
        def call(*args: Any, **kwargs: Any) -> Any:
            self._calls += 1
            deadly = self._calls == self._moment.nth
            if deadly and self._moment.when == "before":
                die()
            if deadly and self._moment.when == "during":
                args = (args[0], _deadly_chunks(args[1]))
            answer = method(*args, **kwargs)
            if deadly:
                die()
            return answer

        return call


def _deadly_chunks(chunks: Iterable[bytes]) -> Iterator[bytes]:
    for chunk in chunks:
        yield chunk[: len(chunk) // 2]
        die()


def work_until(folder: Path, moment: Moment) -> None:
    """Work on an archive as a new process does, until the moment comes or all is done."""
    archive = Archive.at(folder)
    mortal: dict[str, Any] = {moment.port: Mortal(getattr(archive.ports, moment.port), moment)}
    archive.ports = replace(archive.ports, **mortal)
    archive.worker().upkeep()
    archive.work()
