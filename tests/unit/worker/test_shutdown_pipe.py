"""Children of a pool learn that their parent stops, or that it was killed."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

PARENT = """
import os, sys, threading
from earshot_worker.shutdown import ShutdownPipe

pipe = ShutdownPipe()
if os.fork() == 0:
    stop = threading.Event()
    pipe.watch(stop)
    print("watching", flush=True)
    print("told" if stop.wait(30) else "never told", flush=True)
    os._exit(0)
if sys.stdin.readline().strip() == "tell":
    pipe.tell()
    pipe.tell()
sys.stdin.readline()
"""


@pytest.mark.parametrize("how", ["tell", "kill"])
def test_the_child_is_told(how: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PARENT], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdin is not None
        assert parent.stdout is not None
        assert parent.stdout.readline() == "watching\n"
        if how == "tell":
            parent.stdin.write("tell\n")
            parent.stdin.flush()
        else:
            parent.send_signal(signal.SIGKILL)
        assert parent.stdout.readline() == "told\n"
