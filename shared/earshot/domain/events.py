"""What was heard, and when: events of one label, and lanes of them."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from dataclasses import dataclass

from earshot.domain.ids import BundleId, LabelId, VideoId
from earshot.domain.levels import Level, LevelRange


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundEvent:
    """One sound, half-open in time, counted from the start of the video as a player shows it."""

    label_id: LabelId
    onset_s: float
    offset_s: float
    score: float
    """Calibrated, in [0, 1]: the best of its frames."""
    levels: LevelRange
    heard_by: tuple[BundleId, ...] = ()
    """Which bundles heard it, where several serve; empty: the video's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """All events of one label in one video, sorted by onset.

    The lane of an ancestor holds the events of its descendants too; each event keeps the label
    that was heard.
    """

    video_id: VideoId
    label_id: LabelId
    events: tuple[SoundEvent, ...]

    def at(self, level: Level) -> tuple[SoundEvent, ...]:
        """The events that stand at a level."""
        return tuple(event for event in self.events if level in event.levels)
