"""Rarity of labels for ranking: read from the index now and then, frozen into cursors."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import time
from collections.abc import Sequence
from threading import Lock

from earshot.domain.ids import LabelId
from earshot.domain.levels import Level
from earshot.errors import BadRequest
from earshot.ports.index import IndexReader
from earshot.query.plan import Plan
from earshot.query.ranking import Weights, rarity

_FRESH_S = 30.0
_THOUSAND = 1000


class RankingWeights:
    """Counting all labels is the dearest part of a search, and counts change slowly."""

    def __init__(self, index: IndexReader) -> None:
        self._index = index
        self._lock = Lock()
        self._known: dict[Level, tuple[float, Weights]] = {}

    def frozen(self, plan: Plan, level: Level) -> tuple[int, ...]:
        """The rarity of every label that can answer, in thousandths."""
        now = self._now(level).rarity
        return tuple(round(now.get(label_id, 1.0) * _THOUSAND) for label_id in _labels_of(plan))

    def thawed(self, plan: Plan, frozen: Sequence[int]) -> Weights:
        """The weights that a cursor carries."""
        labels = _labels_of(plan)
        if len(frozen) != len(labels):
            raise BadRequest("the cursor is from another Earshot; start again without one")
        pairs = zip(labels, frozen, strict=True)
        return Weights(rarity={label_id: rare / _THOUSAND for label_id, rare in pairs})

    def _now(self, level: Level) -> Weights:
        with self._lock:
            known = self._known.get(level)
            now_s = time.monotonic()
            if known is None or now_s - known[0] > _FRESH_S:
                counts = self._index.label_counts(level)
                videos = {label_id: count.videos for label_id, count in counts.items()}
                known = (now_s, rarity(videos, self._index.counts().videos))
                self._known[level] = known
            return known[1]


def _labels_of(plan: Plan) -> list[LabelId]:
    below = (plan.ontology.descendants(label_id) for label_id in plan.label_ids)
    return sorted(frozenset(plan.label_ids).union(*below) & plan.labels | set(plan.label_ids))
