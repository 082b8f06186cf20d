"""A query as JSON for programs, both ways; strict about what it reads."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from earshot.errors import BadRequest
from earshot.query.building import MOST_REPEATS, NEAR_S, negated
from earshot.query.filters import make_filter
from earshot.query.grammar import check_terms
from earshot.query.scanning import MAX_CHARS, MAX_DEPTH
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
    parts_of,
)
from earshot.query.values import LONGEST_S

Json = dict[str, Any]


def to_json(node: Node) -> Json:
    """The tree as objects with one `op` each; `from_json` reads it back."""
    match node:
        case Sound():
            return {"op": "sound", "text": node.text, "exact": node.exact, "label": node.label_only}
        case Filter():
            told = {"op": "filter", "field": node.field.value, "value": node.text}
            return {**told, "comparison": node.comparison.value, "negated": node.negated}
        case Without():
            return {"op": "not", "wanted": to_json(node.wanted), "unwanted": to_json(node.unwanted)}
        case _:
            return _related_to_json(node, [to_json(part) for part in parts_of(node)])


def _related_to_json(
    node: AllOf | AnyOf | With | Then | Near | Lasting | Repeated | Placed, parts: list[Json]
) -> Json:
    match node:
        case Then():
            return {"op": "then", "parts": parts, "within_s": list(node.within_s)}
        case Near():
            return {"op": "near", "parts": parts, "within_s": node.within_s}
        case Lasting():
            told = {"comparison": node.comparison.value, "seconds": node.seconds}
            return {"op": "for", "part": parts[0], **told}
        case Repeated():
            told_count = {"comparison": node.comparison.value, "count": node.count}
            return {"op": "count", "part": parts[0], **told_count, "within_s": node.within_s}
        case Placed():
            place = {"start_s": node.start_s, "stop_s": node.stop_s, "from_end": node.from_end}
            return {"op": "in", "part": parts[0], **place}
        case _:
            name = {AllOf: "and", AnyOf: "or", With: "with"}[type(node)]
            return {"op": name, "parts": parts}


def from_json(told: object) -> Node:
    """Read a tree; `BadRequest` with one sentence that names the place otherwise."""
    node = _read(told, "query", depth=0)
    check_terms(_terms(node))
    return node


def _terms(node: Node) -> int:
    return int(isinstance(node, Sound | Filter)) + sum(_terms(part) for part in parts_of(node))


def _read(told: object, place: str, *, depth: int) -> Node:
    if depth > MAX_DEPTH:
        raise BadRequest(f"a query may be {MAX_DEPTH} levels deep")
    if not isinstance(told, Mapping) or told.get("op") not in _READERS:
        raise BadRequest(f"{place} must be an object with op, one of {', '.join(sorted(_READERS))}")
    return _READERS[told["op"]](told, place, depth)


def _sound(told: Mapping[str, Any], place: str, _depth: int) -> Node:
    text = told.get("text")
    if not isinstance(text, str) or not text.strip() or len(text) > MAX_CHARS:
        raise BadRequest(f"{place}.text must be a word or phrase")
    label = bool(told.get("label", False))
    return Sound(text=text, exact=bool(told.get("exact", False)) or label, label_only=label)


def _filter(told: Mapping[str, Any], place: str, _depth: int) -> Node:
    field, value = told.get("field"), told.get("value")
    if field not in list(Field) or not isinstance(value, str | int | float):
        raise BadRequest(f"{place} needs a field ({', '.join(Field)}) and a value")
    sign = _comparison(told, place, Comparison.EQUAL)
    bare = "" if sign is Comparison.EQUAL else sign.value
    made = make_filter(Field(field), bare, str(value))
    if made is None:
        raise BadRequest(f"{place}.value does not suit {field}")
    negate = bool(told.get("negated", False))
    return negated(made) if negate else made


def _without(told: Mapping[str, Any], place: str, depth: int) -> Node:
    wanted = _read(told.get("wanted"), f"{place}.wanted", depth=depth + 1)
    unwanted = _read(told.get("unwanted"), f"{place}.unwanted", depth=depth + 1)
    if is_condition(unwanted):
        return AllOf(parts=(wanted, negated(unwanted)))
    if is_condition(wanted):
        raise BadRequest(f"{place}.wanted must be a sound")
    return Without(wanted=wanted, unwanted=unwanted)


def _all_of(told: Mapping[str, Any], place: str, depth: int) -> Node:
    parts = _parts(told, place, depth, sounds_only=False)
    return parts[0] if len(parts) == 1 else AllOf(parts=parts)


def _any_of(told: Mapping[str, Any], place: str, depth: int) -> Node:
    parts = _parts(told, place, depth, sounds_only=False)
    conditions = [is_condition(part) for part in parts]
    scores = any(isinstance(part, Filter) and part.field is Field.SCORE for part in parts)
    if len(set(conditions)) > 1 or scores:
        raise BadRequest(f"{place} joins sounds with sounds or filters with filters, not both")
    return parts[0] if len(parts) == 1 else AnyOf(parts=parts)


def _with(told: Mapping[str, Any], place: str, depth: int) -> Node:
    one, other = _two(told, place, depth)
    return With(parts=(one, other))


def _near(told: Mapping[str, Any], place: str, depth: int) -> Node:
    one, other = _two(told, place, depth)
    within_s = _seconds(told.get("within_s", NEAR_S), f"{place}.within_s")
    return Near(parts=(one, other), within_s=within_s)


def _then(told: Mapping[str, Any], place: str, depth: int) -> Node:
    parts = _parts(told, place, depth, sounds_only=True)
    given = told.get("within_s")
    times = given if isinstance(given, list) else [given] * (len(parts) - 1)
    if len(parts) == 1 or len(times) != len(parts) - 1:
        raise BadRequest(f"{place} needs two parts or more, and one within_s fewer than parts")
    return Then(
        parts=parts,
        within_s=tuple(
            None if time is None else _seconds(time, f"{place}.within_s") for time in times
        ),
    )


def _lasting(told: Mapping[str, Any], place: str, depth: int) -> Node:
    sign = _comparison(told, place, None)
    if sign is Comparison.EQUAL:
        raise BadRequest(f"{place}.comparison must be >, >=, < or <=")
    return Lasting(
        part=_one(told, place, depth),
        comparison=sign,
        seconds=_seconds(told.get("seconds"), f"{place}.seconds"),
    )


def _repeated(told: Mapping[str, Any], place: str, depth: int) -> Node:
    count, within = told.get("count"), told.get("within_s")
    if not isinstance(count, int) or isinstance(count, bool) or not 0 <= count <= MOST_REPEATS:
        raise BadRequest(f"{place}.count must be a whole number up to {MOST_REPEATS}")
    sign = _comparison(told, place, Comparison.AT_LEAST)
    if within is not None and sign not in (Comparison.MORE, Comparison.AT_LEAST):
        raise BadRequest(f"{place}.comparison must be >= or > beside within_s")
    return Repeated(
        part=_one(told, place, depth),
        comparison=sign,
        count=count,
        within_s=None if within is None else _seconds(within, f"{place}.within_s"),
    )


def _placed(told: Mapping[str, Any], place: str, depth: int) -> Node:
    stop = told.get("stop_s")
    start_s = _seconds(told.get("start_s", 0.0), f"{place}.start_s")
    stop_s = None if stop is None else _seconds(stop, f"{place}.stop_s")
    if stop_s is not None and stop_s <= start_s:
        raise BadRequest(f"{place}.stop_s must be later than start_s")
    from_end = bool(told.get("from_end", False))
    return Placed(part=_one(told, place, depth), start_s=start_s, stop_s=stop_s, from_end=from_end)


def _parts(
    told: Mapping[str, Any], place: str, depth: int, *, sounds_only: bool
) -> tuple[Node, ...]:
    given = told.get("parts")
    if not isinstance(given, list) or not given:
        raise BadRequest(f"{place}.parts must be a list with at least one part")
    parts = tuple(
        _read(part, f"{place}.parts[{at}]", depth=depth + 1) for at, part in enumerate(given)
    )
    if sounds_only and any(is_condition(part) for part in parts):
        raise BadRequest(f"{place}.parts must be sounds")
    return parts


def _two(told: Mapping[str, Any], place: str, depth: int) -> tuple[Node, Node]:
    parts = _parts(told, place, depth, sounds_only=True)
    match parts:
        case (one, other):
            return one, other
        case _:
            raise BadRequest(f"{place}.parts must be two")


def _one(told: Mapping[str, Any], place: str, depth: int) -> Node:
    part = _read(told.get("part"), f"{place}.part", depth=depth + 1)
    if is_condition(part):
        raise BadRequest(f"{place}.part must be a sound")
    return part


def _comparison(told: Mapping[str, Any], place: str, default: Comparison | None) -> Comparison:
    sign = told.get("comparison", default)
    if sign not in list(Comparison):
        raise BadRequest(f"{place}.comparison must be one of {', '.join(Comparison)}")
    return Comparison(sign)


def _seconds(value: object, place: str) -> float:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not 0 <= float(str(value)) <= LONGEST_S:
        raise BadRequest(f"{place} must be a number of seconds up to {LONGEST_S:.0f}")
    return float(str(value))


_READERS: dict[str, Callable[[Mapping[str, Any], str, int], Node]] = {
    "sound": _sound,
    "filter": _filter,
    "and": _all_of,
    "or": _any_of,
    "not": _without,
    "with": _with,
    "then": _then,
    "near": _near,
    "for": _lasting,
    "count": _repeated,
    "in": _placed,
}
