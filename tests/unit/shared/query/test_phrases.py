"""A plain list of words is split into the phrases that people mean."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import pytest

from earshot.labels.ontology import audioset
from earshot.labels.vocabulary import vocabulary
from earshot.query.phrases import read_words

WORDS = vocabulary([label_id for label_id in audioset() if label_id not in audioset().abstract])


@pytest.mark.parametrize(
    ("typed", "phrases"),
    [
        ("dog", ["dog"]),
        ("baby cry dog", ["baby cry", "dog"]),
        ("glass breaking", ["glass breaking"]),
        ("the dog barking and the siren", ["dog barking", "siren"]),
        ("car car alarm", ["car", "car alarm"]),
        ("drum and bass", ["drum and bass"]),
        ("a capella", ["a capella"]),
        ("sound of rain", ["rain"]),
        ("glas breaking dog", ["glas breaking", "dog"]),
        ("dog blorf", ["dog", "blorf"]),
        ("two dogs, small cat", ["dogs,", "cat"]),
        ("the", ["the"]),
        ("", []),
        ("...", []),
    ],
)
def test_longest_phrase_first(typed: str, phrases: list[str]) -> None:
    assert [word.typed for word in read_words(typed, WORDS)] == phrases


def test_what_is_not_known_says_so() -> None:
    known, unknown = read_words("dog blorf", WORDS)
    assert known.problem is None
    assert unknown.problem is not None
