"""Every label has a family, and the expected one."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import pytest

from earshot.domain.ids import LabelId
from earshot.labels.families import Family, family_of
from earshot.labels.ontology import audioset


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("Bark", Family.ANIMAL),
        ("Speech", Family.HUMAN),
        ("Rain", Family.NATURE),
        ("Guitar", Family.MUSIC),
        ("Siren", Family.THINGS),
        ("Music", Family.MUSIC),
    ],
)
def test_sounds_belong_to_their_family(name: str, family: Family) -> None:
    ontology = audioset()
    assert family_of(ontology.ids_by_name[name], ontology) is family


def test_a_label_that_nobody_knows_is_ambiguous() -> None:
    assert family_of(LabelId("/m/unknown"), audioset()) is Family.AMBIGUOUS


def test_every_family_has_labels() -> None:
    ontology = audioset()
    assert {family_of(label_id, ontology) for label_id in ontology} == set(Family)
