"""Filters of a query: title, collection, dates, length, score; read and applied."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import difflib
import operator
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import assert_never

from earshot.ports.index import VideoDocument
from earshot.ports.names import fold, has_words
from earshot.query.faults import QueryFault
from earshot.query.scanning import Token
from earshot.query.tree import AllOf, AnyOf, Comparison, Field, Filter, Node, Sound
from earshot.query.values import period, score, seconds, stretch

_NAMES = ("label", *(field.value for field in Field))
_EXAMPLES = {
    Field.TITLE: "title:holiday",
    Field.COLLECTION: 'collection:"news 2019"',
    Field.UPLOADED: "uploaded:>2026-01-01",
    Field.RECORDED: "recorded:2026-06",
    Field.DURATION: "duration:<10m",
    Field.SCORE: "score:>=0.7",
}


def read_field(text: str, token: Token) -> Node:
    """A `name:value` of the query: a filter, or exactly one label."""
    name, _, value = token.value.partition(":")
    if name not in _NAMES:
        near = difflib.get_close_matches(name, _NAMES, n=1)
        rest = text[token.start + len(name) :]
        raise _fault(
            text,
            token,
            f"there is no filter {name}:, only {', '.join(f'{known}:' for known in _NAMES)}",
            f"{text[: token.start]}{near[0]}{rest}" if near else None,
        )
    if not value.strip():
        example = _EXAMPLES[Field(name)] if name != "label" else 'label:"Dog"'
        raise _fault(text, token, f"{name}: needs a value, such as {example}", None)
    if name == "label":
        return Sound(text=value, exact=True, label_only=True, start=token.start, stop=token.stop)
    made = make_filter(Field(name), token.operator, value)
    if made is None:
        field = Field(name)
        message = f'{name}: cannot be compared with "{value}"; write for example {_EXAMPLES[field]}'
        raise _fault(text, token, message, None)
    return made


def make_filter(field: Field, sign: str, value: str) -> Filter | None:
    """A filter, or None when the value does not suit the field."""
    comparison = Comparison(sign or "=")
    made = Filter(field=field, comparison=comparison, text=value, low=None)
    match field:
        case Field.TITLE | Field.COLLECTION:
            return replace(made, low=value) if comparison is Comparison.EQUAL else None
        case Field.UPLOADED | Field.RECORDED:
            return _of_dates(made, value)
        case Field.DURATION:
            return _of_numbers(made, value, seconds(value))
        case Field.SCORE:
            # A bare score is a lower bound: nobody looks for exactly 0.7.
            least = made if sign else replace(made, comparison=Comparison.AT_LEAST)
            return _of_numbers(least, value, score(value))
        case _:
            assert_never(field)


def _of_dates(made: Filter, value: str) -> Filter | None:
    first, dots, last = value.partition("..")
    if dots:
        begin, end = period(first), period(last)
        if begin is None or end is None or made.comparison is not Comparison.EQUAL:
            return None
        return replace(made, low=begin[0].isoformat(), high=end[1].isoformat())
    found = period(value)
    if found is None:
        return None
    start, stop = (moment.isoformat() for moment in found)
    bounds: dict[Comparison, tuple[str | None, str | None]] = {
        Comparison.MORE: (stop, None),
        Comparison.AT_LEAST: (start, None),
        Comparison.LESS: (None, start),
        Comparison.AT_MOST: (None, stop),
        Comparison.EQUAL: (start, stop),
    }
    low, high = bounds[made.comparison]
    return replace(made, low=low, high=high)


def _of_numbers(made: Filter, value: str, number: float | None) -> Filter | None:
    if number is None:
        between = stretch(value) if made.comparison is Comparison.EQUAL else None
        return replace(made, low=between[0], high=between[1]) if between else None
    return replace(made, low=number)


def passes(node: Node, document: VideoDocument) -> bool:
    """Whether a video meets a condition made of filters; scores are judged event by event."""
    match node:
        case AllOf():
            return all(passes(part, document) for part in node.parts)
        case AnyOf():
            return any(passes(part, document) for part in node.parts)
        case Filter():
            return node.field is Field.SCORE or _passes(node, document) != node.negated
        case _:
            raise TypeError(f"{type(node).__name__} is no condition")


def _passes(condition: Filter, document: VideoDocument) -> bool:
    match condition.field:
        case Field.TITLE:
            return has_words(fold(document.title), fold(str(condition.low)))
        case Field.COLLECTION:
            return fold(document.collection) == fold(str(condition.low))
        case Field.UPLOADED:
            return _in_time(condition, document.uploaded_at)
        case Field.RECORDED:
            return document.recorded_at is not None and _in_time(condition, document.recorded_at)
        case _:
            return compares(condition, document.duration_s)


def compares(condition: Filter, value: float) -> bool:
    """Whether a number meets a filter."""
    low, high = condition.low, condition.high
    if high is not None:
        return float(low or 0) <= value < float(high)
    return bool(_COMPARE[condition.comparison](value, float(low or 0)))


_COMPARE = {
    Comparison.MORE: operator.gt,
    Comparison.AT_LEAST: operator.ge,
    Comparison.LESS: operator.lt,
    Comparison.AT_MOST: operator.le,
    Comparison.EQUAL: operator.eq,
}


def _in_time(condition: Filter, moment: datetime) -> bool:
    known = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    low, high = condition.low, condition.high
    after = low is None or known >= datetime.fromisoformat(str(low))
    return after and (high is None or known < datetime.fromisoformat(str(high)))


def score_bounds(parts: Sequence[Node]) -> list[Filter]:
    """The score filters among parts that hold together."""
    return [part for part in parts if isinstance(part, Filter) and part.field is Field.SCORE]


def _fault(text: str, token: Token, message: str, suggestion: str | None) -> QueryFault:
    return QueryFault(message, text=text, start=token.start, stop=token.stop, suggestion=suggestion)
