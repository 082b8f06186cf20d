"""The blocks in which a model is fed, in log-mel frames."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockGeometry:
    """A block is a core with a margin of context on either side; results are kept for the core.

    ::

        |<- margin ->|<------------- core ------------->|<- margin ->|
                     [ score frame ][ score frame ] ...
                     [      embedding step       ] ...
    """

    core_frames: int
    margin_frames: int
    frames_per_score: int
    frames_per_embedding: int

    def __post_init__(self) -> None:
        if min(self.core_frames, self.frames_per_score, self.frames_per_embedding) < 1:
            raise ValueError("block: core, score and embedding frames must be at least 1")
        if not 0 <= self.margin_frames <= self.core_frames:
            raise ValueError("block: the margin must lie between nothing and the core")
        for step in (self.frames_per_score, self.frames_per_embedding):
            if self.core_frames % step or self.margin_frames % step:
                raise ValueError(
                    "block: core and margin must be whole numbers of score and embedding frames"
                )

    @property
    def block_frames(self) -> int:
        """Log-mel frames that the model is given at once."""
        return self.core_frames + 2 * self.margin_frames

    def score_core(self, logits: NDArray[np.float32], frames: int) -> NDArray[np.float32]:
        """Of a block's logits (score_frame, label) those of the first frames of its core."""
        return self._core(logits, frames, self.frames_per_score)

    def embedding_core(self, steps: NDArray[np.float32], frames: int) -> NDArray[np.float32]:
        """Of a block's embedding steps (step, value) those of the first frames of its core."""
        return self._core(steps, frames, self.frames_per_embedding)

    def _core(
        self, results: NDArray[np.float32], frames: int, frames_per_result: int
    ) -> NDArray[np.float32]:
        start = self.margin_frames // frames_per_result
        return results[start : start - (-frames // frames_per_result)]
