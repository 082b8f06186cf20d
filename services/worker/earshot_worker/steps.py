"""What a step is to the pipeline: it works on a video and answers with the change it brings."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from earshot.domain.video import Reason, Video
from earshot_worker.hold import Hold

Change = Callable[[Video], Video | None]
"""Video to video, or None where nothing changes; may be called more than once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """How a step ended."""

    change: Change
    concludes: bool = False
    """True when the change leads to an end state, which `video.json` must tell as well."""


class StepFailed(Exception):  # a verdict on the file, no error of ours
    """A verdict that another try would not change."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


class StepWork(Protocol):
    """One stage of the pipeline. Everything it writes has a deterministic name."""

    def run(self, video: Video, hold: Hold) -> Result:
        """Do the work; nothing but objects and index entries may be written here.

        Raises `StepFailed` where the file is at fault, retryable errors where a server is, and
        `LeaseLost` or `Stopped` where `hold` says so.
        """
        ...
