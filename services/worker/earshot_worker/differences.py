"""What a second bundle heard otherwise than the first: label by label, and where the most."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import heapq
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from earshot.domain.events import SoundEvent
from earshot.domain.ids import BundleId, LabelId, PolicyId, VideoId
from earshot.domain.keys import events_key
from earshot.domain.levels import Level
from earshot.domain.video import Heard, Video, VideoState
from earshot.errors import ObjectNotFound
from earshot.labels.ontology import Ontology
from earshot.ports.catalog import Catalog, VideoFilter
from earshot.ports.object_store import ObjectStore
from earshot.tagging.event_file import read_events
from earshot_worker.publish import published

PAGE = 200
SHOWN = 20
NEAR_S = 0.5
"""Events that miss each other by less still speak of the same sound: models have edges too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelDifference:
    """Events of one label that both bundles know, in all videos that both have heard."""

    label_id: LabelId
    before: int
    after: int
    gained: int
    """Heard now where neither the label nor one of its kin was heard before."""
    lost: int


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Disagreement:
    """A sound that one bundle is sure of and the other one does not hear."""

    score: float
    video_id: VideoId
    onset_s: float
    offset_s: float
    label_id: LabelId
    heard_by: BundleId


@dataclass(frozen=True, slots=True, kw_only=True)
class Differences:
    """The report."""

    bundle: BundleId
    level: Level
    videos: int
    """That both have heard."""
    labels: tuple[LabelDifference, ...]
    """Those that changed, most first."""
    new_to_it: tuple[LabelId, ...]
    """Labels with events that only the bundle knows, most events first."""
    unknown_to_it: tuple[LabelId, ...]
    """Labels with events that it does not know."""
    strongest: tuple[Disagreement, ...]
    unheard: tuple[tuple[VideoId, str], ...]
    """Videos that it could not hear, and why."""


@dataclass(slots=True, kw_only=True)
class Comparison:
    """Goes through the archive once; memory does not grow with it."""

    store: ObjectStore
    catalog: Catalog
    ontology: Ontology
    bundle: BundleId
    level: Level = Level.BALANCED
    shown: int = SHOWN
    _before: Counter[LabelId] = field(default_factory=Counter, init=False)
    _after: Counter[LabelId] = field(default_factory=Counter, init=False)
    _gained: Counter[LabelId] = field(default_factory=Counter, init=False)
    _lost: Counter[LabelId] = field(default_factory=Counter, init=False)
    _strongest: list[Disagreement] = field(default_factory=list, init=False)
    _unheard: list[tuple[VideoId, str]] = field(default_factory=list, init=False)
    _known: dict[BundleId, frozenset[LabelId]] = field(default_factory=dict, init=False)

    def run(self) -> Differences:
        """Compare in every ready video that this bundle and another one have heard."""
        videos, others = 0, set()
        for video in self._ready():
            other = self._other(video)
            if other is not None:
                videos += self._compare(video, *other)
                others.add(other[0])
        known = frozenset().union(*(self._labels(one) for one in others))
        return Differences(
            bundle=self.bundle,
            level=self.level,
            videos=videos,
            labels=self._changed(known & self._labels(self.bundle) if others else frozenset()),
            new_to_it=tuple(one for one, _ in self._after.most_common() if one not in known),
            unknown_to_it=tuple(
                one for one, _ in self._before.most_common() if one not in self._labels(self.bundle)
            ),
            strongest=tuple(sorted(self._strongest, reverse=True)),
            unheard=tuple(self._unheard),
        )

    def _ready(self) -> Iterator[Video]:
        after: VideoId | None = None
        where = VideoFilter(states=frozenset({VideoState.READY}))
        while page := self.catalog.page(where, after, PAGE):
            yield from page
            after = page[-1].video_id

    def _other(self, video: Video) -> tuple[BundleId, PolicyId, PolicyId] | None:
        """The bundle to compare with, its policy and ours; None where one of them is missing."""
        heard = video.heard
        ours = heard.by(self.bundle) if heard else None
        if heard is None or ours is None:
            return None
        if ours.policy is None:
            self._unheard.append((video.video_id, ours.detail or "it could not be heard"))
            return None
        for bundle, policy in _hearings(heard):
            if bundle != self.bundle:
                return bundle, policy, ours.policy
        return None

    def _compare(self, video: Video, other: BundleId, theirs: PolicyId, ours: PolicyId) -> bool:
        try:
            before = self._events(video.video_id, other, theirs)
            after = self._events(video.video_id, self.bundle, ours)
        except ObjectNotFound:
            return False  # removed, or heard anew at this moment
        self._before.update(event.label_id for event in before)
        self._after.update(event.label_id for event in after)
        both = self._labels(other) & self._labels(self.bundle)
        for event in self._unmatched(after, before, both):
            self._gained[event.label_id] += 1
            self._keep(video.video_id, event, self.bundle)
        for event in self._unmatched(before, after, both):
            self._lost[event.label_id] += 1
            self._keep(video.video_id, event, other)
        return True

    def _unmatched(
        self,
        events: Sequence[SoundEvent],
        others: Sequence[SoundEvent],
        labels: frozenset[LabelId],
    ) -> Iterator[SoundEvent]:
        """Events of these labels that meet no event of the label or its kin."""
        by_label: defaultdict[LabelId, list[SoundEvent]] = defaultdict(list)
        for other in others:
            by_label[other.label_id].append(other)
        tracks = {label_id: _Track.of(heard) for label_id, heard in by_label.items()}
        kin: dict[LabelId, list[_Track]] = {}
        for event in events:
            label_id = event.label_id
            if label_id not in labels:
                continue
            if label_id not in kin:
                kin[label_id] = [tracks[one] for one in tracks if self._is_kin(label_id, one)]
            if not any(track.meets(event) for track in kin[label_id]):
                yield event

    def _is_kin(self, one: LabelId, other: LabelId) -> bool:
        return (
            one == other
            or one in self.ontology.ancestors(other)
            or other in self.ontology.ancestors(one)
        )

    def _keep(self, video_id: VideoId, event: SoundEvent, heard_by: BundleId) -> None:
        found = Disagreement(
            score=event.score,
            video_id=video_id,
            onset_s=event.onset_s,
            offset_s=event.offset_s,
            label_id=event.label_id,
            heard_by=heard_by,
        )
        push = heapq.heappush if len(self._strongest) < self.shown else heapq.heappushpop
        push(self._strongest, found)

    def _changed(self, labels: frozenset[LabelId]) -> tuple[LabelDifference, ...]:
        changed = (
            LabelDifference(
                label_id=one,
                before=self._before[one],
                after=self._after[one],
                gained=self._gained[one],
                lost=self._lost[one],
            )
            for one in labels
            if self._gained[one] or self._lost[one] or self._before[one] != self._after[one]
        )
        return tuple(
            sorted(changed, key=lambda one: (-one.gained - one.lost, -one.after, one.label_id))
        )

    def _labels(self, bundle: BundleId) -> frozenset[LabelId]:
        if bundle not in self._known:
            labels = published(self.store, bundle).labels
            self._known[bundle] = frozenset(label.label_id for label in labels)
        return self._known[bundle]

    def _events(self, video_id: VideoId, bundle: BundleId, policy: PolicyId) -> list[SoundEvent]:
        stored = read_events(self.store.get(events_key(video_id, bundle, policy)))
        return [event for event in stored.events if self.level in event.levels]


def _hearings(heard: Heard) -> Iterator[tuple[BundleId, PolicyId]]:
    """Those with events: the one in use first."""
    if heard.policy is not None:
        yield heard.bundle, heard.policy
    yield from ((one.bundle, one.policy) for one in heard.others if one.policy is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Track:
    """Events of one label at one level: by onset, and so by offset, for they do not overlap."""

    onsets_s: list[float]
    offsets_s: list[float]

    @classmethod
    def of(cls, events: Sequence[SoundEvent]) -> _Track:
        return cls(
            onsets_s=[event.onset_s for event in events],
            offsets_s=[event.offset_s for event in events],
        )

    def meets(self, event: SoundEvent) -> bool:
        """Whether one of them is near."""
        first = bisect_right(self.offsets_s, event.onset_s - NEAR_S)
        return first < bisect_left(self.onsets_s, event.offset_s + NEAR_S)
