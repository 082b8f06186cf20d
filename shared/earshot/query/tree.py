"""A query as a tree: sounds, relations between them in time, and filters."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Comparison(StrEnum):
    """How a value is compared."""

    MORE = ">"
    AT_LEAST = ">="
    LESS = "<"
    AT_MOST = "<="
    EQUAL = "="


class Field(StrEnum):
    """What a video or a hit can be filtered by."""

    TITLE = "title"
    COLLECTION = "collection"
    UPLOADED = "uploaded"
    RECORDED = "recorded"
    DURATION = "duration"
    SCORE = "score"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """One word or phrase."""

    text: str
    exact: bool = False
    """Written in quotation marks: nothing looser than names and synonyms."""
    label_only: bool = False
    """Written as label:…: this label and none below it."""
    start: int = 0
    stop: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AllOf:
    """All parts in one video; the nearest together are the moments."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyOf:
    """Any part."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Without:
    """The wanted, where nothing unwanted sounds at the same time."""

    wanted: Node
    unwanted: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class With:
    """Both at the same time."""

    parts: tuple[Node, Node]


@dataclass(frozen=True, slots=True, kw_only=True)
class Then:
    """One begins after the other, in this order, each step within its time."""

    parts: tuple[Node, ...]
    within_s: tuple[float | None, ...]
    """One fewer than parts; None: however much later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """Both begin within a time of each other, in either order."""

    parts: tuple[Node, Node]
    within_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Lasting:
    """Moments of a certain length."""

    part: Node
    comparison: Comparison
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeated:
    """So many within a time, or in the whole video."""

    part: Node
    comparison: Comparison
    count: int
    within_s: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """In a stretch of the video; counted from its end where both are given from there."""

    part: Node
    start_s: float
    stop_s: float | None
    from_end: bool = False
    """True for the last so many seconds: `start_s` is then counted back from the end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """A condition on the video, or on the score of its events."""

    field: Field
    comparison: Comparison
    text: str
    """As written, for people."""
    low: str | float | None
    """Inclusive: seconds, a score, an ISO date; words for titles and collections."""
    high: str | float | None = None
    """Exclusive."""
    negated: bool = False


Node = Sound | AllOf | AnyOf | Without | With | Then | Near | Lasting | Repeated | Placed | Filter


def parts_of(node: Node) -> tuple[Node, ...]:
    """The nodes directly below."""
    match node:
        case AllOf() | AnyOf() | With() | Then() | Near():
            return node.parts
        case Without():
            return (node.wanted, node.unwanted)
        case Lasting() | Repeated() | Placed():
            return (node.part,)
        case _:
            return ()


def is_condition(node: Node) -> bool:
    """True when the node is made of filters alone: it says something of videos, not of sounds."""
    parts = parts_of(node)
    return isinstance(node, Filter) or (bool(parts) and all(is_condition(part) for part in parts))
