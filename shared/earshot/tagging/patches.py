"""A waveform in pieces of any length becomes overlapping patches, for models that take samples."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from earshot.audio.log_mel_settings import LogMelSettings
from earshot.tagging.geometry import BlockGeometry

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class PatchBlock:
    """The patches of one block of time."""

    patches: NDArray[np.float32]
    """Shape (score_frame, sample)."""
    frames: int
    """Mel frames of the block that hold sound: fewer than all only in the last one."""
    last: bool


def patch_blocks(
    waveform: Iterable[NDArray[np.float32]],
    settings: LogMelSettings,
    geometry: BlockGeometry,
    patch_samples: int,
) -> Iterator[PatchBlock]:
    """Cut a waveform into patches, one a score frame, each centred on its frame.

    ::

        sound    |0        |1        |2        |
        patch 0 [    0    ]                        what is before the start counts as silent,
        patch 1         [    1    ]                and so does what is after the end
    """
    hop = geometry.frames_per_score * settings.hop_samples
    left = (patch_samples - hop) // 2
    rows = geometry.core_frames // geometry.frames_per_score
    core, needed = rows * hop, (rows - 1) * hop + patch_samples
    held = np.zeros(left, np.float32)
    heard = done = 0
    for piece in waveform:
        heard += piece.shape[0]
        held = np.concatenate([held, piece])
        # What is held reaches beyond the block's end, so that there is always another block.
        while held.shape[0] >= needed and heard > done + core:
            yield PatchBlock(
                patches=_cut(held, rows, hop, patch_samples),
                frames=geometry.core_frames,
                last=False,
            )
            held, done = held[core:], done + core
    if heard > done:
        rest = -(-(heard - done) // hop)
        padded = np.zeros((rest - 1) * hop + patch_samples, np.float32)
        padded[: min(held.shape[0], padded.shape[0])] = held[: padded.shape[0]]
        yield PatchBlock(
            patches=_cut(padded, rest, hop, patch_samples),
            frames=settings.frames(heard - done),
            last=True,
        )


def _cut(
    samples: NDArray[np.float32], rows: int, hop: int, patch_samples: int
) -> NDArray[np.float32]:
    windows = np.lib.stride_tricks.sliding_window_view(samples, patch_samples)
    return windows[: (rows - 1) * hop + 1 : hop]
