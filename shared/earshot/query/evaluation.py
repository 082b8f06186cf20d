"""Evaluates a plan over the lanes of many videos at once."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import assert_never

import numpy as np
from numpy.typing import NDArray

from earshot.domain.ids import LabelId, VideoId
from earshot.domain.levels import Level
from earshot.labels.resolution import Resolution
from earshot.ports.index import VideoDocument
from earshot.ports.lanes import LaneBlock
from earshot.query import relations, selections
from earshot.query.filters import compares, passes, score_bounds
from earshot.query.occurrences import Rows, occurrences
from earshot.query.plan import Plan
from earshot.query.ranking import Weights
from earshot.query.spans import MICRO, VIDEO_STRIDE, Ints, Mask, Spans, nothing, rising
from earshot.query.tree import (
    AllOf,
    AnyOf,
    Filter,
    Lasting,
    Near,
    Node,
    Placed,
    Repeated,
    Sound,
    Then,
    With,
    Without,
    is_condition,
    parts_of,
)


@dataclass(frozen=True, kw_only=True, eq=False)
class Archive:
    """The part of an archive that a plan is evaluated over: some videos with their lanes."""

    videos: tuple[VideoId, ...]
    block: LaneBlock
    documents: Mapping[VideoId, VideoDocument] = field(default_factory=dict)
    """Needed for filters and for `IN last`; see `Plan.needs_documents`."""

    @cached_property
    def number(self) -> Mapping[VideoId, int]:
        """Place of each video on the common axis."""
        return {video_id: at for at, video_id in enumerate(self.videos)}

    @cached_property
    def lane_videos(self) -> Ints:
        """Number of each lane's video."""
        return np.array([self.number[video] for video, _ in self.block.keys], dtype=np.int64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """How sure the events must be, and how results are ranked."""

    level: Level
    min_score: float = 0.0
    weights: Weights = field(default_factory=Weights)
    bounds: tuple[Filter, ...] = ()
    """Score filters that hold where we are in the tree."""


def evaluate(plan: Plan, archive: Archive, asked: Asked) -> Spans:
    """All results in these videos; times are on the common axis of `Spans`."""
    return _Evaluation(plan, archive).of(plan.tree, asked)


class _Evaluation:
    def __init__(self, plan: Plan, archive: Archive) -> None:
        self._plan = plan
        self._archive = archive

    def of(self, node: Node, asked: Asked) -> Spans:
        match node:
            case Sound():
                return self._sound(self._plan.meanings[node], asked)
            case AllOf():
                return self._all_of(node, asked)
            case Without():
                return self._without(node, asked)
            case Placed():
                return self._placed(node, asked)
            case Filter():
                return nothing()
            case _:
                return _related(node, [self.of(part, asked) for part in parts_of(node)])

    def _all_of(self, node: AllOf, asked: Asked) -> Spans:
        bounds = tuple(score_bounds(node.parts))
        inside = replace(asked, bounds=(*asked.bounds, *bounds))
        sounds = [part for part in node.parts if not is_condition(part)]
        if not sounds:
            return nothing()
        found = [self.of(part, inside) for part in sounds]
        whole = found[0] if len(found) == 1 else relations.all_of(found)
        conditions = [part for part in node.parts if is_condition(part)]
        return whole.take(self._admitted(conditions)[whole.video]) if conditions else whole

    def _without(self, node: Without, asked: Asked) -> Spans:
        """Word for word: in `dog siren NOT speech` neither the dog nor the siren is spoken over."""
        unwanted = self.of(node.unwanted, asked)
        if not isinstance(node.wanted, AllOf):
            return relations.without(self.of(node.wanted, asked), unwanted)
        apart = [
            part if is_condition(part) else Without(wanted=part, unwanted=node.unwanted)
            for part in node.wanted.parts
        ]
        return self.of(AllOf(parts=tuple(apart)), asked)

    def _placed(self, node: Placed, asked: Asked) -> Spans:
        part = self.of(node.part, asked)
        far = np.full(len(part), VIDEO_STRIDE - 1, dtype=np.int64)
        if not node.from_end:
            begin = np.full(len(part), _micro(node.start_s), dtype=np.int64)
            end = far if node.stop_s is None else np.full(len(part), _micro(node.stop_s))
            return selections.placed(part, begin, end)
        lengths = self._lengths()[part.video]
        return selections.placed(part, np.maximum(lengths - _micro(node.start_s), 0), far)

    def _lengths(self) -> Ints:
        documents = self._archive.documents
        return np.array(
            [
                _micro(documents[video].duration_s) if video in documents else 0
                for video in self._archive.videos
            ],
            dtype=np.int64,
        )

    def _admitted(self, conditions: Sequence[Node]) -> Mask:
        documents = self._archive.documents
        return np.array(
            [
                video in documents
                and all(passes(condition, documents[video]) for condition in conditions)
                for video in self._archive.videos
            ],
            dtype=np.bool_,
        )

    def _sound(self, meaning: Resolution, asked: Asked) -> Spans:
        rows = self._rows(meaning, asked)
        weights = asked.weights.of(meaning, self._heard_labels, self._plan.ontology)
        return occurrences(rows, self._heard_labels, weights, self._plan.ontology)

    @property
    def _heard_labels(self) -> tuple[LabelId, ...]:
        return self._archive.block.columns.heard_labels

    def _rows(self, meaning: Resolution, asked: Asked) -> Rows:
        """Standing events of a word, each once, though it may stand in several lanes."""
        block = self._archive.block
        wanted = set(meaning.label_ids)
        lanes = np.array([label in wanted for _, label in block.keys], dtype=np.bool_)
        lane_of_row = block.lane_of_row()
        columns = block.columns
        chosen = lanes[lane_of_row] & columns.standing(asked.level, asked.min_score)
        for bound in asked.bounds:
            chosen &= _within(bound, columns.scores)
        if meaning.exactly:
            chosen &= np.isin(columns.heard, self._own(meaning))
        row = np.flatnonzero(chosen)
        shift = self._archive.lane_videos[lane_of_row[row]] * VIDEO_STRIDE
        begin = _micros(columns.onsets_s[row]) + shift
        end = _micros(columns.offsets_s[row]) + shift
        rows = Rows(
            begin=begin, end=end, score=columns.scores[row], heard=columns.heard[row], row=row
        )
        return rows if rising(begin) else _each_once(rows)

    def _own(self, meaning: Resolution) -> list[int]:
        """Numbers of the labels themselves; with what lies below where a label is never heard."""
        ontology = self._plan.ontology
        wanted: set[LabelId] = set()
        for label_id in meaning.label_ids:
            wanted.add(label_id)
            if label_id not in self._plan.labels:
                wanted |= ontology.descendants(label_id)
        return [at for at, label_id in enumerate(self._heard_labels) if label_id in wanted]


def _each_once(rows: Rows) -> Rows:
    """Sorted, without the doubles that stand in the lanes of several labels."""
    ordered = rows.take(np.lexsort((rows.heard, rows.end, rows.begin)))
    double = np.ones(len(ordered.begin), dtype=np.bool_)
    double[:1] = False
    for values in (ordered.begin, ordered.end, ordered.heard):
        double[1:] &= values[1:] == values[:-1]
    return ordered.take(~double)


def _related(
    node: AnyOf | With | Then | Near | Lasting | Repeated, parts: Sequence[Spans]
) -> Spans:
    match node:
        case AnyOf():
            return relations.any_of(parts)
        case With():
            return relations.with_(parts[0], parts[1])
        case Then():
            within = [None if time is None else _micro(time) for time in node.within_s]
            return relations.then(parts, within)
        case Near():
            return relations.near(parts[0], parts[1], _micro(node.within_s))
        case Lasting():
            return selections.lasting(parts[0], node.comparison, _micro(node.seconds))
        case Repeated():
            within_us = None if node.within_s is None else _micro(node.within_s)
            return selections.repeated(parts[0], node.comparison, node.count, within_us)
        case _:
            assert_never(node)


def _within(bound: Filter, scores: NDArray[np.float64]) -> Mask:
    distinct, places = np.unique(scores, return_inverse=True)
    held = np.array([compares(bound, value) for value in distinct], dtype=np.bool_)
    fits: Mask = held[places] != bound.negated
    return fits


def _micro(seconds: float) -> int:
    return round(seconds * MICRO)


def _micros(seconds: NDArray[np.float64]) -> Ints:
    return np.rint(seconds * MICRO).astype(np.int64)
