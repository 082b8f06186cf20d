"""Processes are told apart by host, number and start: the dead from the living."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import signal
import subprocess
import sys

from earshot.owners import is_dead, this_owner

PRINT_OWNER = (
    "import sys; from earshot.owners import this_owner; "
    "print(this_owner(), flush=True); sys.stdin.read()"
)


def test_this_process_lives() -> None:
    assert this_owner() == this_owner()
    assert not is_dead(this_owner())


def test_a_killed_process_is_dead() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PRINT_OWNER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        owner = process.stdout.readline().strip()
        assert not is_dead(owner)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert is_dead(owner)


def test_a_later_process_with_the_same_number_is_another() -> None:
    host, pid, _ = this_owner().rsplit(":", 2)
    assert is_dead(f"{host}:{pid}:1")


def test_of_other_hosts_nothing_is_known() -> None:
    assert not is_dead("elsewhere:1:1")
    assert not is_dead("")
    assert not is_dead("nonsense")
