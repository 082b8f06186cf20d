"""The use-case of suggesting while one types: sounds, names of videos, words of the language."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from threading import Lock

from earshot.labels.suggesting import Suggestions
from earshot.labels.vocabulary import Vocabulary
from earshot.ports.index import IndexReader
from earshot.ports.names import fold, has_words
from earshot.query.scanning import KEYWORDS
from earshot_search.audible import AudibleLabels
from earshot_search.shown import ShownVideos

_FRESH_S = 30.0
_LONGEST = 200
"""Characters of the end of a query that are looked at; nobody completes longer ones."""
_TITLES = 5
_FILTER_LETTERS = 2
_FIELD = re.compile(r'(?:^|[\s(])(?P<name>title|collection):\s*"?(?P<value>[^"]*)$', re.IGNORECASE)
_PLAIN = re.compile(r'[^\s()"]+')
_QUOTATION = re.compile(r'["“”„«»]')
OPERATORS = {
    "AND": "both sounds in one video",
    "OR": "either sound",
    "NOT": "without the second sound over the first",
    "WITH": "at the same time",
    "THEN": "one after the other",
    "NEAR": "in either order, close together",
    "WITHIN 10s": "no more than that apart",
    "FOR > 5s": "of that length",
    "COUNT >= 3 WITHIN 60s": "so often in that time",
    "IN first 30s": "in that part of the video",
}
FILTERS = {
    "title:": "words of the title",
    "collection:": "one collection",
    "uploaded:": "a day, month or year of upload, such as >2026-01-01",
    "recorded:": "a day, month or year of recording",
    "duration:": "length of the video, such as <10m",
    "score:": "how sure, such as >=0.7",
    "label:": "exactly one label, by name or id",
}


class SuggestionKind(StrEnum):
    """What is suggested."""

    LABEL = "label"
    OPERATOR = "operator"
    FILTER = "filter"
    COLLECTION = "collection"
    TITLE = "title"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggested:
    """One way to go on."""

    kind: SuggestionKind
    text: str
    """The whole query then."""
    phrase: str
    """What is completed or added."""
    detail: str
    """The label's name, what the operator means, the collection's size, the video's id."""


class Suggesting:
    """Completes from memory; the index is asked for titles alone."""

    def __init__(self, *, index: IndexReader, shown: ShownVideos, audible: AudibleLabels) -> None:
        self._index = index
        self._shown = shown
        self._audible = audible
        self._lock = Lock()
        self._built: tuple[Vocabulary, Suggestions] | None = None
        self._collections: tuple[float, Mapping[str, int]] | None = None

    def suggest(self, typed: str, limit: int = 10) -> list[Suggested]:
        """Sounds first, then words of the language, collections and titles, each once."""
        before, text = typed[:-_LONGEST], typed[-_LONGEST:]
        found: dict[str, Suggested] = {}
        for one in self._all(text, limit):
            found.setdefault(one.text.casefold(), one)
        return [replace(one, text=before + one.text) for one in found.values()][:limit]

    def _all(self, text: str, limit: int) -> Iterator[Suggested]:
        field = _FIELD.search(text)
        if field is None:
            # Names and words of the language get their places too.
            yield from self._labels(text, max(1, limit * 3 // 5))
            yield from _language(text)
            for start in _ends(text):
                yield from self._named_collections(text[:start], text[start:])
                yield from self._titles(text[:start], text[start:])
        elif field["name"].lower() == "collection":
            yield from self._named_collections(text[: field.start("name")], field["value"])
        else:
            yield from self._titles(text[: field.start("name")], field["value"])

    def _labels(self, text: str, limit: int) -> Iterator[Suggested]:
        for one in self._words().complete(text, limit):
            yield Suggested(
                kind=SuggestionKind.LABEL, text=one.text, phrase=one.phrase, detail=one.label
            )

    def _named_collections(self, before: str, typed: str) -> Iterator[Suggested]:
        asked = fold(typed)
        for name, videos in self._known_collections().items():
            if _begins(fold(name), asked):
                phrase = f"collection:{_quoted(name)}"
                detail = f"{videos} video" + ("" if videos == 1 else "s")
                yield _of(SuggestionKind.COLLECTION, before, phrase, detail)

    def _titles(self, before: str, typed: str) -> Iterator[Suggested]:
        ids = self._index.named(typed, _TITLES) if fold(typed) else []
        shown = self._shown.find_several(ids) if ids else {}
        for video in (shown[one] for one in ids if one in shown):
            # The words may stand in its file name or description.
            if has_words(fold(video.title), fold(typed)):
                phrase = f"title:{_quoted(video.title)}"
                yield _of(SuggestionKind.TITLE, before, phrase, video.video_id)

    def _words(self) -> Suggestions:
        words = self._audible.words()
        with self._lock:
            if self._built is None or self._built[0] is not words:
                self._built = (words, Suggestions(words))
            return self._built[1]

    def _known_collections(self) -> Mapping[str, int]:
        with self._lock:
            now_s = time.monotonic()
            if self._collections is None or now_s - self._collections[0] > _FRESH_S:
                known = self._index.collections()
                largest = sorted(known, key=lambda name: (-known[name], name))
                self._collections = (now_s, {name: known[name] for name in largest})
            return self._collections[1]


def _language(text: str) -> Iterator[Suggested]:
    """Operators after a sound, filters anywhere, by the beginning of their names."""
    start = max(text.rfind(" "), text.rfind("(")) + 1
    before, last = text[:start], text[start:]
    if last and not last.isalpha():
        return
    words = before.split()
    if words and words[-1] not in KEYWORDS and not before.endswith("("):
        for operator, meaning in OPERATORS.items():
            if operator.startswith(last.upper()):
                yield _of(SuggestionKind.OPERATOR, before, operator, meaning)
    for name, meaning in FILTERS.items():
        if len(last) >= _FILTER_LETTERS and name.startswith(last.lower()):
            yield _of(SuggestionKind.FILTER, before, name, meaning)


def _ends(text: str) -> list[int]:
    """Where the words begin that may be a name: after the last operator, and the last word."""
    starts = [word.start() for word in _PLAIN.finditer(text)]
    run: list[int] = []
    for start in reversed(starts):
        if text[start:].split(maxsplit=1)[0] in KEYWORDS:
            break
        run.append(start)
    return list(dict.fromkeys([run[-1], run[0]])) if run and not text.endswith(" ") else []


def _begins(words: list[str], asked: list[str]) -> bool:
    """Whether the words begin with those asked for, of which the last may be unfinished."""
    if not asked:
        return True
    at = len(asked) - 1
    return words[:at] == asked[:at] and len(words) > at and words[at].startswith(asked[at])


def _of(kind: SuggestionKind, before: str, phrase: str, detail: str) -> Suggested:
    return Suggested(kind=kind, text=before + phrase, phrase=phrase, detail=detail)


def _quoted(name: str) -> str:
    plain = _QUOTATION.sub(" ", name).strip()
    return plain if plain.isalnum() else f'"{plain}"'
