"""`python -m earshot_worker`: works on due jobs until it is told to stop."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import signal
import sys
import threading
from types import FrameType

from earshot.adapters.queue.resolve import resolve_work_source
from earshot.errors import EarshotError
from earshot.log import configure_logging
from earshot.settings import load_settings
from earshot_worker.compose import make_worker
from earshot_worker.resolve import resolve_ports
from earshot_worker.runner import Worker


def main() -> int:
    """Run one embedded worker; 2 where the settings are not usable."""
    stop = threading.Event()
    try:
        settings = load_settings()
        configure_logging(settings.log_level, as_json=settings.log_json)
        worker = make_worker(resolve_ports(settings), resolve_work_source(settings), settings, stop)
    except EarshotError as error:
        sys.stderr.write(f"earshot worker: {error}\n")
        return 2
    run_until_told(worker, stop)
    return 0


def run_until_told(worker: Worker, stop: threading.Event) -> None:
    """Work until SIGTERM or SIGINT; the running job is then given back.

    The work has a thread of its own, for a handler runs in the main thread and must never find
    it holding the lock of the very event that it sets.
    """

    def on_signal(number: int, frame: FrameType | None) -> None:
        del number, frame
        stop.set()

    signal.signal(signal.SIGTERM, on_signal)
    signal.signal(signal.SIGINT, on_signal)
    thread = threading.Thread(target=worker.run, name="worker")
    thread.start()
    while thread.is_alive():
        thread.join(1.0)


if __name__ == "__main__":
    raise SystemExit(main())
