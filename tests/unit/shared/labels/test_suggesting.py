"""Suggestions complete the end of a query with words that can be heard."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import pytest

from earshot.labels.ontology import audioset
from earshot.labels.suggesting import Suggestions
from earshot.labels.vocabulary import vocabulary

NAMES = ("Dog", "Bark", "Piano", "Glass", "Shatter", "Electric guitar", "Bass guitar")
WORDS = vocabulary([audioset().ids_by_name[name] for name in NAMES])
SUGGESTIONS = Suggestions(WORDS)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("do", "dog"),
        ("PIA", "piano"),
        ("dog and pia", "dog and piano"),
        ("(dog OR broken gl", "(dog OR broken glass"),
        ("guit", "guitar"),
        ("broken gl", "broken glass"),
    ],
)
def test_the_end_is_completed(typed: str, first: str) -> None:
    assert SUGGESTIONS.complete(typed)[0].text == first


def test_suggestions_are_distinct_limited_and_heard() -> None:
    found = SUGGESTIONS.complete("b", limit=5)
    assert len(found) == 5
    assert len({one.label_id for one in found}) == 5
    assert {one.label_id for one in found} <= WORDS.heard


@pytest.mark.parametrize("typed", ["", "   ", "zzz", "(", '"', "sir"])
def test_nothing_fits(typed: str) -> None:
    assert SUGGESTIONS.complete(typed) == []


def test_inner_words_of_names_are_found_after_beginnings() -> None:
    phrases = [one.phrase for one in SUGGESTIONS.complete("guitar")]
    assert phrases.index("guitar") < phrases.index("electric guitar")
