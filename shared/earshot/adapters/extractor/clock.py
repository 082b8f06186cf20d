"""Puts decoded packets where a player has them: silence into gaps, drift and lead cut away."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from dataclasses import dataclass

_GAP_S = 0.018
"""A jump ahead by more is a gap; one lost AAC packet is 0.021 s, one of Opus 0.020 s."""
_JUMP_BACK_S = 0.100
"""A jump back by more is a clock that was set anew; less is jitter or drift."""
_DRIFT_S = 0.008
_DRIFT_HOLD_S = 0.5
"""A small deviation counts when every packet for this long shows it, to the same side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """What to do with one packet, in samples."""

    silence: int = 0
    """To be inserted before it."""
    skip: int = 0
    """To be dropped from its start."""


IN_PLACE = Placement()


class PlayerClock:
    """Follows timestamps without following their jitter.

    Timestamps come in milliseconds and, in some containers, with a tremble of several more.
    Obeying each would cut clicks into clean sound; ignoring them would let a recording with lost
    packets drift. So gaps are obeyed at once and small deviations when they persist. Where the
    timestamps of a recording start anew or stand still, its sound is played on, as players do.
    """

    def __init__(self, sample_rate_hz: int) -> None:
        self._rate_hz = sample_rate_hz
        self._drift_from = _DRIFT_S * sample_rate_hz
        self._position = 0
        self._started = False
        self._set_back = 0
        self._held = 0
        self._least = 0

    @property
    def position(self) -> int:
        """Samples on the player's clock so far, silence included."""
        return self._position

    def place(self, time_s: float, samples: int) -> Placement:
        """Decide on the next packet and move on past it."""
        time = round(time_s * self._rate_hz)
        if self._started and not self._set_back and abs(time - self._position) <= self._drift_from:
            # Nearly every packet of nearly every file ends here.
            self._held, self._least = 0, 0
            self._position += samples
            return IN_PLACE
        shift = self._correction(time, samples)
        skip = min(samples, -shift) if shift < 0 else 0
        silence = max(0, shift)
        self._started = self._started or skip < samples
        self._position += silence + samples - skip
        return Placement(silence=silence, skip=skip)

    def _correction(self, time: int, samples: int) -> int:
        """Samples to insert (above zero) or to drop (below)."""
        if not self._started:
            return time - self._position
        jump_back = _JUMP_BACK_S * self._rate_hz
        ahead = time + self._set_back - self._position
        if self._set_back and abs(time - self._position) <= jump_back:
            self._set_back = 0
            ahead = time - self._position
        if ahead < -jump_back:
            self._set_back -= ahead
            ahead = 0
        if ahead > _GAP_S * self._rate_hz:
            self._held = 0
            return ahead
        return self._drift(ahead, samples)

    def _drift(self, ahead: int, samples: int) -> int:
        if abs(ahead) <= self._drift_from or ahead * self._least < 0:
            self._held, self._least = 0, 0
            return 0
        self._least = ahead if not self._held else min(self._least, ahead, key=abs)
        self._held += samples
        if self._held < _DRIFT_HOLD_S * self._rate_hz:
            return 0
        correction = self._least
        self._held, self._least = 0, 0
        return correction
