"""The AudioSet ontology: names, parents, children, and what lies above or below a label."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from earshot.domain.ids import LabelId
from earshot.domain.labels import Label


@dataclass(frozen=True, slots=True, kw_only=True)
class Ontology:
    """Who is whose parent. Labels keep AudioSet's order; a label may have several parents."""

    names: Mapping[LabelId, str]
    parents: Mapping[LabelId, tuple[LabelId, ...]]
    children: Mapping[LabelId, tuple[LabelId, ...]]
    abstract: frozenset[LabelId]
    """Nodes that only group others and name no sound (`Human locomotion`)."""
    blacklisted: frozenset[LabelId]
    """Nodes that AudioSet found too hard to hear or to label."""
    ids_by_name: Mapping[str, LabelId]
    _above: dict[LabelId, frozenset[LabelId]] = field(
        default_factory=dict, repr=False, compare=False
    )
    _below: dict[LabelId, frozenset[LabelId]] = field(
        default_factory=dict, repr=False, compare=False
    )
    """Walked once each: searches ask for kinship thousands of times."""

    def __contains__(self, label_id: object) -> bool:
        return label_id in self.names

    def __iter__(self) -> Iterator[LabelId]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)

    def label(self, label_id: LabelId) -> Label:
        """Id and display name; `KeyError` when AudioSet has no such label."""
        return Label(label_id=label_id, name=self.names[label_id])

    def ancestors(self, label_id: LabelId) -> frozenset[LabelId]:
        """All labels above, without the label itself; empty for one that AudioSet does not know."""
        found = self._above.get(label_id)
        if found is None:
            found = self._above[label_id] = _reach(self.parents, label_id)
        return found

    def descendants(self, label_id: LabelId) -> frozenset[LabelId]:
        """All labels below, without the label itself."""
        found = self._below.get(label_id)
        if found is None:
            found = self._below[label_id] = _reach(self.children, label_id)
        return found

    def is_a(self, label_id: LabelId, other: LabelId) -> bool:
        """True when the label is the other one or lies below it."""
        return label_id == other or other in self.ancestors(label_id)


@cache
def audioset() -> Ontology:
    """The ontology that ships with Earshot, read once a process (a few milliseconds)."""
    text = resources.files("earshot.labels").joinpath("ontology.csv").read_text("utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    names: dict[LabelId, str] = {}
    parents: dict[LabelId, tuple[LabelId, ...]] = {}
    restricted: dict[str, set[LabelId]] = {"abstract": set(), "blacklist": set()}
    for row in rows:
        label_id = LabelId(row["label_id"])
        names[label_id] = row["name"]
        parents[label_id] = tuple(LabelId(parent) for parent in row["parents"].split())
        for restriction in row["restrictions"].split():
            restricted[restriction].add(label_id)
    children: dict[LabelId, list[LabelId]] = {label_id: [] for label_id in names}
    for label_id, above in parents.items():
        for parent in above:
            children[parent].append(label_id)
    return Ontology(
        names=names,
        parents=parents,
        children={label_id: tuple(below) for label_id, below in children.items()},
        abstract=frozenset(restricted["abstract"]),
        blacklisted=frozenset(restricted["blacklist"]),
        ids_by_name={name: label_id for label_id, name in names.items()},
    )


def _reach(edges: Mapping[LabelId, tuple[LabelId, ...]], start: LabelId) -> frozenset[LabelId]:
    seen: set[LabelId] = set()
    due = list(edges.get(start, ()))
    while due:
        label_id = due.pop()
        if label_id not in seen:
            seen.add(label_id)
            due.extend(edges[label_id])
    return frozenset(seen)
