"""Builds the tree of a query from what the grammar recognised, bottom up."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from lark import Token
from lark.visitors import Transformer_NonRecursive

from earshot.query import scanning
from earshot.query.faults import QueryFault
from earshot.query.filters import read_field
from earshot.query.tree import (
    AllOf,
    AnyOf,
    Comparison,
    Field,
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
)
from earshot.query.values import seconds, stretch

NEAR_S = 10.0
"""NEAR without WITHIN."""
MOST_REPEATS = 100_000


class ToTree(Transformer_NonRecursive[Token, Any]):
    """One method a rule of the grammar."""

    def __init__(self, text: str, tokens: Sequence[scanning.Token]) -> None:
        super().__init__()
        self._text = text
        self._scanned = {token.start: token for token in tokens}

    def start(self, children: list[Node]) -> Node:
        return children[0]

    def any_of(self, children: list[Node]) -> Node:
        if len(children) == 1:
            return children[0]
        conditions = [is_condition(child) for child in children]
        if any(conditions) and not all(conditions):
            raise self._fault("OR joins sounds with sounds or filters with filters, not both")
        if any(isinstance(child, Filter) and child.field is Field.SCORE for child in children):
            raise self._fault("score: holds for the sounds beside it; write it without OR")
        return AnyOf(parts=_flat(children, AnyOf))

    def all_of(self, children: list[tuple[bool, Node]]) -> Node:
        unwanted = [node for is_wanted, node in children if not is_wanted]
        wanted = [node for is_wanted, node in children if is_wanted]
        wanted += [negated(node) for node in unwanted if is_condition(node)]
        without = [node for node in unwanted if not is_condition(node)]
        if without and all(is_condition(node) for node in wanted):
            raise self._fault("NOT needs a sound beside it that is wanted, such as dog NOT speech")
        whole = wanted[0] if len(wanted) == 1 else AllOf(parts=_flat(wanted, AllOf))
        if not without:
            return whole
        return Without(
            wanted=whole,
            unwanted=without[0] if len(without) == 1 else AnyOf(parts=_flat(without, AnyOf)),
        )

    def wanted(self, children: list[Node]) -> tuple[bool, Node]:
        return True, children[0]

    def unwanted(self, children: list[Node]) -> tuple[bool, Node]:
        return False, children[0]

    def relation(self, children: list[Token]) -> Token:
        return children[0]

    def within(self, children: list[Token]) -> float:
        return _seconds(children[0])

    def chain(self, children: list[Any]) -> Node:
        """`A THEN B THEN C` is one relation; others are read from left to right."""
        node: Node = children[0]
        links = _links(children[1:])
        while links:
            name = str(links[0][0])
            run = 1
            while name == "THEN" and run < len(links) and links[run][0] == "THEN":
                run += 1
            self._check_sounds(name, links[0][0], node, *(part for _, part, _ in links[:run]))
            if name == "WITH" and links[0][2] is not None:
                raise self._fault("WITH means at the same time; NEAR takes a WITHIN", links[0][0])
            node = _linked(node, name, links[:run])
            links = links[run:]
        return node

    def suffixed(self, children: list[Any]) -> Node:
        node: Node = children[0]
        for name, values in children[1:]:
            self._check_sounds(name, None, node)
            node = self._suffixed(node, name, values)
        return node

    def lasting(self, children: list[Token]) -> tuple[str, list[Any]]:
        return "FOR", list(children)

    def repeated(self, children: list[Any]) -> tuple[str, list[Any]]:
        return "COUNT", list(children)

    def first(self, children: list[Token]) -> tuple[str, list[Any]]:
        return "IN", [0.0, _seconds(children[1]), False]

    def last(self, children: list[Token]) -> tuple[str, list[Any]]:
        return "IN", [_seconds(children[1]), None, True]

    def stretch(self, children: list[Token]) -> tuple[str, list[Any]]:
        start, stop = stretch(str(children[0])) or (0.0, None)
        return "IN", [start, stop, False]

    def atom(self, children: list[Any]) -> Node:
        child = children[0]
        if not isinstance(child, Token):
            node: Node = child
            return node
        token = self._scanned[child.start_pos or 0]
        if token.kind == "FIELD":
            return read_field(self._text, token)
        exact = token.kind == "STRING"
        return Sound(text=token.value, exact=exact, start=token.start, stop=token.stop)

    def _suffixed(self, node: Node, name: str, values: list[Any]) -> Node:
        if name == "IN":
            start_s, stop_s, from_end = values
            return Placed(part=node, start_s=start_s, stop_s=stop_s, from_end=from_end)
        comparison = Comparison(str(values[0]))
        if name == "FOR":
            if comparison is Comparison.EQUAL:
                raise self._fault("FOR compares with >, >=, < or <=", values[0])
            return Lasting(part=node, comparison=comparison, seconds=_seconds(values[1]))
        count, within_s = int(values[1]), next(iter(values[2:]), None)
        if count > MOST_REPEATS:
            raise self._fault(f"COUNT goes up to {MOST_REPEATS}", values[1])
        upwards = comparison in (Comparison.MORE, Comparison.AT_LEAST)
        if within_s is not None and not upwards:
            raise self._fault("COUNT with WITHIN compares with >= or >", values[0])
        return Repeated(part=node, comparison=comparison, count=count, within_s=within_s)

    def _check_sounds(self, name: str, place: Token | None, *nodes: Node) -> None:
        if any(is_condition(node) for node in nodes):
            raise self._fault(f"{name} is about sounds; put the filter at the end", place)

    def _fault(self, message: str, token: Token | None = None) -> QueryFault:
        start = token.start_pos or 0 if token is not None else 0
        stop = token.end_pos or 0 if token is not None else len(self._text)
        return QueryFault(message, text=self._text, start=start, stop=stop)


def negated(node: Node) -> Node:
    """The opposite of a condition on videos."""
    match node:
        case Filter():
            return replace(node, negated=not node.negated)
        case AllOf():
            return AnyOf(parts=tuple(negated(part) for part in node.parts))
        case AnyOf():
            return AllOf(parts=tuple(negated(part) for part in node.parts))
        case _:
            raise TypeError(f"{type(node).__name__} is no condition")


_Link = tuple[Token, Node, float | None]


def _links(children: Sequence[Any]) -> list[_Link]:
    """Relation, part and time of each link; children come flat, the time may be missing."""
    links: list[_Link] = []
    for child in children:
        if isinstance(child, Token):
            relation = child
        elif isinstance(child, float):
            links[-1] = (links[-1][0], links[-1][1], child)
        else:
            links.append((relation, child, None))
    return links


def _linked(node: Node, name: str, links: Sequence[_Link]) -> Node:
    if name == "THEN":
        # A time at the end of a chain holds for the steps before it that have none.
        times: list[float | None] = []
        time: float | None = None
        for _, _, own in reversed(links):
            time = own if own is not None else time
            times.insert(0, time)
        return Then(parts=(node, *(part for _, part, _ in links)), within_s=tuple(times))
    _, part, within_s = links[0]
    if name == "NEAR":
        return Near(parts=(node, part), within_s=NEAR_S if within_s is None else within_s)
    return With(parts=(node, part))


def _flat(nodes: Sequence[Node], kind: type[AllOf | AnyOf]) -> tuple[Node, ...]:
    """`(A OR B) OR C` as `A OR B OR C`; AND keeps its brackets, as a filter may stand in them."""
    if kind is AllOf:
        return tuple(nodes)
    flat: list[Node] = []
    for node in nodes:
        flat += node.parts if isinstance(node, AnyOf) else [node]
    return tuple(flat)


def _seconds(token: Token) -> float:
    value = seconds(str(token))
    if value is None:
        raise ValueError(f"{token} is no time")
    return value
