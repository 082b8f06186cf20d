"""What people set right: corrections of a video by label and time, never by the id of an event."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from earshot.domain.events import SoundEvent
from earshot.domain.ids import LabelId
from earshot.domain.levels import Level, LevelRange

EVERY_LEVEL = LevelRange(first=Level.EVERYTHING, stop=Level.SURE + 1)
"""A person is sure: what was said stands at every level."""
SLIVER_S = 0.5
"""What a span leaves of an event that it mostly covers is the same sound, if it is this short."""
FRAME_S = 0.04
_MOSTLY = 0.5

Below = Callable[[LabelId], frozenset[LabelId]]
"""The labels below a label: who denies an animal denies a dog."""


class Kind(StrEnum):
    """What a correction says of its span."""

    ABSENT = "absent"
    """The label is not heard there."""
    PRESENT = "present"
    """The label is heard there, from start to end."""
    INSTEAD = "instead"
    """Another label is heard there, and not this one."""
    MOVED = "moved"
    """What was told there begins and ends at other times."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One thing that a person said of one video; it is never changed, only withdrawn."""

    correction_id: str
    """Time-sortable, and the name of its object."""
    kind: Kind
    label_id: LabelId
    start_s: float
    end_s: float
    """Half-open, as events are."""
    instead: LabelId | None = None
    """For `INSTEAD`: what it is."""
    to_start_s: float | None = None
    to_end_s: float | None = None
    """For `MOVED`: when it is."""
    by: str = ""
    made_at: datetime
    note: str = ""
    before: tuple[SoundEvent, ...] = ()
    """What was told of the label and span when the correction was made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """Takes a correction back; both stay on record."""

    withdrawal_id: str
    withdraws: str
    by: str = ""
    made_at: datetime


Entry = Correction | Withdrawal


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """All entries of one video."""

    corrections: tuple[Correction, ...] = ()
    """Oldest first: later ones have the last word."""
    withdrawals: tuple[Withdrawal, ...] = ()

    @property
    def standing(self) -> tuple[Correction, ...]:
        """Those that were not withdrawn."""
        gone = {one.withdraws for one in self.withdrawals}
        return tuple(one for one in self.corrections if one.correction_id not in gone)


def history_of(entries: Iterable[Entry]) -> History:
    """Sort entries, which may come in any order."""
    corrections, withdrawals = list[Correction](), list[Withdrawal]()
    for entry in entries:
        if isinstance(entry, Correction):
            corrections.append(entry)
        else:
            withdrawals.append(entry)
    return History(
        corrections=tuple(sorted(corrections, key=lambda one: (one.made_at, one.correction_id))),
        withdrawals=tuple(sorted(withdrawals, key=lambda one: (one.made_at, one.withdrawal_id))),
    )


def corrected(
    events: Iterable[SoundEvent], corrections: Iterable[Correction], below: Below
) -> tuple[SoundEvent, ...]:
    """The events as people have set them right, by onset; one correction after the other."""
    told: dict[LabelId, list[SoundEvent]] = {}
    for event in events:
        told.setdefault(event.label_id, []).append(event)
    for correction in corrections:
        _apply(told, correction, below)
    left = (event for lane in told.values() for event in lane)
    return tuple(sorted(left, key=lambda event: (event.onset_s, event.offset_s, event.label_id)))


def concerned(
    events: Iterable[SoundEvent], correction: Correction, below: Below
) -> tuple[SoundEvent, ...]:
    """The events that a correction speaks of."""
    met = tuple(event for event in events if _meets(event, correction))
    labels = _denied(correction, below) | {correction.label_id}
    labels |= _unfounded({event.label_id for event in met} - labels, correction, below)
    return tuple(event for event in met if event.label_id in labels)


def _denied(correction: Correction, below: Below) -> frozenset[LabelId]:
    label_id, kind = correction.label_id, correction.kind
    # A dog instead of an animal denies no cat; a dog that begins later is no other dog.
    finer = kind is Kind.INSTEAD and correction.instead in below(label_id)
    if kind in {Kind.PRESENT, Kind.MOVED} or finer:
        return frozenset({label_id})
    return frozenset({label_id}) | below(label_id)


def _unfounded(
    there: AbstractSet[LabelId], correction: Correction, below: Below
) -> frozenset[LabelId]:
    """What lies above the label that was mistaken, and is borne out by nothing else there.

    Who hears a cough instead of a dog hears no animal either, unless a cat is there as well.
    """
    if correction.instead is None:
        return frozenset()
    instead, found = correction.instead, set[LabelId]()
    above = {label_id for label_id in there if correction.label_id in below(label_id)}
    for label_id in above:
        others = below(label_id) & (there - above)
        if not others and instead != label_id and instead not in below(label_id):
            found.add(label_id)
    return frozenset(found)


def _apply(told: dict[LabelId, list[SoundEvent]], correction: Correction, below: Below) -> None:
    """Change the lanes of the labels that the correction is about, and no others."""
    if correction.kind is not Kind.PRESENT:
        denied = _denied(correction, below)
        if correction.instead is not None:
            there = {
                label_id
                for label_id, lane in told.items()
                if label_id not in denied and any(_meets(event, correction) for event in lane)
            }
            denied |= _unfounded(there, correction, below)
        for label_id in denied & told.keys():
            _cut(told[label_id], correction.start_s, correction.end_s)
    claimed = _claimed(correction)
    if claimed is not None:
        lane = told.setdefault(claimed.label_id, [])
        _cut(lane, claimed.onset_s, claimed.offset_s)
        lane.append(claimed)


def _cut(lane: list[SoundEvent], start_s: float, end_s: float) -> None:
    """Take a span out of a lane."""
    met = [at for at, one in enumerate(lane) if one.onset_s < end_s and start_s < one.offset_s]
    for at in reversed(met):
        lane[at : at + 1] = _without(lane[at], start_s, end_s)


def _claimed(correction: Correction) -> SoundEvent | None:
    """The event that the correction says is there."""
    start_s, end_s, label_id = correction.start_s, correction.end_s, correction.label_id
    if correction.kind is Kind.ABSENT:
        return None
    if correction.kind is Kind.INSTEAD and correction.instead is not None:
        label_id = correction.instead
    if correction.kind is Kind.MOVED and correction.to_start_s is not None:
        start_s, end_s = correction.to_start_s, correction.to_end_s or end_s
    return SoundEvent(
        label_id=label_id, onset_s=start_s, offset_s=end_s, score=1.0, levels=EVERY_LEVEL
    )


def _meets(event: SoundEvent, correction: Correction) -> bool:
    return event.onset_s < correction.end_s and correction.start_s < event.offset_s


def _without(event: SoundEvent, start_s: float, end_s: float) -> Iterator[SoundEvent]:
    """What a span leaves of an event: nothing, the event, or one or two pieces of it.

    Another model hears the same sound a little longer or shorter: slivers of it go as well.
    """
    overlap_s = min(event.offset_s, end_s) - max(event.onset_s, start_s)
    if overlap_s <= 0:
        yield event
        return
    mostly = overlap_s >= _MOSTLY * (event.offset_s - event.onset_s)
    least_s = SLIVER_S if mostly else FRAME_S
    for onset_s, offset_s in ((event.onset_s, start_s), (end_s, event.offset_s)):
        if offset_s - onset_s >= least_s:
            yield replace(event, onset_s=onset_s, offset_s=offset_s)
