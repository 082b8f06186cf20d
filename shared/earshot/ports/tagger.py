"""The model that hears: waveform in, frame scores and embeddings out, block by block."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from earshot.tagging.bundle import Bundle


@dataclass(frozen=True, slots=True, kw_only=True)
class TaggedBlock:
    """What the model said of one block of consecutive time."""

    logits: NDArray[np.float32]
    """Shape (score_frame, label), calibrated: a sigmoid makes them scores."""
    embeddings: NDArray[np.float32]
    """Shape (second, value), l2-normalised, one for each started second of the block."""


class Tagger(Protocol):
    """One loaded bundle. Not thread-safe; memory does not grow with the length of the sound."""

    @property
    def bundle(self) -> Bundle:
        """Labels, grid and policies of the model behind this tagger."""
        ...

    def tag(self, waveform: Iterable[NDArray[np.float32]]) -> Iterator[TaggedBlock]:
        """Consume mono float32 pieces of any length at the bundle's rate; yield blocks in order.

        Joined, the blocks have ceil(duration / hop) score frames and ceil(duration) embeddings.
        An empty waveform yields nothing.
        """
        ...
