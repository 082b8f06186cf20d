"""Words become labels: exact before synonym before part before typo, and honest refusals."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import pytest

from earshot.domain.ids import LabelId
from earshot.labels.ontology import audioset
from earshot.labels.resolution import MatchKind, Resolution
from earshot.labels.vocabulary import Vocabulary, vocabulary

ALL = [label_id for label_id in audioset() if label_id not in audioset().abstract]


def _ids(*names: str) -> set[LabelId]:
    return {audioset().ids_by_name[name] for name in names}


def _names(resolution: Resolution) -> set[str]:
    return {audioset().names[label_id] for label_id in resolution.label_ids}


@pytest.fixture(scope="module")
def words() -> Vocabulary:
    return vocabulary(ALL)


@pytest.mark.parametrize(
    ("typed", "names", "kind"),
    [
        ("Dog", {"Dog"}, MatchKind.EXACT),
        ("footsteps", {"Walk, footsteps"}, MatchKind.EXACT),
        ("/M/0bt9lr", set(), None),
        ("puppy", {"Dog"}, MatchKind.SYNONYM),
        ("WOOF!", {"Bark", "Bow-wow"}, MatchKind.SYNONYM),
        ("glass breaking", {"Shatter"}, MatchKind.SYNONYM),
        ("breaking of the glass", {"Shatter"}, MatchKind.INFLECTION),
        ("door bells", {"Doorbell"}, MatchKind.INFLECTION),
        ("string instrument plucked", {"Plucked string instrument"}, MatchKind.INFLECTION),
        ("overhead", set(), None),
        ("windows", {"Power windows, electric windows"}, MatchKind.PART),
        ("snroing", {"Snoring"}, MatchKind.TYPO),
        ("cta", {"Cat"}, MatchKind.TYPO),
        ("animal", {"Animal"}, MatchKind.EXACT),
    ],
)
def test_words_find_their_labels(
    words: Vocabulary, typed: str, names: set[str], kind: MatchKind | None
) -> None:
    found = words.resolve(typed)
    assert _names(found) == names
    assert (found.problem is None) == bool(names)
    if kind is not None:
        assert found.matches[0].kind is kind


@pytest.mark.parametrize("typed", ["bat", "table", "xy", "", "?!", "z" * 5000, "blorf"])
def test_nothing_is_made_up_for_words_without_a_sound(words: Vocabulary, typed: str) -> None:
    found = words.resolve(typed)
    assert found.label_ids == ()
    assert found.problem is not None


def test_a_word_that_the_bundle_cannot_hear_is_told_apart_from_an_unknown_one() -> None:
    few = vocabulary(_ids("Dog", "Bark"))
    found = few.resolve("yapping")
    assert found.label_ids == ()
    assert found.unheard == tuple(_ids("Yip"))
    assert found.nearest[0] == "Dog"
    assert found.problem == (
        'this model cannot hear "yapping" (Yip); the nearest it can hear: Dog, Bark'
    )


def test_an_ancestor_is_heard_when_something_below_it_is() -> None:
    assert _names(vocabulary(_ids("Bark")).resolve("animals")) == {"Animal"}
    assert vocabulary(_ids("Rain")).resolve("animals").label_ids == ()


def test_a_typo_is_only_read_as_a_word_that_can_be_heard() -> None:
    assert vocabulary(_ids("Rain")).resolve("snroing").label_ids == ()


def test_labels_below_other_labels_of_the_same_word_are_not_searched_twice(
    words: Vocabulary,
) -> None:
    found = words.resolve("wolf")
    ids = set(found.label_ids)
    assert ids
    assert not any(audioset().ancestors(label_id) & ids for label_id in ids)


def test_reasons_name_the_label_the_kind_and_what_was_typed(words: Vocabulary) -> None:
    (bark,) = _ids("Bark")
    (dog,) = _ids("Dog")
    ontology = words.ontology
    assert words.resolve("puppy").reason(bark, ontology) == 'Bark — child of dog, typed "puppy"'
    assert words.resolve("puppy").reason(dog, ontology) == 'Dog — synonym, typed "puppy"'
    assert words.resolve("dog").reason(dog, ontology) == 'Dog — exact, typed "dog"'
    assert words.resolve("dgo").reason(dog, ontology) == 'Dog — read as "Dog", typed "dgo"'
    assert words.resolve("puppy").kind_of(bark, ontology) is MatchKind.CHILD
    assert words.resolve("dgo").kind_of(bark, ontology) is MatchKind.TYPO


def test_exactly_takes_an_id_or_a_name_and_nothing_looser(words: Vocabulary) -> None:
    (shatter,) = _ids("Shatter")
    assert words.resolve_exactly(shatter).label_ids == (shatter,)
    assert words.resolve_exactly("shatter").label_ids == (shatter,)
    assert words.resolve_exactly("shater").label_ids == ()
