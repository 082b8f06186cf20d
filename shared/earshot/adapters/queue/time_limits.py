"""How long a step may run before it is stopped: longer for longer videos."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from dataclasses import dataclass

from earshot.domain.jobs import Step
from earshot.domain.video import Video

LEAST_BYTES_PER_S = 4_000
"""32 kbit/s: few recordings have less, so size bounds the length that no one has read yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLimits:
    """At the soft one the step is told to end, at the hard one its process is killed."""

    soft_s: float
    hard_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitRule:
    """Generous on purpose: they catch what hangs; slow machines are no fault of a video's."""

    max_duration_s: float
    floor_s: float = 600.0
    listen_factor: float = 2.0
    other_factor: float = 0.1
    grace_s: float = 60.0

    def of(self, step: Step, video: Video | None) -> TimeLimits:
        """Limits of one job; of a video that is not known, those of the longest one."""
        soft_s = self.floor_s + self._factor(step) * min(self.max_duration_s, _length_s(video))
        return TimeLimits(soft_s=soft_s, hard_s=soft_s + self.grace_s)

    def longest(self) -> TimeLimits:
        """No job may run longer than this."""
        return self.of(Step.LISTEN, None)

    def _factor(self, step: Step) -> float:
        if step is Step.EMBED:
            return 0.0  # of a query clip, which is short
        whole = {Step.LISTEN, Step.RETAG, Step.PROXY}
        return self.listen_factor if step in whole else self.other_factor


def _length_s(video: Video | None) -> float:
    if video is None:
        return float("inf")
    if video.heard is not None:
        return video.heard.duration_s
    return video.source.size_bytes / LEAST_BYTES_PER_S
