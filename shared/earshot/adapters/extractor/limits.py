"""How much time one file may take before its decoding is stopped."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from dataclasses import dataclass

_USUAL_BYTES_PER_S = 250_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractorLimits:
    """Bounds for hostile files; honest ones stay far below."""

    max_duration_s: float = 86_400.0
    """Longer sound is refused, whether declared or decoded."""
    stall_timeout_s: float = 60.0
    """Waiting this long for the next byte is a hang."""
    wall_floor_s: float = 120.0
    """Every file may take this long."""
    wall_factor: float = 0.5
    """And this many seconds more for each second of media."""
    probe_timeout_s: float = 60.0
    """Reading the headers may take this long."""

    def wall_s(self, declared_s: float | None, size_bytes: int) -> float:
        """Seconds to wait for ffmpeg in all; time spent on what it delivered does not count."""
        media_s = max(declared_s or 0.0, size_bytes / _USUAL_BYTES_PER_S)
        return self.wall_floor_s + self.wall_factor * min(media_s, self.max_duration_s)
