"""Runs one ffmpeg or ffprobe: bounded waiting, both pipes drained, the group killed at the end."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import contextlib
import fcntl
import os
import selectors
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from typing import IO, Self

from earshot.errors import ExtractionCrashed, ExtractionTimedOut

_READ_BYTES = 1 << 20
_F_SETPIPE_SZ = getattr(fcntl, "F_SETPIPE_SZ", None)
_EXIT_TIMEOUT_S = 10.0
_ENVIRONMENT = ("PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")


class Child:
    """A running program in a process group of its own. Use it as a context manager.

    Waiting is what is bounded: the time that our side takes over what it has read does not count,
    so a slow model never kills a healthy decoder.
    """

    def __init__(
        self, command: Sequence[str], *, fd: int, on_stderr: Callable[[bytes], None]
    ) -> None:
        self.exit_timeout_s = _EXIT_TIMEOUT_S
        self._on_stderr = on_stderr
        self._waited_s = 0.0
        # On macOS opening /dev/fd/N shares the position that the last program left.
        os.lseek(fd, 0, os.SEEK_SET)
        try:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                pass_fds=(fd,),
                start_new_session=True,
                env=_environment(),
                bufsize=0,
            )
        except OSError as error:
            raise ExtractionCrashed(f"ffmpeg cannot be started: {error.strerror}") from error
        self._selector = selectors.DefaultSelector()
        for pipe in (self._stdout, self._stderr):
            os.set_blocking(pipe.fileno(), False)
            self._selector.register(pipe, selectors.EVENT_READ)
        _widen(self._stdout)

    @property
    def pid(self) -> int:
        """Of the program, and of its process group."""
        return self._process.pid

    @property
    def _stdout(self) -> IO[bytes]:
        assert self._process.stdout is not None  # noqa: S101 - PIPE was asked for
        return self._process.stdout

    @property
    def _stderr(self) -> IO[bytes]:
        assert self._process.stderr is not None  # noqa: S101 - PIPE was asked for
        return self._process.stderr

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def chunks(self, *, stall_s: float, wall_s: float) -> Iterator[bytes]:
        """Standard output until both pipes end; `ExtractionTimedOut` when it takes too long."""
        silent_s = 0.0
        while self._selector.get_map():
            started = time.monotonic()
            patience_s = min(stall_s - silent_s, wall_s - self._waited_s)
            ready = self._selector.select(max(0.0, patience_s))
            waited_s = time.monotonic() - started
            self._waited_s += waited_s
            silent_s += waited_s
            for key, _ in ready:
                data = self._read(key.fileobj)
                if data and key.fileobj is self._stdout:
                    silent_s = 0.0
                    yield data
                elif data:
                    self._on_stderr(data)
            if self._selector.get_map() and (silent_s >= stall_s or self._waited_s >= wall_s):
                raise ExtractionTimedOut(_timeout_message(silent_s >= stall_s, stall_s, wall_s))

    def wait(self) -> int:
        """Exit status; negative is the signal that ended it."""
        try:
            return self._process.wait(self.exit_timeout_s)
        except subprocess.TimeoutExpired as error:
            raise ExtractionTimedOut("ffmpeg did not end and was stopped") from error

    def close(self) -> None:
        """Kill what still runs, reap it and close the pipes; safe to call twice."""
        if self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                # The group lives as long as its leader is not reaped, so the id is still ours.
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        self._selector.close()
        self._stdout.close()
        self._stderr.close()

    def _read(self, pipe: object) -> bytes:
        stream = self._stdout if pipe is self._stdout else self._stderr
        try:
            data = os.read(stream.fileno(), _READ_BYTES)
        except BlockingIOError:
            return b""
        if not data:
            self._selector.unregister(stream)
        return data


def _timeout_message(stalled: bool, stall_s: float, wall_s: float) -> str:  # noqa: FBT001 - private
    if stalled:
        return f"decoding stood still for {stall_s:.0f} seconds and was stopped"
    return f"decoding took longer than {wall_s:.0f} seconds and was stopped"


def _environment() -> dict[str, str]:
    """No tokens and keys for a program that parses what strangers upload."""
    kept = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    return {**kept, "AV_LOG_FORCE_NOCOLOR": "1", "LC_ALL": "C"}


def _widen(pipe: IO[bytes]) -> None:
    """Fewer switches between the two processes; Linux only, and only as far as allowed."""
    if _F_SETPIPE_SZ is not None:
        with contextlib.suppress(OSError):
            fcntl.fcntl(pipe.fileno(), _F_SETPIPE_SZ, _READ_BYTES)
