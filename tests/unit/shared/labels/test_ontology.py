"""The shipped ontology is AudioSet's, and its kinship can be walked both ways."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path

import pytest

from earshot.domain.ids import LabelId
from earshot.labels.derive import derive
from earshot.labels.ontology import audioset

SHARED = Path(__file__).resolve().parents[5] / "shared" / "data" / "audioset"


def _id(name: str) -> LabelId:
    return audioset().ids_by_name[name]


def test_ancestors_and_descendants_of_a_bark() -> None:
    ontology = audioset()
    above = {ontology.names[label_id] for label_id in ontology.ancestors(_id("Bark"))}
    assert above == {"Dog", "Domestic animals, pets", "Animal"}
    assert _id("Bark") in ontology.descendants(_id("Animal"))
    assert ontology.is_a(_id("Bark"), _id("Dog"))
    assert not ontology.is_a(_id("Dog"), _id("Bark"))


def test_a_label_may_have_several_parents() -> None:
    parents = {audioset().names[parent] for parent in audioset().parents[_id("Growling")]}
    assert {"Dog", "Cat"} < parents


def test_every_parent_is_a_label_and_no_label_is_its_own_ancestor() -> None:
    ontology = audioset()
    assert len(ontology) == 632
    for label_id in ontology:
        assert all(parent in ontology for parent in ontology.parents[label_id])
        assert label_id not in ontology.ancestors(label_id)


def test_unknown_labels_have_no_kin() -> None:
    assert audioset().ancestors(LabelId("/m/nothing")) == frozenset()


def test_the_table_carries_its_attribution() -> None:
    text = resources.files("earshot.labels").joinpath("ontology.csv").read_text("utf-8")
    assert text.startswith("# ")
    assert "CC BY-SA 4.0" in text.splitlines()[0]


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/data/audioset is not here")
def test_the_table_is_what_the_command_derives() -> None:
    source = (SHARED / "ontology.json").read_text("utf-8")
    shipped = resources.files("earshot.labels").joinpath("ontology.csv").read_text("utf-8")
    assert derive(source) == shipped
    assert len(json.loads(source)) == len(audioset())
