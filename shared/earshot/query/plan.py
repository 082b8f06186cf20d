"""A query with its words resolved: what to ask the index for, and what to say of the words."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from earshot.domain.ids import LabelId
from earshot.domain.levels import Level
from earshot.domain.queries import CandidateQuery, LabelGroup
from earshot.labels.ontology import Ontology
from earshot.labels.resolution import Resolution
from earshot.labels.vocabulary import Vocabulary
from earshot.ports.index import VideoDocument
from earshot.query.filters import passes, score_bounds
from earshot.query.grammar import parse
from earshot.query.tree import (
    AllOf,
    AnyOf,
    Comparison,
    Filter,
    Node,
    Sound,
    Without,
    is_condition,
    parts_of,
)

_FEW_WORDS, _FEWEST = 8, 5
MOST_GROUPS = 8
"""Sounds that the index is asked to find together."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A tree and what each of its sounds means."""

    text: str
    tree: Node
    meanings: Mapping[Sound, Resolution]
    ontology: Ontology
    labels: frozenset[LabelId]
    """What the bundle hears itself; an ancestor may only be heard through those below it."""

    @cached_property
    def words(self) -> tuple[Resolution, ...]:
        """Every distinct sound, in the order written."""
        return tuple(dict.fromkeys(self.meanings[sound] for sound in sounds_in(self.tree)))

    @property
    def problems(self) -> tuple[Resolution, ...]:
        """The words that find nothing, each with its sentence."""
        return tuple(word for word in self.words if word.problem is not None)

    @cached_property
    def label_ids(self) -> tuple[LabelId, ...]:
        """All lanes that an evaluation needs."""
        ids = (label_id for word in self.words for label_id in word.label_ids)
        return tuple(dict.fromkeys(ids))

    @property
    def has_sounds(self) -> bool:
        """False when only filters were given: whole videos are the answer."""
        return any(True for _ in sounds_in(self.tree))

    @property
    def needs_documents(self) -> bool:
        """True when a video's title, dates or length matter."""
        return _needs_documents(self.tree)

    def candidates(self, level: Level, min_score: float = 0.0) -> CandidateQuery | None:
        """Videos that may answer; None where no video can. Filters narrow them further."""
        clauses = _required(self.tree, self.meanings)
        if clauses is None:
            return None
        # More would cost the index much and rule out little; the evaluation looks at all of them.
        groups = tuple(
            LabelGroup(
                typed=" / ".join(word.typed for word in clause),
                label_ids=tuple(dict.fromkeys(i for word in clause for i in word.label_ids)),
            )
            for clause in clauses[:MOST_GROUPS]
        )
        least = max([min_score, *_least_scores(self.tree)])
        return CandidateQuery(groups=groups, level=level, min_score=least)

    def bounded(self, videos: int) -> int:
        """How many videos to evaluate together instead: fewer where many sounds are asked for.

        The same for the same query always, so that pages fit together.
        """
        return max(_FEWEST, min(videos, videos * _FEW_WORDS // max(1, len(self.words))))

    def admits(self, document: VideoDocument) -> bool:
        """False when the filters that hold for the whole query rule a video out."""
        match self.tree:
            case AllOf():
                conditions = [part for part in self.tree.parts if is_condition(part)]
            case Without(wanted=AllOf() as wanted):
                conditions = [part for part in wanted.parts if is_condition(part)]
            case node if is_condition(node):
                conditions = [node]
            case _:
                conditions = []
        return all(passes(condition, document) for condition in conditions)


def make_plan(text: str, vocabulary: Vocabulary) -> Plan:
    """Read and resolve a query; `QueryFault` when it cannot be read."""
    return plan_of(parse(text, vocabulary), vocabulary, text)


def plan_of(tree: Node, vocabulary: Vocabulary, text: str = "") -> Plan:
    """Resolve the sounds of a tree."""
    return Plan(
        text=text,
        tree=tree,
        meanings={sound: _meaning(sound, vocabulary) for sound in sounds_in(tree)},
        ontology=vocabulary.ontology,
        labels=vocabulary.labels,
    )


def sounds_in(node: Node) -> Iterator[Sound]:
    """All sounds of a tree, in the order written."""
    if isinstance(node, Sound):
        yield node
    for part in parts_of(node):
        yield from sounds_in(part)


def _meaning(sound: Sound, vocabulary: Vocabulary) -> Resolution:
    if sound.label_only:
        return vocabulary.resolve_label(sound.text)
    return vocabulary.resolve_exactly(sound.text) if sound.exact else vocabulary.resolve(sound.text)


_Clause = tuple[Resolution, ...]


def _required(node: Node, meanings: Mapping[Sound, Resolution]) -> list[_Clause] | None:
    """Of each clause a video must hold a sound; None where none can answer. Never too strict."""
    match node:
        case Sound():
            meaning = meanings[node]
            return [(meaning,)] if meaning.label_ids else None
        case Filter():
            return []
        case Without():
            return _required(node.wanted, meanings)
        case AnyOf():
            return _any_required(node, meanings)
        case _:
            clauses: list[_Clause] = []
            for part in parts_of(node):
                needed = _required(part, meanings)
                if needed is None:
                    return None
                clauses += [clause for clause in needed if clause not in clauses]
            return clauses


def _any_required(node: AnyOf, meanings: Mapping[Sound, Resolution]) -> list[_Clause] | None:
    branches = [_required(part, meanings) for part in node.parts]
    possible = [branch for branch in branches if branch is not None]
    if not possible:
        return None
    if any(not branch for branch in possible):
        return []
    return [tuple(dict.fromkeys(word for branch in possible for word in branch[0]))]


def _least_scores(node: Node) -> list[float]:
    """Lower bounds of score that hold for the whole query."""
    match node:
        case AllOf():
            bounds = score_bounds(node.parts)
        case Without(wanted=AllOf() as wanted):
            bounds = score_bounds(wanted.parts)
        case _:
            bounds = []
    lower = (Comparison.MORE, Comparison.AT_LEAST)
    return [float(f.low or 0) for f in bounds if f.comparison in lower and not f.negated]


def _needs_documents(node: Node) -> bool:
    from_end = getattr(node, "from_end", False)
    return (
        isinstance(node, Filter)
        or bool(from_end)
        or any(_needs_documents(part) for part in parts_of(node))
    )
