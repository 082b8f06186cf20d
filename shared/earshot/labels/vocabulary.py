"""Turns typed words into labels that a bundle can hear, or says why it cannot."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from earshot.domain.ids import LabelId
from earshot.labels.folding import LANGUAGES, fold
from earshot.labels.lexicon import Entry, Lexicon, lexicon
from earshot.labels.nearest import (
    absent_words,
    everyday_words,
    nearest_phrases,
    typo_of,
)
from earshot.labels.ontology import Ontology
from earshot.labels.resolution import Match, MatchKind, Resolution

LONGEST_WORD = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The words of one bundle. `heard` are its labels and all that lies above them."""

    labels: frozenset[LabelId]
    heard: frozenset[LabelId]
    languages: tuple[str, ...]
    """The reader's language first; the first one that knows a word has it."""
    lexicon: Lexicon

    @property
    def ontology(self) -> Ontology:
        """Names and kinship of the labels."""
        return self.lexicon.ontology

    def resolve(self, typed: str) -> Resolution:
        """Look a word or phrase up: exact, synonym, inflection, part of a name, then typo."""
        folded = fold(typed)
        unheard: list[LabelId] = []
        if not folded or len(folded) > LONGEST_WORD:
            return self._unresolved(typed, folded, unheard)
        looser = () if folded in absent_words() else (self._glued_or_inflected, self._parts)
        for look_up in (self._exact, *looser):
            matches = look_up(folded)
            heard = [match for match in matches if match.label_id in self.heard]
            unheard += [match.label_id for match in matches if match.label_id not in self.heard]
            if heard:
                return self._resolved(typed, heard, unheard)
        if not unheard and folded not in absent_words():
            meant = typo_of(folded, self.languages[0], self._is_heard)
            if meant is not None:
                return self._resolved(typed, self._typos(meant), [])
        return self._unresolved(typed, folded, unheard)

    def resolve_exactly(self, typed: str) -> Resolution:
        """Look up a label's id, its name or a phrase as it stands; nothing looser."""
        by_id = LabelId(typed.strip())
        if by_id in self.ontology:
            kind, phrase = MatchKind.EXACT, self.ontology.names[by_id]
            matches = [Match(label_id=by_id, kind=kind, phrase=phrase, language="en")]
        else:
            matches = self._exact(fold(typed))
        heard = [match for match in matches if match.label_id in self.heard]
        unheard = [match.label_id for match in matches if match.label_id not in self.heard]
        if heard:
            return self._resolved(typed, heard, unheard)
        return self._unresolved(typed, fold(typed), unheard)

    def resolve_label(self, typed: str) -> Resolution:
        """Look up exactly one label, by id or name; labels below it do not count."""
        return replace(self.resolve_exactly(typed), exactly=True)

    def knows(self, phrase: str) -> bool:
        """True when the tables hold the phrase in some form, heard or not; typos aside."""
        folded = fold(phrase)
        return bool(self._exact(folded) or self._glued_or_inflected(folded))

    def knows_in_own_language(self, phrase: str) -> bool:
        """The same in the reader's language alone."""
        folded, language = fold(phrase), self.languages[0]
        return bool(
            self.lexicon.exact(folded, language)
            or self.lexicon.glued(folded, language)
            or self.lexicon.inflected(folded, language)
        )

    def knows_exactly(self, phrase: str) -> bool:
        """True when the tables hold the phrase as it stands."""
        return bool(self._exact(fold(phrase)))

    def reads_as_typo(self, phrase: str) -> bool:
        """True when a known phrase is a slip or two away."""
        return typo_of(fold(phrase), self.languages[0], self._is_heard) is not None

    def _exact(self, folded: str) -> list[Match]:
        for language in self._languages_for(folded):
            found = self.lexicon.exact(folded, language)
            if found:
                return _matches(found)
        return []

    def _glued_or_inflected(self, folded: str) -> list[Match]:
        for language in self._languages_for(folded):
            found = self.lexicon.glued(folded, language)
            # Stems of different languages meet by chance: "bat" and "bater", "player" and "playa".
            if language == self.languages[0] or " " in folded:
                found = found + self.lexicon.inflected(folded, language)
            if found:
                return _matches(found, MatchKind.INFLECTION)
        return []

    def _parts(self, folded: str) -> list[Match]:
        return _matches(self.lexicon.parts(folded, self.languages[0]), MatchKind.PART)

    def _languages_for(self, folded: str) -> tuple[str, ...]:
        """An everyday word of the reader's language is not looked up in others: `see`, `main`."""
        own = self.languages[0] == "en" and folded in everyday_words()
        return self.languages[:1] if own else self.languages

    def _typos(self, meant: Iterable[Entry]) -> list[Match]:
        matches = _matches(meant, MatchKind.TYPO)
        return [match for match in matches if match.label_id in self.heard]

    def _is_heard(self, entry: Entry) -> bool:
        return entry.label_id in self.heard

    def _resolved(self, typed: str, heard: list[Match], unheard: list[LabelId]) -> Resolution:
        ids = [match.label_id for match in heard]
        covered = {i for i in ids if self.ontology.ancestors(i) & set(ids)}
        return Resolution(
            typed=typed,
            label_ids=tuple(label_id for label_id in ids if label_id not in covered),
            matches=tuple(heard),
            unheard=tuple(dict.fromkeys(unheard)),
        )

    def _unresolved(self, typed: str, folded: str, unheard: list[LabelId]) -> Resolution:
        names = self.ontology.names
        missing = tuple(dict.fromkeys(unheard))
        if missing:
            nearest = self._audible_kin(missing)
            listed = ", ".join(names[label_id] for label_id in missing[:3])
            problem = f'this model cannot hear "{typed}" ({listed})'
            offer = "; the nearest it can hear: "
        else:
            nearest = tuple(
                names[label_id]
                for name in absent_words().get(folded, ())
                if (label_id := self.ontology.ids_by_name[name]) in self.heard
            ) or nearest_phrases(folded, self.languages[0], self._is_heard)
            problem, offer = f'no sound is known as "{typed}"', "; the nearest: "
        if nearest:
            problem += offer + ", ".join(nearest)
        return Resolution(
            typed=typed,
            label_ids=(),
            matches=(),
            unheard=missing,
            nearest=nearest,
            problem=problem,
        )

    def _audible_kin(self, label_ids: Iterable[LabelId]) -> tuple[str, ...]:
        """The nearest heard labels above, then the heard ones beside, for labels not heard."""
        above: list[LabelId] = []
        beside: list[LabelId] = []
        for label_id in label_ids:
            due = list(self.ontology.parents[label_id])
            while due:
                parent = due.pop(0)
                if parent in self.labels:
                    above.append(parent)
                else:
                    due += self.ontology.parents[parent]
            for parent in self.ontology.parents[label_id]:
                beside += [i for i in self.ontology.children[parent] if i in self.labels]
        kin = list(dict.fromkeys(above + beside))
        return tuple(self.ontology.names[label_id] for label_id in kin[:_OFFERS])


_OFFERS = 4


def vocabulary(labels: Collection[LabelId], language: str = "en") -> Vocabulary:
    """The words for a bundle that hears these labels, read by someone of this language first."""
    words = lexicon()
    known = frozenset(label_id for label_id in labels if label_id in words.ontology)
    above = frozenset[LabelId]().union(*(words.ontology.ancestors(label_id) for label_id in known))
    order = dict.fromkeys((language, *LANGUAGES))
    return Vocabulary(
        labels=known,
        heard=known | above,
        languages=tuple(name for name in order if name in LANGUAGES),
        lexicon=words,
    )


def _matches(entries: Iterable[Entry], kind: MatchKind | None = None) -> list[Match]:
    """One match a label, names before synonyms."""
    best: dict[LabelId, Match] = {}
    for entry in entries:
        plain = MatchKind.EXACT if entry.is_name else MatchKind.SYNONYM
        match = Match(
            label_id=entry.label_id,
            kind=plain if kind is None else kind,
            phrase=entry.phrase,
            language=entry.language,
        )
        best.setdefault(entry.label_id, match)
    return sorted(best.values(), key=lambda match: match.kind)
