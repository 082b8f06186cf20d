"""Where a sound comes from, as far as loudness tells: far away, left or right."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

FAR_DB = -24.0
"""This much below the loud parts of the film a sound is far away."""
SIDE_DB = 6.0
"""This much louder in one channel a sound comes from there."""
AUDIBLE_DB = 3.0
"""This much above the quiet parts the sound itself is what is measured."""
STEREO = 2


class Whereabouts(StrEnum):
    """What a caption may add to a sound."""

    FAR = "far"
    LEFT = "left"
    RIGHT = "right"


WORDS = {
    "en": {"far": "{} in the distance", "left": "{} on the left", "right": "{} on the right"},
    "de": {"far": "{} in der Ferne", "left": "{}, links", "right": "{}, rechts"},
    "fr": {"far": "{} au loin", "left": "{}, à gauche", "right": "{}, à droite"},
    "es": {"far": "{} a lo lejos", "left": "{}, a la izquierda", "right": "{}, a la derecha"},
    "pt": {"far": "{} ao longe", "left": "{}, à esquerda", "right": "{}, à direita"},
}


@dataclass(frozen=True, kw_only=True, eq=False)
class Loudness:
    """Level of each channel, step by step, in decibels below full scale."""

    levels_db: NDArray[np.float32]
    """Shape (channel, step)."""
    step_s: float = 0.1

    @cached_property
    def bounds_db(self) -> tuple[float, float]:
        """Of the whole film: its quiet parts (10th percentile) and its loud ones (95th)."""
        quiet_db, loud_db = np.percentile(self.levels_db.max(axis=0), (10, 95))
        return float(quiet_db), float(loud_db)

    def during(self, start_s: float, end_s: float) -> NDArray[np.float32]:
        """The steps of a stretch, at least one; shape (channel, step)."""
        first = min(int(start_s / self.step_s), max(self.levels_db.shape[1] - 1, 0))
        last = max(int(np.ceil(end_s / self.step_s)), first + 1)
        return self.levels_db[:, first:last]


def whereabouts(loudness: Loudness, start_s: float, end_s: float) -> Whereabouts | None:
    """None where the signal does not tell: too short, too quiet, or in the middle and near."""
    steps = loudness.during(start_s, end_s)
    if not steps.size:
        return None
    quiet_db, loud_db = loudness.bounds_db
    peak_db = float(steps.max())
    if peak_db < quiet_db + AUDIBLE_DB:
        return None
    if peak_db <= loud_db + FAR_DB:
        return Whereabouts.FAR
    if len(steps) != STEREO:
        return None
    sounding = steps[:, steps.max(axis=0) >= peak_db - SIDE_DB]
    # The middle one of few: sorting them costs a fifth of what numpy's median does.
    leans_db = np.sort(sounding[0] - sounding[1])
    lean_db = float(leans_db[len(leans_db) // 2])
    if abs(lean_db) < SIDE_DB:
        return None
    return Whereabouts.LEFT if lean_db > 0 else Whereabouts.RIGHT


def told(phrase: str, where: Whereabouts | None, language: str) -> str:
    """`dog barking in the distance`."""
    return phrase if where is None else WORDS.get(language, WORDS["en"])[where].format(phrase)
