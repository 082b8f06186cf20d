"""Puts decoded packets where a player has them: silence into gaps, overlaps cut away."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from dataclasses import dataclass

_GAP_S = 0.018
"""A jump ahead by more is a gap; one lost AAC packet is 0.021 s, one of Opus 0.020 s."""
_OVERLAP_S = 0.100
"""A jump back by more is an overlap; less may be jitter and is only cut when it stays."""
_DRIFT_S = 0.008
_DRIFT_HOLD_S = 0.5
"""A smaller deviation counts when every packet for this long shows it, to the same side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """What to do with one packet, in samples."""

    silence: int = 0
    """To be inserted before it."""
    skip: int = 0
    """To be dropped from its start."""


class PlayerClock:
    """Follows timestamps without following their jitter.

    Timestamps come in milliseconds and, in some containers, with a tremble of several more.
    Obeying each would cut clicks into clean sound; ignoring them would let a recording with lost
    packets drift. So large jumps are obeyed at once and small ones when they persist.
    """

    def __init__(self, sample_rate_hz: int) -> None:
        self._rate_hz = sample_rate_hz
        self._position = 0
        self._started = False
        self._held = 0
        self._least = 0

    @property
    def position(self) -> int:
        """Samples on the player's clock so far, silence included."""
        return self._position

    def place(self, time_s: float, samples: int) -> Placement:
        """Decide on the next packet and move on past it."""
        ahead = round(time_s * self._rate_hz) - self._position
        shift = self._correction(ahead, samples)
        skip = min(samples, -shift) if shift < 0 else 0
        silence = max(0, shift)
        self._started = self._started or skip < samples
        self._position += silence + samples - skip
        return Placement(silence=silence, skip=skip)

    def _correction(self, ahead: int, samples: int) -> int:
        """Samples to insert (above zero) or to drop (below)."""
        if (
            not self._started
            or ahead > _GAP_S * self._rate_hz
            or ahead < -_OVERLAP_S * self._rate_hz
        ):
            self._held = 0
            return ahead
        if abs(ahead) <= _DRIFT_S * self._rate_hz or (self._held and ahead * self._least < 0):
            self._held = 0
            return 0
        self._least = ahead if not self._held else min(self._least, ahead, key=abs)
        self._held += samples
        if self._held < _DRIFT_HOLD_S * self._rate_hz:
            return 0
        self._held = 0
        return self._least
