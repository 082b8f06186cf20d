"""The seven families at the top of the ontology: what gives a lane its colour."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from enum import StrEnum

from earshot.domain.ids import LabelId
from earshot.labels.ontology import Ontology


class Family(StrEnum):
    """One of AudioSet's topmost groups."""

    HUMAN = "human"
    ANIMAL = "animal"
    MUSIC = "music"
    NATURE = "nature"
    THINGS = "things"
    AMBIGUOUS = "ambiguous"
    BACKGROUND = "background"


_TOPMOST = {
    LabelId("/m/0dgw9r"): Family.HUMAN,
    LabelId("/m/0jbk"): Family.ANIMAL,
    LabelId("/m/04rlf"): Family.MUSIC,
    LabelId("/m/059j3w"): Family.NATURE,
    LabelId("/t/dd00041"): Family.THINGS,
    LabelId("/t/dd00098"): Family.AMBIGUOUS,
    LabelId("/t/dd00123"): Family.BACKGROUND,
}


def family_of(label_id: LabelId, ontology: Ontology) -> Family:
    """The family, by the first parent where there are several; `ambiguous` for unknown labels."""
    here = label_id
    while here in ontology and ontology.parents[here]:
        here = ontology.parents[here][0]
    return _TOPMOST.get(here, Family.AMBIGUOUS)
