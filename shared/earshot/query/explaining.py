"""Tells how a query was understood: its tree, and each word with its labels and why."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from typing import Any

from earshot.labels.resolution import Resolution
from earshot.query.json_tree import to_json
from earshot.query.plan import Plan
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
)


def explain(plan: Plan) -> dict[str, Any]:
    """For `GET /search/explain`: canonical text, tree and words."""
    return {
        "query": plan.text,
        "canonical": canonical(plan.tree),
        "tree": to_json(plan.tree),
        "words": [_word(word, plan) for word in plan.words],
    }


def canonical(node: Node) -> str:
    """The query written out with every operator and bracket; it reads back to the same tree."""
    match node:
        case Sound():
            name = f"label:{_quoted(node.text)}" if node.label_only else node.text
            return _quoted(node.text) if node.exact and not node.label_only else name
        case Filter():
            return _filter(node)
        case AllOf() | AnyOf():
            word = " AND " if isinstance(node, AllOf) else " OR "
            return word.join(_bracketed(part) for part in node.parts)
        case Without():
            return f"{_bracketed(node.wanted)} NOT {_bracketed(node.unwanted)}"
        case _:
            return _relation(node)


def _relation(node: With | Then | Near | Lasting | Repeated | Placed) -> str:
    match node:
        case With():
            return " WITH ".join(_bracketed(part) for part in node.parts)
        case Near():
            near = " NEAR ".join(_bracketed(part) for part in node.parts)
            return f"{near} WITHIN {node.within_s:g}s"
        case Then():
            text = _bracketed(node.parts[0])
            for part, time in zip(node.parts[1:], node.within_s, strict=True):
                text += f" THEN {_bracketed(part)}" + ("" if time is None else f" WITHIN {time:g}s")
            return text
        case Lasting():
            return f"{_bracketed(node.part)} FOR {node.comparison} {node.seconds:g}s"
        case Repeated():
            text = f"{_bracketed(node.part)} COUNT {node.comparison} {node.count}"
            return text if node.within_s is None else f"{text} WITHIN {node.within_s:g}s"
        case Placed():
            return f"{_bracketed(node.part)} IN {_place(node)}"


def _place(node: Placed) -> str:
    if node.from_end:
        return f"last {node.start_s:g}s"
    if node.start_s == 0 and node.stop_s is not None:
        return f"first {node.stop_s:g}s"
    return f"{node.start_s:g}s..{'' if node.stop_s is None else f'{node.stop_s:g}s'}"


def _filter(node: Filter) -> str:
    sign = "" if node.comparison == "=" else str(node.comparison)
    value = node.text if node.text.isalnum() else _quoted(node.text)
    return f"{'-' if node.negated else ''}{node.field}:{sign}{value}"


def _bracketed(node: Node) -> str:
    text = canonical(node)
    return text if isinstance(node, Sound | Filter) else f"({text})"


def _quoted(text: str) -> str:
    return f'"{text}"'


def _word(word: Resolution, plan: Plan) -> dict[str, Any]:
    names = plan.ontology.names
    return {
        "typed": word.typed,
        "labels": [
            {
                "label_id": match.label_id,
                "label": names[match.label_id],
                "kind": match.kind.name.lower(),
                "matched": word.reason(match.label_id, plan.ontology),
            }
            for match in word.matches
        ],
        "unheard": [names[label_id] for label_id in word.unheard],
        "nearest": list(word.nearest),
        "problem": word.problem,
    }
