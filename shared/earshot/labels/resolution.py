"""What a typed word turned out to mean: labels, how each was found, or why there is none."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from earshot.domain.ids import LabelId
from earshot.labels.ontology import Ontology


class MatchKind(IntEnum):
    """How a word met a label; smaller is closer, and closer ones come first."""

    EXACT = 0
    SYNONYM = 1
    INFLECTION = 2
    PART = 3
    CHILD = 4
    TYPO = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """One label that a word stands for."""

    label_id: LabelId
    kind: MatchKind
    phrase: str
    """The entry of our tables that was met."""
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """A word or phrase as labels. Descendants are meant too, unless it is `exactly` the label."""

    typed: str
    label_ids: tuple[LabelId, ...]
    """Labels to look for, closest first; none lies below another. Empty: see `problem`."""
    matches: tuple[Match, ...]
    """How the labels were found, closest first."""
    unheard: tuple[LabelId, ...] = ()
    """Labels that were meant too but that the bundle cannot hear."""
    nearest: tuple[str, ...] = ()
    """Words to offer instead."""
    problem: str | None = None
    """One sentence when the word finds nothing."""
    exactly: bool = False
    """True for `label:`: descendants do not count."""

    def kind_of(self, label_id: LabelId, ontology: Ontology) -> MatchKind:
        """How a heard label answers the word: by its own match, or as a child."""
        for match in self.matches:
            if match.label_id == label_id:
                return match.kind
        typo = all(match.kind is MatchKind.TYPO for match in self._above(label_id, ontology))
        return MatchKind.TYPO if typo else MatchKind.CHILD

    def reason(self, label_id: LabelId, ontology: Ontology) -> str:
        """Why a heard label answers the word: `Bark — child of dog, typed "puppy"`."""
        name = ontology.names.get(label_id, label_id)
        for match in self.matches:
            if match.label_id == label_id:
                return f'{name} — {_how(match)}, typed "{self.typed}"'
        above = self._above(label_id, ontology)
        if not above:
            return f'{name}, typed "{self.typed}"'
        parent = ontology.names[above[0].label_id]
        return f'{name} — child of {_lower(parent)}, typed "{self.typed}"'

    def _above(self, label_id: LabelId, ontology: Ontology) -> list[Match]:
        ancestors = ontology.ancestors(label_id)
        return [match for match in self.matches if match.label_id in ancestors]


def _how(match: Match) -> str:
    match match.kind:
        case MatchKind.EXACT:
            return "exact"
        case MatchKind.INFLECTION:
            return f'form of "{match.phrase}"'
        case MatchKind.PART:
            return "part of the name"
        case MatchKind.TYPO:
            return f'read as "{match.phrase}"'
        case _:
            return "synonym"


def _lower(name: str) -> str:
    return name[:1].lower() + name[1:]
