"""Slips of the finger: the word that was meant, and words to offer when none was."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import resources

from earshot.labels.folding import fold
from earshot.labels.lexicon import Entry, lexicon

_SHORT, _MIDDLE, _LONG = 3, 5, 9
_ENOUGH_ALIKE = 65.0
_OFFERS = 3


def typo_of(folded: str, wanted: Callable[[Entry], bool]) -> list[Entry] | None:
    """The entries of the one known phrase that the text is a slip of, if there is one.

    Up to three letters: two swapped. Four and five: one slip, same first letter. Up to eight: one
    slip. More: two. So `bat` is not read as `cat`, nor `park` as `bark`.
    """
    # Imported where it is used: most words need no second guess.
    from rapidfuzz import process  # noqa: PLC0415 - see above
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - see above

    allowed = 2 if len(folded) >= _LONG else 1
    choices = _phrases()
    near = process.extract(
        folded, choices.keys(), scorer=OSA.distance, score_cutoff=allowed, limit=20
    )

    def unlikeliness(found: tuple[str, float, object]) -> tuple[float, bool, bool, str]:
        phrase, distance, _ = found
        swapped = sorted(phrase) == sorted(folded)
        is_name = any(entry.is_name for entry in choices[phrase])
        return distance, not swapped, not is_name, phrase

    for phrase, _, _ in sorted(near, key=unlikeliness):
        entries = [entry for entry in choices[phrase] if wanted(entry)]
        if entries and _plausible(folded, phrase):
            return entries
    return None


def nearest_phrases(folded: str, wanted: Callable[[Entry], bool]) -> tuple[str, ...]:
    """A few known phrases that look alike, best first."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - as in `typo_of`

    if not folded:
        return ()
    choices = _phrases()
    near = process.extract(
        folded, choices.keys(), scorer=fuzz.ratio, score_cutoff=_ENOUGH_ALIKE, limit=20
    )
    found = [entry for phrase, _, _ in near for entry in choices[phrase][:1] if wanted(entry)]
    return tuple(dict.fromkeys(entry.phrase for entry in found))[:_OFFERS]


@cache
def absent_words() -> dict[str, tuple[str, ...]]:
    """Sounds that AudioSet has no label for, folded, with the labels to offer instead."""
    folder = resources.files("earshot.labels").joinpath("words")
    rows = folder.joinpath("absent.csv").read_text("utf-8").splitlines()[1:]
    table: dict[str, tuple[str, ...]] = {}
    for row in rows:
        words, labels = row.split("|")
        for word in words.split("; "):
            table[fold(word)] = tuple(labels.split("; ")) if labels else ()
    return table


@cache
def _phrases() -> dict[str, list[Entry]]:
    return {text: found for text, found in lexicon().phrases().items() if len(text) >= _SHORT}


def _plausible(typed: str, phrase: str) -> bool:
    if len(typed) <= _SHORT:
        return typed[0] == phrase[0] and sorted(typed) == sorted(phrase)
    return len(typed) > _MIDDLE or typed[0] == phrase[0]
