"""Choices by length, place and number of repetitions."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from earshot.query.spans import VIDEO_STRIDE, Ints, Mask, Origin, Spans, nothing
from earshot.query.tree import Comparison

_COMPARE: dict[Comparison, Callable[[Ints, int], Mask]] = {
    Comparison.MORE: np.greater,
    Comparison.AT_LEAST: np.greater_equal,
    Comparison.LESS: np.less,
    Comparison.AT_MOST: np.less_equal,
    Comparison.EQUAL: np.equal,
}


def lasting(spans: Spans, comparison: Comparison, length: int) -> Spans:
    """Results of a certain length."""
    return spans.take(_COMPARE[comparison](spans.end - spans.begin, length))


def placed(spans: Spans, begin: Ints, end: Ints) -> Spans:
    """What sounds inside a stretch of its video, cut to it; bounds are given for each result."""
    shift = spans.video * VIDEO_STRIDE
    lowest, highest = begin + shift, end + shift
    inside = (spans.begin < highest) & (spans.end > lowest) & (lowest < highest)
    kept = spans.take(inside)
    cut = Spans(
        begin=np.maximum(kept.begin, lowest[inside]),
        end=np.minimum(kept.end, highest[inside]),
        score=kept.score,
        rank=kept.rank,
        origins=kept.origins,
    )
    return cut.in_order()


def repeated(spans: Spans, comparison: Comparison, count: int, within: int | None) -> Spans:
    """Runs with enough results that begin within a time; or whole videos by their number."""
    if within is None:
        return _by_video(spans, comparison, count)
    least = count + 1 if comparison is Comparison.MORE else max(count, 1)
    return _runs(spans, least, within)


def _by_video(spans: Spans, comparison: Comparison, count: int) -> Spans:
    video = spans.video
    starts = np.flatnonzero(np.diff(video, prepend=-1))
    stops = np.append(starts[1:], len(spans))
    fits = _COMPARE[comparison](stops - starts, count)
    return _grouped(spans, starts[fits], stops[fits])


def _runs(spans: Spans, least: int, within: int) -> Spans:
    """Windows of `least` results that share results join to one run::

    begins   |  | |      |    |        least 3
    windows  [----]
                [--------]
    run      [-----------]
    """
    total = len(spans)
    if total < least:
        return nothing()
    last = spans.begin[least - 1 :]
    window = last - spans.begin[: total - least + 1] <= within
    # links[i]: some window holds both result i - 1 and result i.
    change = np.zeros(total + 1, dtype=np.int64)
    held = np.zeros(total + 1, dtype=np.int64)
    at = np.flatnonzero(window)
    np.add.at(change, at + 1, 1)
    np.add.at(change, at + least, -1)
    np.add.at(held, at, 1)
    np.add.at(held, at + least, -1)
    linked = np.cumsum(change)[:total] > 0
    inside = np.cumsum(held)[:total] > 0
    starts = np.flatnonzero(inside & ~linked)
    is_last = inside & ~np.append(linked[1:], False)
    return _grouped(spans, starts, np.flatnonzero(is_last) + 1)


def _grouped(spans: Spans, starts: Ints, stops: Ints) -> Spans:
    """One result a group of neighbours: hull, mean score and rank."""
    if not len(starts):
        return nothing()
    sizes = stops - starts
    # A bound past the last result needs something to stand on; it is never the greatest.
    ends = np.append(spans.end, np.iinfo(np.int64).min)
    bounds = np.stack([starts, stops], axis=1).ravel()
    reach = np.maximum.reduceat(ends, bounds)[::2]
    scores = np.concatenate([[0.0], np.cumsum(spans.score)])
    ranks = np.concatenate([[0.0], np.cumsum(spans.rank)])
    values = np.arange(len(spans), dtype=np.int64)
    return Spans(
        begin=spans.begin[starts],
        end=reach,
        score=(scores[stops] - scores[starts]) / sizes,
        rank=(ranks[stops] - ranks[starts]) / sizes,
        origins=(Origin(spans=spans, values=values, starts=starts, stops=stops),),
    )
