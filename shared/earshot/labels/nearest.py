"""Slips of the finger: the word that was meant, and words to offer when none was."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from importlib import resources

from earshot.labels.folding import fold
from earshot.labels.lexicon import Entry, lexicon

_SHORT, _MIDDLE, _LONG = 3, 7, 12
_ENDING = re.compile("(?:ings?|ed|ers?|e?s)$")
_ENOUGH_ALIKE = 65.0
_OFFERS = 3


def typo_of(folded: str, language: str, wanted: Callable[[Entry], bool]) -> list[Entry] | None:
    """The entries of the one known phrase that the text is a slip of, if there is one.

    Two letters swapped, one left out, one doubled; in words of seven letters or more (their
    endings aside) any one letter, of twelve or more two. So `bat` is not read as `cat`, `from` as
    `frog`, `think` as `thunk`. The first letter must be right: people seldom slip there.
    """
    # Imported where it is used: most words need no second guess.
    from rapidfuzz import process  # noqa: PLC0415 - see above
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - see above

    # Endings that many words share say little: "bailing" is as short a word as "bail".
    core = len(_ENDING.sub("", folded))
    allowed = 2 if core >= _LONG else 1
    choices = _phrases(language)
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
        if entries and _plausible(folded, phrase, core):
            return entries
    return None


def nearest_phrases(folded: str, language: str, wanted: Callable[[Entry], bool]) -> tuple[str, ...]:
    """A few known phrases that look alike, best first."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - as in `typo_of`

    if not folded:
        return ()
    choices = _phrases(language)
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
def everyday_words() -> frozenset[str]:
    """English words that look like a slip or a foreign word of ours but mean themselves."""
    folder = resources.files("earshot.labels").joinpath("words")
    return frozenset(folder.joinpath("everyday.txt").read_text("utf-8").split())


@cache
def _phrases(language: str) -> dict[str, list[Entry]]:
    return {
        text: found for text, found in lexicon().phrases(language).items() if len(text) >= _SHORT
    }


def _plausible(typed: str, phrase: str, core: int) -> bool:
    if typed[0] != phrase[0] or typed in everyday_words():
        return False
    if core >= _MIDDLE or sorted(typed) == sorted(phrase):
        return True
    longer, shorter = sorted((typed, phrase), key=len, reverse=True)
    if len(longer) == len(shorter) or len(typed) <= _SHORT:
        return False
    # One letter left out; one too many only where it doubles its neighbour.
    return typed == shorter or any(
        longer[at] == longer[at - 1] and longer[:at] + longer[at + 1 :] == shorter
        for at in range(1, len(longer))
    )
