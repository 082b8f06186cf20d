"""The events of one word as results: nested labels of the same sound count once.

One bark is often heard as Bark, as Dog and as Animal. The most specific event speaks for those
above it; it takes their stretch when it is the only one inside, and the best of their scores::

    Animal    [=========]               [==============]
    Dog          [====]
    Bark         [==]                    [==]     [==]
    results   [=========]                [==]     [==]
"""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from earshot.domain.ids import LabelId
from earshot.labels.ontology import Ontology
from earshot.query.spans import Floats, Ints, Origin, Spans, nothing, spread


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rows:
    """Events of one word in many videos, sorted by begin, then end."""

    begin: Ints
    end: Ints
    score: Floats
    heard: Ints
    """Which label, by number."""
    row: Ints
    """Where each stands in the lanes."""

    def take(self, chosen: Ints | NDArray[np.bool_]) -> Rows:
        """Some of them."""
        return Rows(
            begin=self.begin[chosen],
            end=self.end[chosen],
            score=self.score[chosen],
            heard=self.heard[chosen],
            row=self.row[chosen],
        )


def occurrences(
    rows: Rows,
    heard_labels: tuple[LabelId, ...],
    weights: Mapping[LabelId, float],
    ontology: Ontology,
) -> Spans:
    """Results of one word; `weights` turns the score of each label into rank."""
    if not len(rows.begin):
        return nothing()
    present = [int(number) for number in np.unique(rows.heard)]
    names = {number: heard_labels[number] for number in present}
    factor = np.zeros(len(heard_labels))
    factor[present] = [weights.get(names[number], 1.0) for number in present]
    above = {number: ontology.ancestors(names[number]) for number in present}
    # A label has more ancestors than any label above it, so the most specific come first.
    below = {
        number: [other for other in present if names[number] in above[other]]
        for number in sorted(present, key=lambda number: -len(above[number]))
    }
    return _merged(rows, rows.score * factor[rows.heard], below)


def _merged(rows: Rows, rank: Floats, lower: Mapping[int, list[int]]) -> Spans:
    if not any(lower.values()):
        own = Origin(
            spans=None, values=rows.row, starts=np.arange(len(rank)), stops=1 + np.arange(len(rank))
        )
        made = Spans(begin=rows.begin, end=rows.end, score=rows.score, rank=rank, origins=(own,))
        return made.best_of_equals_first()
    is_leaf, above, below = _nesting(rows, lower)
    begin, end = rows.begin.copy(), rows.end.copy()
    score, best = rows.score.copy(), rank.copy()
    np.maximum.at(score, below, rows.score[above])
    np.maximum.at(best, below, rank[above])
    alone = np.bincount(above, minlength=len(begin))[above] == 1
    np.minimum.at(begin, below[alone], rows.begin[above[alone]])
    np.maximum.at(end, below[alone], rows.end[above[alone]])
    leaves = np.flatnonzero(is_leaf)
    owner = np.concatenate([leaves, below])
    values = np.concatenate([rows.row[leaves], rows.row[above]])
    order = np.argsort(owner, kind="stable")
    owner, values = owner[order], values[order]
    starts = np.searchsorted(owner, leaves, side="left")
    stops = np.searchsorted(owner, leaves, side="right")
    made = Spans(
        begin=begin[leaves],
        end=end[leaves],
        score=score[leaves],
        rank=best[leaves],
        origins=(Origin(spans=None, values=values, starts=starts, stops=stops),),
    )
    return made.best_of_equals_first()


def _nesting(rows: Rows, lower: Mapping[int, list[int]]) -> tuple[NDArray[np.bool_], Ints, Ints]:
    """Which events speak for themselves, and the pairs (above, below) of the others with those.

    Events of one label hardly overlap each other, so the pairs are about as many as the events.
    """
    speaks = np.ones(len(rows.begin), dtype=np.bool_)
    above, below = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    for number, others in lower.items():
        if not others:
            continue
        wide = np.flatnonzero(rows.heard == number)
        narrow = np.flatnonzero(np.isin(rows.heard, others) & speaks)
        reach = np.maximum.accumulate(rows.end[wide])
        starts = np.searchsorted(reach, rows.begin[narrow], side="right")
        stops = np.searchsorted(rows.begin[wide], rows.end[narrow], side="left")
        inner, outer = spread(starts, stops)
        overlaps = rows.end[wide[outer]] > rows.begin[narrow[inner]]
        above.append(wide[outer[overlaps]])
        below.append(narrow[inner[overlaps]])
        speaks[above[-1]] = False
    return speaks, np.concatenate(above), np.concatenate(below)
