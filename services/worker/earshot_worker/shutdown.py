"""A pool's children learn that their parent stops, or is no more: a pipe reaches its end."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import os
import threading


class ShutdownPipe:
    """Opened in the parent before it forks; nothing is ever written to it.

    The parent closes its end to tell the children. A parent that is killed closes it too, so that
    no child goes on alone.
    """

    def __init__(self) -> None:
        self._read_fd, self._write_fd = os.pipe()
        self._told = False

    def tell(self) -> None:
        """In the parent: let all children know, once."""
        if not self._told:
            self._told = True
            os.close(self._write_fd)

    def watch(self, stop: threading.Event) -> None:
        """In a child: set `stop` as soon as the parent tells or dies."""
        if not self._told:
            os.close(self._write_fd)

        def wait() -> None:
            os.read(self._read_fd, 1)
            stop.set()

        threading.Thread(target=wait, name="shutdown", daemon=True).start()
