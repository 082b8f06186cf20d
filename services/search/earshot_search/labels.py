"""The use-case of asking what can be heard, how well, and how often it was."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from dataclasses import dataclass

from earshot.domain.levels import Level
from earshot.labels.families import Family
from earshot.ports.index import IndexReader, LabelCount
from earshot.ports.names import fold, has_words
from earshot_search.audible import AudibleLabels, HeardLabel

_NEVER = LabelCount(videos=0, events=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldLabel:
    """A label with how often it was heard at a level."""

    heard: HeardLabel
    count: LabelCount
    family: Family


class Labels:
    """Tells the labels of the bundles."""

    def __init__(self, *, index: IndexReader, audible: AudibleLabels) -> None:
        self._index = index
        self._audible = audible

    def told(self, prefix: str = "", level: Level = Level.BALANCED) -> list[ToldLabel]:
        """Labels whose name has a word that begins so (all where empty), by name."""
        asked = fold(prefix)
        if prefix.strip() and not asked:
            return []
        chosen = [
            heard for heard in self._audible.labels().values() if has_words(fold(heard.name), asked)
        ]
        counts = self._index.label_counts(level) if chosen else {}
        return [
            ToldLabel(
                heard=heard,
                count=counts.get(heard.label_id, _NEVER),
                family=self._audible.family(heard.label_id),
            )
            for heard in sorted(chosen, key=lambda heard: (heard.name.casefold(), heard.label_id))
        ]
