"""All words that name a label, in five languages, folded and stemmed for look-up."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from earshot.domain.ids import LabelId
from earshot.labels.folding import LANGUAGES, fold, spelt_out, squash, stems
from earshot.labels.ontology import Ontology, audioset


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One word or phrase that names a label."""

    label_id: LabelId
    phrase: str
    """As it is written in the table or in the label's name."""
    language: str
    is_name: bool
    """True for the display name and its parts, also translated; False for synonyms."""


_Found = dict[str, list[Entry]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Look-ups grow from the exact to the loose; the looser tables are built when first asked."""

    ontology: Ontology
    entries: dict[str, tuple[Entry, ...]]
    """By language, names before synonyms."""
    _folded: dict[str, _Found] = field(default_factory=dict)
    _stemmed: dict[str, dict[tuple[str, ...], list[Entry]]] = field(default_factory=dict)
    _squashed: dict[str, _Found] = field(default_factory=dict)

    def exact(self, folded: str, language: str) -> list[Entry]:
        """Entries that fold to the same text."""
        table = self._folded.get(language)
        if table is None:
            table = self._folded[language] = _by_text(self.entries[language], squashed=False)
        return table.get(folded, [])

    def inflected(self, folded: str, language: str) -> list[Entry]:
        """Entries with the same word stems, in any order, fillers aside."""
        table = self._stemmed.get(language)
        if table is None:
            table = self._stemmed[language] = {}
            for entry in self.entries[language]:
                table.setdefault(stems(fold(entry.phrase), language), []).append(entry)
        return table.get(stems(folded, language), [])

    def glued(self, folded: str, language: str) -> list[Entry]:
        """Entries that differ in spaces only: `door bell`."""
        table = self._squashed.get(language)
        if table is None:
            table = self._squashed[language] = _by_text(self.entries[language], squashed=True)
        return table.get(squash(folded), [])

    def parts(self, folded: str, language: str) -> Iterator[Entry]:
        """Names that hold all the words: `guitar` is part of `Steel guitar, slide guitar`."""
        wanted = set(stems(folded, language))
        if any(len(word) < _SHORTEST_PART for word in folded.split()):
            return
        for entry in self.entries[language]:
            if entry.is_name and wanted < set(stems(fold(entry.phrase), language)):
                yield entry

    def phrases(self, language: str) -> dict[str, list[Entry]]:
        """All folded phrases of a language."""
        self.exact("", language)
        return self._folded[language]


_SHORTEST_PART = 3


@cache
def lexicon() -> Lexicon:
    """The words that ship with Earshot, read once a process."""
    ontology = audioset()
    entries = {language: tuple(_read(language, ontology)) for language in LANGUAGES}
    return Lexicon(ontology=ontology, entries=entries)


@cache
def translated_names(language: str) -> dict[LabelId, str]:
    """Display names of the labels in a language; English ones are AudioSet's own."""
    ontology = audioset()
    if language == "en":
        return dict(ontology.names)
    return {ontology.ids_by_name[row[0]]: row[1] for row in _rows(language)}


def name_parts(name: str) -> list[str]:
    """The name, its alternatives, and each with and without its remark.

    >>> name_parts("Fire engine, fire truck (siren)")
    ['Fire engine, fire truck (siren)', 'Fire engine', 'fire truck', 'fire truck siren']
    """
    parts = [name]
    for part in _COMMA.split(name):
        plain, _, remark = part.partition(" (")
        plain = plain.removeprefix("and ")
        parts += [plain, f"{plain} {remark.rstrip(')')}"] if remark else [plain]
    return [part for part in dict.fromkeys(parts) if part not in _NO_NAMES]


# "dogs" in "Canidae, dogs, wolves" would shadow Dog.
_NO_NAMES = {"etc.", "dogs"}
_COMMA = re.compile(r",\s*(?![^(]*\))")


def _read(language: str, ontology: Ontology) -> Iterator[Entry]:
    rows = list(_rows(language))
    if language == "en":
        names = list(ontology.names.items())
    else:
        names = [(ontology.ids_by_name[row[0]], row[1]) for row in rows]
    for label_id, name in names:
        for part in name_parts(name):
            yield Entry(label_id=label_id, phrase=part, language=language, is_name=True)
    for row in rows:
        for phrase in row[-1].split("; "):
            if phrase:
                label_id = ontology.ids_by_name[row[0]]
                yield Entry(label_id=label_id, phrase=phrase, language=language, is_name=False)


def _rows(language: str) -> Iterator[list[str]]:
    """`label|words` in English, `label|name|words` elsewhere."""
    folder = resources.files("earshot.labels").joinpath("words")
    text = folder.joinpath(f"{language}.csv").read_text("utf-8")
    for line in text.splitlines()[1:]:
        yield line.split("|")


def _by_text(entries: tuple[Entry, ...], *, squashed: bool) -> _Found:
    table: _Found = {}
    for entry in entries:
        for spelling in {entry.phrase, spelt_out(entry.phrase)}:
            text = squash(fold(spelling)) if squashed else fold(spelling)
            known = table.setdefault(text, [])
            if all(entry.label_id != other.label_id for other in known):
                known.append(entry)
    return table
