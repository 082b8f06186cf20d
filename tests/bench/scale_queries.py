"""The queries of the scale benchmark, drawn once from what the archive holds."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from earshot.domain.ids import LabelId
from earshot.domain.levels import Level
from earshot.labels.ontology import audioset
from earshot_search.counting import Thoroughness
from earshot_search.searching import SearchRequest
from earshot_search.use_cases import UseCases
from tests.bench.composed import HeardRecordings

DEEP = 20


def two_frequent(heard: HeardRecordings) -> tuple[LabelId, LabelId]:
    """The two labels that most recordings hold, neither above the other."""
    ontology = audioset()
    ranked = [label for label, _ in heard.frequent()]
    first = ranked[0]
    related = ontology.ancestors(first) | ontology.descendants(first)
    return first, next(label for label in ranked[1:] if label not in related)


def requests(heard: HeardRecordings, count: int) -> dict[str, list[SearchRequest]]:
    """Requests of each kind: labels as often as they are heard, so frequent ones come often."""
    random = np.random.default_rng(3)
    ontology = audioset()
    ranked = heard.frequent()
    weights = np.array([found for _, found in ranked], dtype=np.float64)
    drawn = random.choice(len(ranked), size=(count, 2), p=weights / weights.sum())
    word = {one: f'"{ontology.names[one]}"' for one in ontology}
    pairs = [(word[ranked[int(a)][0]], word[ranked[int(b)][0]]) for a, b in drawn]
    above = sorted({up for label, _ in ranked for up in ontology.ancestors(label)})
    first, second = (word[label] for label in two_frequent(heard))
    one = [_page(a) for a, _ in pairs]
    related = {
        "AND": f"{first} AND {second}",
        "NOT": f"{first} NOT {second}",
        "WITH": f"{first} WITH {second}",
        "THEN": f"{first} THEN {second} WITHIN 10s",
        "NEAR": f"{first} NEAR {second} WITHIN 30s",
        "COUNT": f"{first} COUNT >= 3 WITHIN 60s",
    }
    return {
        "one label": one,
        "one ancestor": [
            _page(word[above[int(at)]]) for at in random.integers(len(above), size=count)
        ],
        "one label, level sure": [replace(asked, level=Level.SURE) for asked in one],
        "two labels in one video": [_page(f"{a} {b}") for a, b in pairs],
        **{f"{name}, two frequent": [_page(text)] * count for name, text in related.items()},
        "one label, with counts": [replace(asked, counts=Thoroughness.QUICK) for asked in one],
    }


def deep_page(heard: HeardRecordings, use_cases: UseCases, count: int) -> list[SearchRequest]:
    """The twentieth page of the most frequent label."""
    word = f'"{audioset().names[two_frequent(heard)[0]]}"'
    asked = _page(word)
    for _ in range(DEEP - 1):
        asked = replace(asked, cursor=use_cases.searching.search(asked).next or asked.cursor)
    return [asked] * count


def asking(use_cases: UseCases, request: SearchRequest) -> Callable[[], object]:
    """The whole search, from the typed words to moments."""
    return lambda: use_cases.searching.search(request)


def _page(text: str) -> SearchRequest:
    return SearchRequest(query=text, counts=Thoroughness.NONE)
