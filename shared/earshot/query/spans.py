"""Many stretches of many videos as arrays, and what each was made of."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

VIDEO_STRIDE = 1 << 44
"""Microseconds between two videos on the common axis: longer than any video and any window."""
MICRO = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Origin:
    """Where results come from: result i was made of ``values[starts[i]:stops[i]]``."""

    spans: Spans | None
    """The results that the values point into; None: rows of the lanes themselves."""
    values: Ints
    starts: Ints
    stops: Ints

    def take(self, chosen: Ints) -> Origin:
        """The same for some of the results."""
        return replace(self, starts=self.starts[chosen], stops=self.stops[chosen])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Spans:
    """Stretches on one common axis, sorted by begin, then end; shape (result,) each.

    A video's times are moved by its number times `VIDEO_STRIDE`, so that one operation works on
    all videos at once and never joins two of them.
    """

    begin: Ints
    end: Ints
    score: Floats
    rank: Floats
    """Score with the weights of ranking; see `SEMANTICS.md`."""
    origins: tuple[Origin, ...] = ()

    def __len__(self) -> int:
        return len(self.begin)

    @property
    def video(self) -> Ints:
        """Number of each result's video."""
        return self.begin // VIDEO_STRIDE

    def take(self, chosen: Ints | Mask) -> Spans:
        """Some of the results, in the order given."""
        rows: Ints = np.arange(len(self), dtype=np.int64)[chosen]
        return Spans(
            begin=self.begin[rows],
            end=self.end[rows],
            score=self.score[rows],
            rank=self.rank[rows],
            origins=tuple(origin.take(rows) for origin in self.origins),
        )

    def in_order(self) -> Spans:
        """Sorted by begin, then end, then as they came."""
        if rising(self.begin):
            return self
        return self.take(np.lexsort((self.end, self.begin)))

    def best_of_equals_first(self) -> Spans:
        """Sorted by begin, then end, then rank."""
        if rising(self.begin):
            return self
        return self.take(np.lexsort((-self.rank, self.end, self.begin)))

    def rows_of(self, result: int) -> list[int]:
        """The rows of the lanes that a result was made of, each once, in no special order."""
        rows: set[int] = set()
        for origin in self.origins:
            values = origin.values[origin.starts[result] : origin.stops[result]]
            if origin.spans is None:
                rows.update(int(value) for value in values)
            else:
                for value in values:
                    rows.update(origin.spans.rows_of(int(value)))
        return sorted(rows)


def nothing() -> Spans:
    """No results."""
    none = np.zeros(0, dtype=np.int64)
    return Spans(begin=none, end=none, score=np.zeros(0), rank=np.zeros(0))


def one_each(spans: Spans, values: Ints) -> Origin:
    """Each result was made of one of these."""
    places = np.arange(len(values), dtype=np.int64)
    return Origin(spans=spans, values=values, starts=places, stops=places + 1)


def joined(parts: Sequence[Spans]) -> Spans:
    """All results of several parts, in order."""
    sizes = [len(part) for part in parts]
    before = np.cumsum([0, *sizes])
    origins = []
    for at, part in enumerate(parts):
        starts = np.zeros(int(before[-1]), dtype=np.int64)
        stops = starts.copy()
        places = np.arange(sizes[at], dtype=np.int64)
        starts[before[at] : before[at + 1]] = places
        stops[before[at] : before[at + 1]] = places + 1
        origins.append(Origin(spans=part, values=places, starts=starts, stops=stops))
    return Spans(
        begin=np.concatenate([part.begin for part in parts]),
        end=np.concatenate([part.end for part in parts]),
        score=np.concatenate([part.score for part in parts]),
        rank=np.concatenate([part.rank for part in parts]),
        origins=tuple(origins),
    ).in_order()


def without_doubles(spans: Spans) -> Spans:
    """Of results with the same stretch the one that ranks best, then the first."""
    if rising(spans.begin):
        return spans
    order = np.lexsort((-spans.rank, spans.end, spans.begin))
    begin, end = spans.begin[order], spans.end[order]
    fresh = np.ones(len(order), dtype=np.bool_)
    fresh[1:] = (begin[1:] != begin[:-1]) | (end[1:] != end[:-1])
    return spans.take(order[fresh])


def rising(values: Ints) -> bool:
    """True when sorted without equals: then there is nothing to sort and nothing double."""
    return bool(np.all(values[1:] > values[:-1]))


def spread(starts: Ints, stops: Ints) -> tuple[Ints, Ints]:
    """Pairs (i, j) with j in ``starts[i]:stops[i]``, in order, as two arrays."""
    counts = np.maximum(stops - starts, 0)
    left = np.repeat(np.arange(len(counts), dtype=np.int64), counts)
    first = np.cumsum(counts) - counts
    right = np.arange(len(left), dtype=np.int64) - np.repeat(first - starts, counts)
    return left, right
