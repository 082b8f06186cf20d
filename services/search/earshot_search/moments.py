"""From the events of one video to moments: what overlaps and is akin is one moment."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Iterable, Sequence

from earshot.domain.events import SoundEvent
from earshot.domain.ids import LabelId
from earshot.domain.queries import Moment
from earshot_search.kinship import Kinship


def merge_akin(events: Iterable[SoundEvent], kinship: Kinship) -> list[Moment]:
    """Join events that overlap and whose labels lie above each other; by start.

    One bark is often heard as Bark, as Dog and as Animal. A person wants one moment::

        Animal    [==========)
        Dog         [=====)
        Bark        [==)  [==)
        moment    [==========)
    """
    finished: list[list[SoundEvent]] = []
    running: list[tuple[float, list[SoundEvent]]] = []
    # The same event stands in the lanes of several labels of a word.
    for event in sorted(set(events), key=_order):
        end_s, joined = event.offset_s, [event]
        still: list[tuple[float, list[SoundEvent]]] = []
        for until_s, group in running:
            if until_s <= event.onset_s:
                finished.append(group)
            elif any(_belong(one, event, kinship) for one in group):
                end_s, joined = max(end_s, until_s), group + joined
            else:
                still.append((until_s, group))
        running = [*still, (end_s, joined)]
    finished += [group for _, group in running]
    return sorted(map(_moment, finished), key=lambda moment: (moment.start_s, moment.end_s))


def most_telling(events: Sequence[SoundEvent], kinship: Kinship) -> tuple[LabelId, ...]:
    """The most specific labels of some events, each once, the best first."""
    if len(events) == 1:
        return (events[0].label_id,)
    best: dict[LabelId, float] = {}
    for event in events:
        best[event.label_id] = max(event.score, best.get(event.label_id, 0.0))
    above = frozenset().union(*(kinship.above(label_id) for label_id in best))
    return tuple(sorted(best.keys() - above, key=lambda label_id: (-best[label_id], label_id)))


def _belong(one: SoundEvent, other: SoundEvent, kinship: Kinship) -> bool:
    return other.onset_s < one.offset_s and kinship.akin(one.label_id, other.label_id)


def _moment(events: Sequence[SoundEvent]) -> Moment:
    if len(events) == 1:
        [event] = events
        return Moment(
            start_s=event.onset_s, end_s=event.offset_s, score=event.score, events=(event,)
        )
    return Moment(
        start_s=min(event.onset_s for event in events),
        end_s=max(event.offset_s for event in events),
        score=max(event.score for event in events),
        events=tuple(sorted(events, key=_order)),
    )


def _order(event: SoundEvent) -> tuple[float, float, LabelId, int]:
    return (event.onset_s, event.offset_s, event.label_id, event.levels.first)
