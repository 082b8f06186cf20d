"""SIGTERM and SIGINT end the work cleanly: what runs is given back."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from types import FrameType


def run_until_told(work: Callable[[], None], stop: threading.Event) -> None:
    """Work until it ends by itself, or until a signal sets `stop` and it ends by that.

    The work has a thread of its own, for a handler runs in the main thread and must never find
    it holding the lock of the very event that it sets.
    """

    def on_signal(number: int, frame: FrameType | None) -> None:
        del number, frame
        stop.set()

    signal.signal(signal.SIGTERM, on_signal)
    signal.signal(signal.SIGINT, on_signal)
    thread = threading.Thread(target=work, name="worker")
    thread.start()
    while thread.is_alive():
        thread.join(1.0)
