"""What makes one result rank before another; the formula stands in `SEMANTICS.md`."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from earshot.domain.ids import LabelId
from earshot.labels.ontology import Ontology
from earshot.labels.resolution import MatchKind, Resolution

CLOSENESS = {
    MatchKind.EXACT: 1.0,
    MatchKind.SYNONYM: 0.95,
    MatchKind.INFLECTION: 0.95,
    MatchKind.PART: 0.85,
    MatchKind.CHILD: 0.9,
    MatchKind.TYPO: 0.7,
}
RARITY_SHARE = 0.2
"""How much of the rank the rarity of a label decides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Rarity of each label in the archive, from 0 (in every video) to 1 (in one).

    They are taken once and kept for all pages of a search, so that the order stays.
    """

    rarity: Mapping[LabelId, float] = field(default_factory=dict)

    def of(
        self, meaning: Resolution, heard: Sequence[LabelId], ontology: Ontology
    ) -> dict[LabelId, float]:
        """What the score of each heard label is multiplied by, for one word."""
        return {
            label_id: CLOSENESS[meaning.kind_of(label_id, ontology)]
            * (1.0 - RARITY_SHARE + RARITY_SHARE * self.rarity.get(label_id, 1.0))
            for label_id in heard
            if label_id in meaning.label_ids
            or not ontology.ancestors(label_id).isdisjoint(meaning.label_ids)
        }


def rarity(videos_with: Mapping[LabelId, int], videos: int) -> Weights:
    """Weights from how many of the archive's videos hold each label."""
    if videos <= 1:
        return Weights()
    return Weights(
        rarity={
            label_id: max(0.0, 1.0 - math.log(max(count, 1)) / math.log(videos))
            for label_id, count in videos_with.items()
        }
    )
