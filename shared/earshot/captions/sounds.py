"""From events to the sounds worth a caption: filtered, unnested, without stutter."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from earshot.captions.cue import CaptionOptions, Salience
from earshot.captions.phrasebook import Phrasebook
from earshot.domain.events import SoundEvent
from earshot.domain.ids import LabelId
from earshot.labels.ontology import Ontology


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """A stretch in which one phrase holds."""

    start_s: float
    end_s: float
    phrase: str
    label_id: LabelId
    score: float
    salience: Salience
    continuing: bool


_SPOKEN_FOR = 0.3
"""An ancestor's event is left out when events below it cover this much of it."""


_PATIENCE = 2.5
"""Rain that pauses is the same rain for so many times the gap."""


def worth_a_caption(
    events: Iterable[SoundEvent], options: CaptionOptions, ontology: Ontology, book: Phrasebook
) -> list[Sound]:
    """The sounds at the chosen level and salience, by start; one phrase never overlaps itself."""
    standing = sorted(
        {event for event in events if options.level in event.levels},
        key=lambda event: (event.onset_s, event.offset_s, event.label_id),
    )
    sounds = [
        Sound(
            start_s=event.onset_s,
            end_s=event.offset_s,
            phrase=book.phrase(event.label_id),
            label_id=event.label_id,
            score=event.score,
            salience=book.salience_of(event.label_id),
            continuing=event.label_id in book.continuing,
        )
        for event in most_specific(standing, ontology)
    ]
    wanted = [sound for sound in sounds if sound.salience <= options.salience]
    return _without_stutter(wanted, options.min_gap_s)


def most_specific(events: Sequence[SoundEvent], ontology: Ontology) -> list[SoundEvent]:
    """Leave out what more specific events say already; the events are sorted by onset."""
    by_label: dict[LabelId, list[SoundEvent]] = {}
    for event in events:
        by_label.setdefault(event.label_id, []).append(event)
    below = {
        label_id: [other for other in by_label if other in ontology.descendants(label_id)]
        for label_id in by_label
    }
    spoken_for: set[SoundEvent] = set()
    for label_id, lane in by_label.items():
        nested = sorted(
            (event for other in below[label_id] for event in by_label[other]),
            key=lambda event: event.onset_s,
        )
        spoken_for |= _covered(lane, nested)
    return [event for event in events if event not in spoken_for]


def _covered(lane: Sequence[SoundEvent], nested: Sequence[SoundEvent]) -> set[SoundEvent]:
    """One pass over both, sorted by onset; events of a lane do not overlap each other."""
    covered: set[SoundEvent] = set()
    first = 0
    for event in lane:
        while first < len(nested) and nested[first].offset_s <= event.onset_s:
            first += 1
        heard_s, reached_s = 0.0, event.onset_s
        for other in nested[first:]:
            if other.onset_s >= event.offset_s:
                break
            end_s = min(other.offset_s, event.offset_s)
            heard_s += max(0.0, end_s - max(other.onset_s, reached_s))
            reached_s = max(reached_s, end_s)
        if heard_s >= _SPOKEN_FOR * (event.offset_s - event.onset_s):
            covered.add(event)
    return covered


def _without_stutter(sounds: Iterable[Sound], min_gap_s: float) -> list[Sound]:
    """Join what carries the same phrase and is less than the gap apart."""
    last: dict[str, int] = {}
    joined: list[Sound] = []
    for sound in sounds:
        at = last.get(sound.phrase)
        gap_s = min_gap_s * _PATIENCE if sound.continuing else min_gap_s
        if at is not None and sound.start_s - joined[at].end_s < max(gap_s, 0.0):
            before = joined[at]
            joined[at] = replace(
                before,
                end_s=max(before.end_s, sound.end_s),
                score=max(before.score, sound.score),
            )
        else:
            last[sound.phrase] = len(joined)
            joined.append(sound)
    return joined
