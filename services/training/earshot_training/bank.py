"""All clips' audio and their isolated events, ready to be drawn from."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from earshot_training.corpus import Clip
from earshot_training.isolation import Isolated
from earshot_training.label_space import ClipTruth

SHORTEST_BED_SAMPLES = 32_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Bank:
    """Sound material of one part of the corpus.

    `audio` is the concatenated int16 audio of the whole corpus and `spans` (clip, 2) says
    where in it each clip starts and how long it is, in samples. The three weight vectors give
    each clip's chance to be drawn as an event, as a labelled bed, as a nameless bed.
    """

    audio: NDArray[np.int16]
    spans: NDArray[np.int64]
    isolated: Sequence[Isolated]
    event_weights: NDArray[np.float64]
    bed_weights: NDArray[np.float64]
    nameless_weights: NDArray[np.float64]

    def waveform(self, clip: int, start: int = 0, stop: int | None = None) -> NDArray[np.float32]:
        """Samples of a clip in [-1, 1], (sample,)."""
        first, length = (int(value) for value in self.spans[clip])
        end = first + (length if stop is None else min(stop, length))
        return self.audio[first + start : end].astype(np.float32) / np.float32(32768.0)


def clip_weights(
    clips: Sequence[Clip], members: Sequence[int], truth: ClipTruth
) -> NDArray[np.float64]:
    """Chance of each clip so that neither big sources nor frequent labels drown the others.

    A clip counts 1 / (clips of its source)^0.7, and then in favour of its rarest label by
    1 / sqrt(weight of that label).
    """
    weights = np.zeros(len(clips))
    sizes: dict[str, int] = {}
    for index in members:
        sizes[clips[index].source_group] = sizes.get(clips[index].source_group, 0) + 1
    for index in members:
        weights[index] = sizes[clips[index].source_group] ** -0.7
    label_weight = np.maximum(weights @ truth.present, 1e-9)
    rarity = np.where(truth.present, label_weight[None, :] ** -0.5, 0.0).max(axis=1)
    nameless = ~truth.present.any(axis=1)
    rarity[nameless] = float(np.median(rarity[~nameless]))
    return np.asarray(weights * rarity)


def build_bank(
    audio: NDArray[np.int16],
    spans: NDArray[np.int64],
    isolated: Sequence[Isolated],
    clips: Sequence[Clip],
    members: Sequence[int],
    truth: ClipTruth,
) -> Bank:
    """Weigh the clips of one part (`members`) for the three uses that scenes make of them."""
    weights = clip_weights(clips, members, truth)
    texture = np.array([found.texture for found in isolated])
    usable = np.array([len(found.spans) > 0 for found in isolated])
    long_enough = spans[:, 1] >= SHORTEST_BED_SAMPLES
    nameless = ~truth.present.any(axis=1)
    return Bank(
        audio=audio,
        spans=spans,
        isolated=isolated,
        event_weights=_share(weights * usable),
        bed_weights=_share(weights * (texture & long_enough & ~nameless)),
        nameless_weights=_share(weights * (texture & long_enough & nameless)),
    )


def _share(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Scale to a sum of one; all zero where this part of the corpus has nothing of the kind."""
    return weights / max(float(weights.sum()), 1e-12)
