"""Splits a run of words into the phrases that name a sound, the longest first."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from earshot.labels.folding import fold, is_filler
from earshot.labels.resolution import Resolution
from earshot.labels.vocabulary import Vocabulary

LONGEST_PHRASE = 6
"""In words; no entry of the tables that people type is longer."""

_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """One thing that was asked for: `text[start:stop]` of the query."""

    start: int
    stop: int
    text: str


def read_words(text: str, vocabulary: Vocabulary) -> tuple[Resolution, ...]:
    """Resolve a plain list of words: `baby cry dog` is `baby cry` and `dog`, all wanted."""
    words = [
        Phrase(start=word.start(), stop=word.end(), text=word.group())
        for word in _WORD.finditer(text)
        if fold(word.group())
    ]
    return tuple(vocabulary.resolve(phrase.text) for phrase in split(text, words, vocabulary))


def split(text: str, words: Sequence[Phrase], vocabulary: Vocabulary) -> Iterator[Phrase]:
    """Join neighbouring words to the longest phrases that the tables know.

    Fillers (`the`, `a`, `of`) outside a phrase are dropped, unless nothing else was typed.
    """
    kept = [word for word in words if not is_filler(word.text)] or words
    at = 0
    found: list[Phrase] = []
    while at < len(words):
        phrase, used = _longest(text, words, at, vocabulary)
        at += used
        if used > 1 or phrase in kept:
            found.append(phrase)
    yield from found


def _longest(
    text: str, words: Sequence[Phrase], at: int, vocabulary: Vocabulary
) -> tuple[Phrase, int]:
    most = min(LONGEST_PHRASE, len(words) - at)
    runs = [(_joined(text, words[at : at + count]), count) for count in range(most, 0, -1)]
    if is_filler(words[at].text):
        # `a capella` begins with a filler, `the dog` only has one in front of it.
        whole = [(run, count) for run, count in runs if vocabulary.knows_exactly(run.text)]
        return whole[0] if whole else runs[-1]
    runs = [(run, count) for run, count in runs if not is_filler(words[at + count - 1].text)]
    for run, count in runs[:-1]:
        if vocabulary.knows(run.text):
            return run, count
    # A slip in a phrase comes before a word of another language: "glas breaking".
    if not vocabulary.knows_in_own_language(runs[-1][0].text):
        for run, count in runs[:-1]:
            if vocabulary.reads_as_typo(run.text):
                return run, count
    return runs[-1]


def _joined(text: str, words: Sequence[Phrase]) -> Phrase:
    start, stop = words[0].start, words[-1].stop
    return Phrase(start=start, stop=stop, text=text[start:stop])
