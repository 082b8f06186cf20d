"""A slow evaluator of queries that can be checked by reading it: loops over all combinations."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from earshot.domain.events import SoundEvent
from earshot.domain.ids import LabelId
from earshot.labels.ontology import Ontology
from earshot.query.plan import Plan
from earshot.query.ranking import Weights
from earshot.query.tree import (
    AllOf,
    AnyOf,
    Comparison,
    Lasting,
    Near,
    Node,
    Placed,
    Repeated,
    Sound,
    Then,
    With,
    Without,
    parts_of,
)


@dataclass(frozen=True)
class Hit:
    """One result in one video, in whole microseconds."""

    begin: int
    end: int
    score: float
    rank: float


def reference(
    plan: Plan, node: Node, events: Sequence[SoundEvent], duration_s: float, weights: Weights
) -> list[Hit]:
    """All results in one video; the events stand at the level asked for."""

    def of(part: Node) -> list[Hit]:
        return reference(plan, part, events, duration_s, weights)

    match node:
        case Sound():
            return occurrences(plan, node, events, weights)
        case Without(wanted=AllOf() as wanted):
            apart = [Without(wanted=part, unwanted=node.unwanted) for part in wanted.parts]
            return all_of([of(part) for part in apart])
        case Placed():
            return placed(node, of(node.part), us(duration_s))
        case _:
            return related(node, [of(part) for part in parts_of(node)])


def related(node: Node, parts: Sequence[list[Hit]]) -> list[Hit]:
    """A relation between the results of its parts."""
    relations: dict[type[Node], Callable[[Any], list[Hit]]] = {
        AnyOf: lambda _: tidy(hit for part in parts for hit in part),
        AllOf: lambda _: all_of(parts),
        Without: lambda _: [h for h in parts[0] if not any(overlap(h, u) for u in parts[1])],
        With: lambda _: with_(parts[0], parts[1]),
        Near: lambda near_: near(parts[0], parts[1], us(near_.within_s)),
        Then: lambda then_: then(parts, then_.within_s),
        Lasting: lambda lasting: [
            h for h in parts[0] if compare(lasting.comparison, h.end - h.begin, us(lasting.seconds))
        ],
        Repeated: lambda repeated_: repeated(repeated_, parts[0]),
    }
    return relations[type(node)](node)


def us(seconds: float) -> int:
    return round(seconds * 1_000_000)


def overlap(one: Hit, other: Hit) -> bool:
    return one.begin < other.end and other.begin < one.end


def gap(*hits: Hit) -> int:
    return max(h.begin for h in hits) - min(h.end for h in hits)


def tightness(distance: int) -> float:
    return 1 / (1 + max(distance, 0) / 10_000_000)


def tidy(hits: Iterable[Hit]) -> list[Hit]:
    """Sorted; of equal stretches the one that ranks best."""
    best: dict[tuple[int, int], Hit] = {}
    for hit in hits:
        known = best.get((hit.begin, hit.end))
        if known is None or hit.rank > known.rank:
            best[hit.begin, hit.end] = hit
    return sorted(best.values(), key=lambda hit: (hit.begin, hit.end))


def combined(hits: Sequence[Hit], distance: int) -> Hit:
    return Hit(
        begin=min(h.begin for h in hits),
        end=max(h.end for h in hits),
        score=min(h.score for h in hits),
        rank=math.prod(h.rank for h in hits) ** (1 / len(hits)) * tightness(distance),
    )


def occurrences(
    plan: Plan, node: Sound, events: Sequence[SoundEvent], weights: Weights
) -> list[Hit]:
    """Most specific first: an event is a result unless a result below it overlaps it."""
    meaning, ontology = plan.meanings[node], plan.ontology
    wanted = [e for e in events if means(e, meaning.label_ids, ontology)]
    factor = weights.of(meaning, sorted({e.label_id for e in wanted}), ontology)
    wanted.sort(key=lambda e: -len(ontology.ancestors(e.label_id)))
    results: dict[int, list[SoundEvent]] = {}
    for at, event in enumerate(wanted):
        inside = [
            other
            for other in results
            if event.label_id in ontology.ancestors(wanted[other].label_id)
            and event.onset_s < wanted[other].offset_s
            and wanted[other].onset_s < event.offset_s
        ]
        for other in inside:
            results[other].append(event)
        if not inside:
            results[at] = [event]
    return sorted(
        (_spoken(wanted[at], told, results, factor) for at, told in results.items()),
        key=lambda hit: (hit.begin, hit.end, -hit.rank),
    )


def _spoken(
    event: SoundEvent,
    told: Sequence[SoundEvent],
    results: Mapping[int, Sequence[SoundEvent]],
    factor: Mapping[LabelId, float],
) -> Hit:
    alone = [e for e in told if sum(e in others for others in results.values()) == 1]
    return Hit(
        begin=us(min(e.onset_s for e in [event, *alone])),
        end=us(max(e.offset_s for e in [event, *alone])),
        score=max(e.score for e in told),
        rank=max(e.score * factor[e.label_id] for e in told),
    )


def means(event: SoundEvent, label_ids: Iterable[str], ontology: Ontology) -> bool:
    return bool(({event.label_id} | ontology.ancestors(event.label_id)) & set(label_ids))


def all_of(parts: Sequence[Sequence[Hit]]) -> list[Hit]:
    found = []
    for anchors in parts:
        for anchor in anchors:
            chosen = [
                anchor
                if part is anchors
                else min(part, key=lambda h: max(gap(anchor, h), 0), default=None)
                for part in parts
            ]
            hits = [hit for hit in chosen if hit is not None]
            if len(hits) == len(parts):
                found.append(combined(hits, gap(*hits)))
    return tidy(found)


def with_(one: Sequence[Hit], other: Sequence[Hit]) -> list[Hit]:
    found = []
    for a, b in itertools.product(one, other):
        first_of_a = next((x for x in other if overlap(a, x)), None)
        first_of_b = next((x for x in one if overlap(x, b)), None)
        if (first_of_a is b) or (first_of_b is a):
            met = combined([a, b], 0)
            found.append(Hit(max(a.begin, b.begin), min(a.end, b.end), met.score, met.rank))
    return tidy(found)


def near(one: Sequence[Hit], other: Sequence[Hit], within: int) -> list[Hit]:
    found = []
    for a, b in itertools.product(one, other):
        apart = abs(a.begin - b.begin)
        closest_of_a = min(other, key=lambda x: abs(a.begin - x.begin))
        closest_of_b = min(one, key=lambda x: abs(b.begin - x.begin))
        if apart <= within and (closest_of_a is b or closest_of_b is a):
            found.append(combined([a, b], apart))
    return tidy(found)


def then(parts: Sequence[Sequence[Hit]], within_s: Sequence[float | None]) -> list[Hit]:
    """Each first that a chain follows; of all chains the one with the earliest next each time."""

    def chains(at: int, hit: Hit) -> list[Hit] | None:
        if at == len(parts) - 1:
            return [hit]
        limit = within_s[at]
        for following in parts[at + 1]:
            apart = following.begin - hit.begin
            if apart > 0 and (limit is None or apart <= us(limit)):
                rest = chains(at + 1, following)
                if rest is not None:
                    return [hit, *rest]
        return None

    found = [chain for chain in (chains(0, hit) for hit in parts[0]) if chain]
    return tidy(
        combined(chain, max(b.begin - a.begin for a, b in itertools.pairwise(chain)))
        for chain in found
    )


def compare(comparison: Comparison, value: int, limit: int) -> bool:
    return {
        Comparison.MORE: value > limit,
        Comparison.AT_LEAST: value >= limit,
        Comparison.LESS: value < limit,
        Comparison.AT_MOST: value <= limit,
        Comparison.EQUAL: value == limit,
    }[comparison]


def placed(node: Placed, hits: Sequence[Hit], duration: int) -> list[Hit]:
    low, high = us(node.start_s), us(node.stop_s) if node.stop_s is not None else 1 << 43
    if node.from_end:
        low, high = max(duration - us(node.start_s), 0), 1 << 43
    cut = [
        Hit(max(h.begin, low), min(h.end, high), h.score, h.rank)
        for h in hits
        if h.begin < high and h.end > low and low < high
    ]
    return sorted(cut, key=lambda hit: (hit.begin, hit.end))


def repeated(node: Repeated, hits: Sequence[Hit]) -> list[Hit]:
    if node.within_s is None:
        enough = bool(hits) and compare(node.comparison, len(hits), node.count)
        return [_run(hits)] if enough else []
    least = node.count + 1 if node.comparison is Comparison.MORE else max(node.count, 1)
    windows = [
        range(at, at + least)
        for at in range(len(hits) - least + 1)
        if hits[at + least - 1].begin - hits[at].begin <= us(node.within_s)
    ]
    runs: list[set[int]] = []
    for window in windows:
        if runs and runs[-1] & set(window):
            runs[-1] |= set(window)
        else:
            runs.append(set(window))
    return [_run([hits[at] for at in sorted(run)]) for run in runs]


def _run(hits: Sequence[Hit]) -> Hit:
    return Hit(
        begin=min(h.begin for h in hits),
        end=max(h.end for h in hits),
        score=sum(h.score for h in hits) / len(hits),
        rank=sum(h.rank for h in hits) / len(hits),
    )
