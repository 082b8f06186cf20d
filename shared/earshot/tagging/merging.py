"""The same label heard by several bundles becomes one event, that carries who heard it."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from earshot.domain.events import SoundEvent
from earshot.domain.ids import BundleId, LabelId
from earshot.domain.levels import Level, LevelRange
from earshot.tagging.decoding import in_order

SAME_EDGE_S = 1.0
"""Edges nearer than this are the same edge: then the first bundle's time counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardTrack:
    """All events of a video as one bundle heard them."""

    bundle: BundleId
    events: Sequence[SoundEvent]


@dataclass(slots=True)
class _Sound:
    onset_s: float
    offset_s: float
    score: float
    heard_by: tuple[BundleId, ...]


def merged(tracks: Sequence[HeardTrack]) -> tuple[SoundEvent, ...]:
    """Events of all bundles together; of the first bundle alone they stay as they are.

    Level by level, an event of a later bundle that meets events of the same label is no event of
    its own: it lends them its score where that is better, and makes them longer only where it
    reaches more than `SAME_EDGE_S` beyond them. So a model with a coarse sense of time never blurs
    a knock, and two barks stay two::

        first    __[=)__[=)_________       one model sees edges
        second   [=========)___[====)      the other one hears what the first does not
        merged   __[=)__[=)____[====)

    As everywhere, events of one label do not overlap at any level.
    """
    if len(tracks) < 2:  # noqa: PLR2004 - one bundle, or none: nothing to merge
        return tuple(event for track in tracks for event in track.events)
    by_label: defaultdict[LabelId, list[HeardTrack]] = defaultdict(list)
    for track in tracks:
        grouped: defaultdict[LabelId, list[SoundEvent]] = defaultdict(list)
        for event in track.events:
            grouped[event.label_id].append(event)
        for label_id, events in grouped.items():
            by_label[label_id].append(HeardTrack(bundle=track.bundle, events=events))
    together = (
        event
        for label_id, heard in by_label.items()
        for event in _of_label(label_id, heard, tracks[0].bundle)
    )
    return tuple(in_order(together))


def _of_label(
    label_id: LabelId, tracks: Sequence[HeardTrack], own: BundleId
) -> Iterable[SoundEvent]:
    if len(tracks) == 1 and tracks[0].bundle == own:
        return tracks[0].events
    return _laddered(label_id, [_at_level(tracks, level) for level in Level], own)


def _at_level(tracks: Sequence[HeardTrack], level: Level) -> list[_Sound]:
    sounds: list[_Sound] = []
    for track in tracks:
        standing = sorted(
            (event for event in track.events if level in event.levels),
            key=lambda event: event.onset_s,
        )
        sounds = _joined(sounds, standing, track.bundle)
    return sounds


def _joined(sounds: list[_Sound], standing: Sequence[SoundEvent], bundle: BundleId) -> list[_Sound]:
    """Sounds that do not overlap each other, and events that do not either, as such sounds."""
    onsets = [sound.onset_s for sound in sounds]
    offsets = [sound.offset_s for sound in sounds]
    alone = []
    for event in standing:
        first, stop = bisect_right(offsets, event.onset_s), bisect_left(onsets, event.offset_s)
        if first >= stop:
            alone.append(_Sound(event.onset_s, event.offset_s, event.score, (bundle,)))
            continue
        for sound in sounds[first:stop]:
            sound.score = max(sound.score, event.score)
            if bundle not in sound.heard_by:
                sound.heard_by = (*sound.heard_by, bundle)
        if onsets[first] - event.onset_s > SAME_EDGE_S:
            sounds[first].onset_s = event.onset_s
        if event.offset_s - offsets[stop - 1] > SAME_EDGE_S:
            sounds[stop - 1].offset_s = event.offset_s
    return sorted([*sounds, *alone], key=lambda sound: sound.onset_s)


def _laddered(
    label_id: LabelId, levels: Sequence[list[_Sound]], own: BundleId
) -> Iterator[SoundEvent]:
    """Sounds that are equal on neighbouring levels become one event."""
    standing: dict[tuple[float, float, float, tuple[BundleId, ...]], Level] = {}
    for level, sounds in zip((*Level, None), (*levels, []), strict=True):
        now = {(one.onset_s, one.offset_s, one.score, one.heard_by) for one in sounds}
        stop = Level.SURE + 1 if level is None else int(level)
        for onset_s, offset_s, score, heard_by in sorted(standing.keys() - now):
            yield SoundEvent(
                label_id=label_id,
                onset_s=onset_s,
                offset_s=offset_s,
                score=score,
                levels=LevelRange(first=standing[onset_s, offset_s, score, heard_by], stop=stop),
                heard_by=() if heard_by == (own,) else heard_by,
            )
        if level is not None:
            standing = {sound: standing.get(sound, level) for sound in now}
