"""Events from stored scores, in memory that does not grow with the length of the video."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import math
from collections.abc import Callable

from earshot.domain.events import SoundEvent
from earshot.errors import BundleError
from earshot.tagging.bundle import Bundle
from earshot.tagging.decoding import decode, in_order
from earshot.tagging.score_file import GROUP_LABELS, StoredTracks
from earshot.tagging.sections import Chunks

HELD_BYTES = 48 << 20
"""Codes that are held at once; the file is read again for the labels that did not fit."""
BATCH_BYTES = 16 << 20
"""Scores in float32 that are decoded at once."""


def decode_stored(
    read: Callable[[], Chunks], bundle: Bundle, duration_s: float
) -> list[SoundEvent]:
    """What `decode` makes of a stored file of scores.

    Parameters
    ----------
    read
        Opens the file anew: once for a video of up to about two hours, then once more for each
        `HELD_BYTES` of codes that it holds.
    bundle
        Who heard, with the policies to be applied; `BundleError` when the file has other labels.
    """
    ids = tuple(label.label_id for label in bundle.labels)
    events: list[SoundEvent] = []
    step = _labels_that_fit(math.ceil(duration_s / bundle.hop_s))
    for start in range(0, len(ids), step):
        tracks = StoredTracks(read(), slice(start, start + step))
        if tracks.header.labels != ids:
            raise BundleError(
                f"the scores were heard by {tracks.header.bundle}, whose labels are not those of "
                f"{bundle.bundle_id}; retry the video to listen to it again"
            )
        batch = max(1, BATCH_BYTES // (4 * max(1, tracks.frames)))
        for first in range(0, len(tracks.columns), batch):
            columns = tracks.columns[first : first + batch]
            events += decode(
                tracks.scores(columns),
                [ids[column] for column in columns],
                [bundle.policies[column] for column in columns],
                tracks.header.hop_s,
                duration_s,
            )
    return in_order(events)


def _labels_that_fit(frames: int) -> int:
    """Whole groups, at least one."""
    return max(1, HELD_BYTES // (GROUP_LABELS * max(1, frames))) * GROUP_LABELS
