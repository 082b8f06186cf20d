"""A median filter over time, in pure numpy."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

TILE_FRAMES = 8_192


def median_filter(track: NDArray[np.float32], frames: int) -> NDArray[np.float32]:
    """Median over an odd number of frames around each one; both ends are held.

    Parameters
    ----------
    track
        Scores of one label, shape (frame,).

    Examples
    --------
    >>> median_filter(np.array([0, 9, 0, 8, 8, 0], np.float32), 3).tolist()
    [0.0, 0.0, 8.0, 8.0, 8.0, 0.0]
    """
    if frames == 1 or not track.size:
        return track
    half = frames // 2
    held = np.concatenate([np.repeat(track[:1], half), track, np.repeat(track[-1:], half)])
    result = np.empty_like(track)
    for start in range(0, track.size, TILE_FRAMES):
        stop = min(start + TILE_FRAMES, track.size)
        shifted = np.stack([held[start + by : stop + by] for by in range(frames)])
        result[start:stop] = _middle(shifted)
    return result


def _middle(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Median of each column of an odd number of rows, which are overwritten.

    Each round carries the greatest of the rows that are left to the last of them; after half of
    the rounds the median is the greatest that is left. Whole rows are compared at a time.
    """
    count = rows.shape[0]
    smaller = np.empty_like(rows[0])
    for last in range(count - 1, count // 2, -1):
        for row in range(last):
            np.minimum(rows[row], rows[row + 1], out=smaller)
            np.maximum(rows[row], rows[row + 1], out=rows[row + 1])
            rows[row] = smaller
    greatest: NDArray[np.float32] = rows[: count // 2 + 1].max(axis=0)
    return greatest
