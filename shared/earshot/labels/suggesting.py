"""Suggestions while a word is being typed: names and synonyms that begin so."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from earshot.domain.ids import LabelId
from earshot.labels.folding import fold
from earshot.labels.lexicon import Entry
from earshot.labels.vocabulary import Vocabulary

_WORDS_BACK = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """One way to finish what is being typed."""

    text: str
    """The whole query with its end completed."""
    phrase: str
    """What the end becomes."""
    label_id: LabelId
    label: str
    """Display name of the label that it means."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Key:
    """A place to find an entry at: the beginning of its phrase or of a later word of it."""

    folded: str
    rank: tuple[bool, bool, int, str]
    """Names before synonyms, beginnings before later words, short before long."""
    phrase: str
    label_id: LabelId


class Suggestions:
    """Completes queries in the words of one vocabulary. Built once a bundle; lookups bisect."""

    def __init__(self, words: Vocabulary) -> None:
        self._names = words.ontology.names
        languages = dict.fromkeys((words.languages[0], "en"))
        keys = [
            _Key(
                folded=beginning,
                rank=(not entry.is_name, at > 0, len(entry.phrase), entry.phrase),
                phrase=entry.phrase,
                label_id=entry.label_id,
            )
            for language in languages
            for entry in words.lexicon.entries[language]
            if entry.label_id in words.heard
            for at, beginning in enumerate(_beginnings(entry))
        ]
        self._keys = sorted(keys, key=lambda key: key.folded)
        self._texts = [key.folded for key in self._keys]

    def complete(self, text: str, limit: int = 8) -> list[Suggestion]:
        """Ways to finish the text, one a label: names before synonyms, short before long.

        The longest end of the text that begins a known phrase is completed; the rest stays.
        """
        starts = [word.start() for word in re.finditer(r"[^\s()\"]+", text)]
        for start in starts[-_WORDS_BACK:]:
            found = self._beginning(fold(text[start:]), limit)
            if found:
                return [
                    Suggestion(
                        text=text[:start] + as_typed(key.phrase),
                        phrase=as_typed(key.phrase),
                        label_id=key.label_id,
                        label=self._names[key.label_id],
                    )
                    for key in found
                ]
        return []

    def _beginning(self, folded: str, limit: int) -> list[_Key]:
        if not folded:
            return []
        at = bisect_left(self._texts, folded)
        found: list[_Key] = []
        while at < len(self._keys) and self._texts[at].startswith(folded):
            found.append(self._keys[at])
            at += 1
        best: dict[LabelId, _Key] = {}
        for key in sorted(found, key=lambda key: key.rank):
            best.setdefault(key.label_id, key)
        return list(best.values())[:limit]


def _beginnings(entry: Entry) -> list[str]:
    """Where a phrase can be found: at its start, a name at each of its words."""
    pieces = fold(entry.phrase).split()
    return [" ".join(pieces[at:]) for at in range(len(pieces) if entry.is_name else 1)]


def as_typed(phrase: str) -> str:
    """As one would type it: a name with commas or brackets would be read as several words."""
    return fold(phrase) if re.search(r"[,();]", phrase) else phrase.lower()
