"""Relations in time between results, each a few sorts and binary searches over arrays.

Nothing here compares all with all: every result is paired with one partner, so time and memory
grow with the number of results, not with its square.
"""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from earshot.query.spans import (
    MICRO,
    VIDEO_STRIDE,
    Floats,
    Ints,
    Spans,
    joined,
    nothing,
    one_each,
    without_doubles,
)

NO_PARTNER = -1
TIGHT_S = 10.0
"""A gap of this length halves the rank."""


def tightness(gap: Ints) -> Floats:
    """1 for what is together, 1/2 at ten seconds, 1/7 at a minute."""
    return 1.0 / (1.0 + np.maximum(gap, 0) / (TIGHT_S * MICRO))


def overlapping(one: Spans, other: Spans) -> Ints:
    """For each of one the first of the other that sounds at the same time; -1 where none does.

    With the ends' running maximum the first that ends after a begin is found by bisection, even
    where results are nested.
    """
    if not len(other):
        return np.full(len(one), NO_PARTNER, dtype=np.int64)
    reach = np.maximum.accumulate(other.end)
    first = np.searchsorted(reach, one.begin, side="right")
    found = np.minimum(first, len(other) - 1)
    holds = (first < len(other)) & (other.begin[found] < one.end)
    return np.where(holds, found, NO_PARTNER)


def nearest(one: Spans, other: Spans) -> Ints:
    """For each of one the other with the smallest gap in the same video; the first of equals."""
    if not len(other):
        return np.full(len(one), NO_PARTNER, dtype=np.int64)
    reach = np.maximum.accumulate(other.end)
    touching = np.minimum(np.searchsorted(reach, one.begin, side="left"), len(other) - 1)
    touches = (reach[touching] >= one.begin) & (other.begin[touching] <= one.end)
    # Before: the greatest end at or before the begin; the first result that reaches it.
    by_end = np.lexsort((np.arange(len(other)), other.end))
    ends = other.end[by_end]
    last = np.searchsorted(ends, one.begin, side="right") - 1
    before = by_end[np.searchsorted(ends, ends[np.maximum(last, 0)], side="left")]
    after = np.searchsorted(other.begin, one.end, side="left")
    follower = np.minimum(after, len(other) - 1)
    far = np.iinfo(np.int64).max
    gap_before = np.where(last >= 0, one.begin - other.end[before], far)
    gap_after = np.where(after < len(other), other.begin[follower] - one.end, far)
    gap_before = np.where(other.video[before] == one.video, gap_before, far)
    gap_after = np.where(other.video[follower] == one.video, gap_after, far)
    chosen = np.where(gap_before <= gap_after, before, follower)
    chosen = np.where(np.minimum(gap_before, gap_after) < far, chosen, NO_PARTNER)
    return np.where(touches, touching, chosen)


def all_of(parts: Sequence[Spans]) -> Spans:
    """Each result of each part with the nearest of every other part."""
    made = []
    for at, anchor in enumerate(parts):
        partners = [
            np.arange(len(anchor), dtype=np.int64) if other == at else nearest(anchor, part)
            for other, part in enumerate(parts)
        ]
        whole = np.all([partner != NO_PARTNER for partner in partners], axis=0)
        made.append([partner[whole] for partner in partners])
    columns = [np.concatenate(column) for column in zip(*made, strict=True)]
    return _combined(parts, columns, gap=_gap(parts, columns))


def with_(one: Spans, other: Spans) -> Spans:
    """Each with the first of the other that sounds at the same time; the common stretch."""
    left, right = _either_way(overlapping(one, other), overlapping(other, one))
    return _combined([one, other], [left, right], common=True)


def near(one: Spans, other: Spans, within: int) -> Spans:
    """Each with the other whose begin is closest, where that is close enough."""
    left, right = _either_way(_closest_begin(one, other), _closest_begin(other, one))
    apart = np.abs(one.begin[left] - other.begin[right])
    close = apart <= within
    left, right = left[close], right[close]
    return _combined([one, other], [left, right], gap=apart[close])


def then(parts: Sequence[Spans], within: Sequence[int | None]) -> Spans:
    """A chain: each first that a chain follows, with the earliest next at every step."""
    rest = parts[-1]
    chosen = [np.arange(len(rest), dtype=np.int64)]
    # From the end: what may come next is only what the rest of the chain can follow.
    alive = chosen[0]
    for step in range(len(parts) - 2, -1, -1):
        part, following = parts[step], parts[step + 1]
        begins = following.begin[alive]
        place = np.searchsorted(begins, part.begin, side="right")
        there = np.minimum(place, max(len(begins) - 1, 0))
        limit = within[step]
        if not len(begins):
            return nothing()
        apart = begins[there] - part.begin
        holds = (place < len(begins)) & (begins[there] // VIDEO_STRIDE == part.video)
        if limit is not None:
            holds &= apart <= limit
        starting = np.flatnonzero(holds)
        chosen = [starting, *(column[there[starting]] for column in chosen)]
        alive = starting
    starts = [part.begin[column] for part, column in zip(parts, chosen, strict=True)]
    steps = [later - sooner for sooner, later in pairwise(starts)]
    return _combined(parts, chosen, gap=np.max(steps, axis=0))


def without(wanted: Spans, unwanted: Spans) -> Spans:
    """The wanted that nothing unwanted overlaps."""
    return wanted.take(overlapping(wanted, unwanted) == NO_PARTNER)


def any_of(parts: Sequence[Spans]) -> Spans:
    """All of all parts; a stretch that several answer counts once."""
    return without_doubles(joined(parts))


def _either_way(right_of_left: Ints, left_of_right: Ints) -> tuple[Ints, Ints]:
    """Pairs found from either side; those found from both once."""
    left = np.flatnonzero(right_of_left != NO_PARTNER)
    right = np.flatnonzero(left_of_right != NO_PARTNER)
    right = right[right_of_left[left_of_right[right]] != right]
    return (
        np.concatenate([left, left_of_right[right]]),
        np.concatenate([right_of_left[left], right]),
    )


def _closest_begin(one: Spans, other: Spans) -> Ints:
    """The other that begins closest in the same video; the first of equals; -1 for none."""
    if not len(other):
        return np.full(len(one), NO_PARTNER, dtype=np.int64)
    after = np.minimum(np.searchsorted(other.begin, one.begin, side="left"), len(other) - 1)
    last = np.maximum(np.searchsorted(other.begin, one.begin, side="left") - 1, 0)
    # The first of those that begin together with the last one before.
    before = np.searchsorted(other.begin, other.begin[last], side="left")
    far = np.iinfo(np.int64).max
    apart = [
        np.where(other.video[at] == one.video, np.abs(other.begin[at] - one.begin), far)
        for at in (before, after)
    ]
    chosen = np.where(apart[0] <= apart[1], before, after)
    return np.where(np.minimum(*apart) < far, chosen, NO_PARTNER)


def _gap(parts: Sequence[Spans], columns: Sequence[Ints]) -> Ints:
    """Silence between the latest begin and the earliest end; negative where all overlap."""
    latest = np.max([part.begin[at] for part, at in zip(parts, columns, strict=True)], axis=0)
    earliest = np.min([part.end[at] for part, at in zip(parts, columns, strict=True)], axis=0)
    gap: Ints = latest - earliest
    return gap


def _combined(
    parts: Sequence[Spans],
    columns: Sequence[Ints],
    *,
    gap: Ints | None = None,
    common: bool = False,
) -> Spans:
    """Results made of one of each part: least score, mean rank by tightness; hull or `common`."""
    picked = list(zip(parts, columns, strict=True))
    begins = [part.begin[at] for part, at in picked]
    ends = [part.end[at] for part, at in picked]
    ranks = np.prod([part.rank[at] for part, at in picked], axis=0) ** (1.0 / len(parts))
    spans = Spans(
        begin=np.max(begins, axis=0) if common else np.min(begins, axis=0),
        end=np.min(ends, axis=0) if common else np.max(ends, axis=0),
        score=np.min([part.score[at] for part, at in picked], axis=0),
        rank=ranks if gap is None else ranks * tightness(gap),
        origins=tuple(one_each(part, at) for part, at in picked),
    )
    return without_doubles(spans) if len(spans) else nothing()
