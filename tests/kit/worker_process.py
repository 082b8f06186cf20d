"""`python -m earshot_worker` as a process of its own on a data folder."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path

STARTED = "worker_started"


class WorkerProcess:
    """Started and listening once constructed."""

    def __init__(
        self,
        data_dir: Path,
        bundle: Path,
        more: Mapping[str, str] | None = None,
        started: str = STARTED,
    ) -> None:
        self._sign = started
        environment = {
            **os.environ,
            "EARSHOT_DATA_DIR": str(data_dir),
            "EARSHOT_BUNDLE": str(bundle),
            "EARSHOT_RECONCILE_S": "0.5",
            **(more or {}),
        }
        self._lines: list[str] = []
        self._started = threading.Event()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "earshot_worker"],
            env=environment,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._reader = threading.Thread(target=self._read)
        self._reader.start()
        if not self._started.wait(60):
            raise TimeoutError(f"the worker did not start: {self.log}")

    @property
    def log(self) -> str:
        """What it has written so far."""
        return "".join(self._lines)

    @property
    def pid(self) -> int:
        """Number of the process."""
        return self._process.pid

    def end(self) -> None:
        """Make sure that it is gone, however it stands."""
        if self._process.poll() is None:
            self.terminate()

    def kill(self) -> None:
        """As by `kill -9`."""
        self._process.kill()
        self._wait()

    def terminate(self) -> int:
        """Ask it to stop, wait, and answer its exit status."""
        self._process.send_signal(signal.SIGTERM)
        return self._wait()

    def _wait(self) -> int:
        status = self._process.wait(60)
        self._reader.join()
        return status

    def _read(self) -> None:
        assert self._process.stderr is not None
        with self._process.stderr as lines:
            for line in lines:
                self._lines.append(line)
                if self._sign in line:
                    self._started.set()
        self._started.set()
