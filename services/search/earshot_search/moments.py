"""From the events of one video to moments: what overlaps and is akin is one moment."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Iterable, Sequence

from earshot.domain.events import SoundEvent
from earshot.domain.ids import LabelId
from earshot.domain.queries import Moment
from earshot.labels.ontology import Ontology


def merge_akin(events: Iterable[SoundEvent], ontology: Ontology) -> list[Moment]:
    """Join events that overlap and whose labels lie above each other; by start.

    One bark is often heard as Bark, as Dog and as Animal. A person wants one moment::

        Animal    [==========)
        Dog         [=====)
        Bark        [==)  [==)
        moment    [==========)
    """
    finished: list[Moment] = []
    running: list[list[SoundEvent]] = []
    # The same event stands in the lanes of several labels of a word.
    for event in sorted(set(events), key=_order):
        still: list[list[SoundEvent]] = []
        joined = [event]
        for group in running:
            if all(one.offset_s <= event.onset_s for one in group):
                finished.append(_moment(group))
            elif any(_belong(one, event, ontology) for one in group):
                joined = group + joined
            else:
                still.append(group)
        running = [*still, joined]
    finished += [_moment(group) for group in running]
    return sorted(finished, key=lambda moment: (moment.start_s, moment.end_s))


def most_telling(events: Sequence[SoundEvent], ontology: Ontology) -> SoundEvent:
    """The best event among those of the most specific labels."""
    above = {up for event in events for up in ontology.ancestors(event.label_id)}
    specific = [event for event in events if event.label_id not in above]
    return max(specific, key=lambda event: (event.score, -event.onset_s))


def label_ids(events: Sequence[SoundEvent], ontology: Ontology) -> tuple[LabelId, ...]:
    """Most specific labels of some events, best first."""
    above = {up for event in events for up in ontology.ancestors(event.label_id)}
    best: dict[LabelId, float] = {}
    for event in events:
        if event.label_id not in above:
            best[event.label_id] = max(event.score, best.get(event.label_id, 0.0))
    return tuple(sorted(best, key=lambda label_id: (-best[label_id], label_id)))


def _belong(one: SoundEvent, other: SoundEvent, ontology: Ontology) -> bool:
    if other.onset_s >= one.offset_s:
        return False
    return ontology.is_a(one.label_id, other.label_id) or ontology.is_a(
        other.label_id, one.label_id
    )


def _moment(events: Sequence[SoundEvent]) -> Moment:
    return Moment(
        start_s=min(event.onset_s for event in events),
        end_s=max(event.offset_s for event in events),
        score=max(event.score for event in events),
        events=tuple(sorted(events, key=_order)),
    )


def _order(event: SoundEvent) -> tuple[float, float, LabelId, int]:
    return (event.onset_s, event.offset_s, event.label_id, event.levels.first)
