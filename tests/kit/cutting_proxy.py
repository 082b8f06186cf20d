"""A proxy in front of a real server, which cuts answers off as asked."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import contextlib
import socket
import threading
from collections import deque
from collections.abc import Callable
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit


class CuttingProxy:
    """Passes bytes both ways; each number in `cuts` ends one long answer after so many bytes."""

    def __init__(self, server_url: str) -> None:
        parts = urlsplit(server_url)
        self._server = (str(parts.hostname), int(parts.port or 80))
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.cuts: deque[int] = deque()
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._listener.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client = self._listener.accept()[0]
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with client, socket.create_connection(self._server) as server:
            answer = _Answer(self.cuts)
            asking = threading.Thread(
                target=_pass_on, args=(client, server, answer.begin), daemon=True
            )
            asking.start()
            _pass_on(server, client, answer.allow)
            asking.join()


class _Answer:
    """Counts the bytes of one answer; a new one begins when the client asks again."""

    def __init__(self, cuts: deque[int]) -> None:
        self._cuts = cuts
        self._passed = 0

    def begin(self, data: bytes) -> bytes:
        self._passed = 0
        return data

    def allow(self, data: bytes) -> bytes:
        self._passed += len(data)
        if self._cuts and self._passed > self._cuts[0]:
            return data[: len(data) - (self._passed - self._cuts.popleft())]
        return data


def _pass_on(source: socket.socket, sink: socket.socket, allow: Callable[[bytes], bytes]) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65_536):
            allowed = allow(data)
            sink.sendall(allowed)
            if len(allowed) < len(data):
                break
    for end in (source, sink):
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
