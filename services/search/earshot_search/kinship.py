"""Who lies above whom, remembered: searches ask this thousands of times."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Collection

from earshot.domain.ids import LabelId
from earshot.labels.ontology import Ontology


class Kinship:
    """The ontology's ancestors by label, each walked once."""

    def __init__(self, ontology: Ontology) -> None:
        self._ontology = ontology
        self._above: dict[LabelId, frozenset[LabelId]] = {}

    def above(self, label_id: LabelId) -> frozenset[LabelId]:
        """All labels above, without the label itself."""
        found = self._above.get(label_id)
        if found is None:
            found = self._above[label_id] = self._ontology.ancestors(label_id)
        return found

    def akin(self, one: LabelId, other: LabelId) -> bool:
        """True for the same label, or when one lies above the other."""
        return one == other or other in self.above(one) or one in self.above(other)

    def is_any(self, label_id: LabelId, others: Collection[LabelId]) -> bool:
        """True when the label is one of the others or lies below one."""
        return label_id in others or not self.above(label_id).isdisjoint(others)
