"""How each sound is called in a caption, in each language, and how much it matters."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from earshot.captions.cue import LANGUAGES, Salience
from earshot.domain.ids import LabelId
from earshot.labels.lexicon import translated_names
from earshot.labels.ontology import audioset


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """Words for a sound that goes on; `{}` is the caption phrase."""

    begins: str
    continues: str
    ends: str


_COURSES = {
    "en": Course(begins="{} begins", continues="{} continues", ends="{} stops"),
    "de": Course(begins="{} beginnt", continues="{} geht weiter", ends="{} endet"),
    "fr": Course(begins="{} : début", continues="{} : suite", ends="{} : fin"),
    "es": Course(begins="{}: comienzo", continues="{}: continúa", ends="{}: fin"),
    "pt": Course(begins="{}: início", continues="{}: continua", ends="{}: fim"),
}
# English and German put the verb of a plural differently.
_PLURAL = {
    "en": Course(begins="{} begin", continues="{} continue", ends="{} stop"),
    "de": Course(begins="{} beginnen", continues="{} gehen weiter", ends="{} enden"),
}
_SINGULAR_IN_S = ("ss", "us", "is", "blues", "news")


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrasebook:
    """Phrases of one language; a label without one is called by its name."""

    language: str
    phrases: Mapping[LabelId, str]
    names: Mapping[LabelId, str]
    salience: Mapping[LabelId, Salience]
    continuing: frozenset[LabelId]

    def phrase(self, label_id: LabelId) -> str:
        """`dog barking` for Bark; the first part of the name where no phrase is known."""
        if label_id in self.phrases:
            return self.phrases[label_id]
        name = self.names.get(label_id) or audioset().names.get(label_id, label_id)
        plain = name.split(",", maxsplit=1)[0].split(" (", maxsplit=1)[0]
        return plain if self.language == "de" else plain.lower()

    def salience_of(self, label_id: LabelId) -> Salience:
        """How much the sound matters; unknown labels are part of the story."""
        return self.salience.get(label_id, Salience.STORY)

    def course_of(self, phrase: str) -> Course:
        """The verbs that fit the phrase."""
        last = phrase.rsplit(" ", maxsplit=1)[-1]
        is_plural = (
            self.language == "en" and last.endswith("s") and not last.endswith(_SINGULAR_IN_S)
        )
        table = _PLURAL if is_plural or phrase in _GERMAN_PLURALS else _COURSES
        return table.get(self.language, _COURSES["en"])


_GERMAN_PLURALS = frozenset(
    {"Wellen", "Kirchenglocken", "Rennwagen", "Polizeisirenen", "Vögel", "Rückfahrtöne"}
)


@cache
def phrasebook(language: str) -> Phrasebook:
    """The phrases of a language, read once a process; English where there is no such language."""
    if language not in LANGUAGES:
        return phrasebook("en")
    ids = audioset().ids_by_name
    kinds = list(_rows("salience.csv"))
    return Phrasebook(
        language=language,
        phrases={ids[name]: phrase for name, phrase in _rows(f"phrases/{language}.csv")},
        names=translated_names(language),
        salience={ids[name]: Salience[salience.upper()] for name, salience, _ in kinds},
        continuing=frozenset(ids[name] for name, _, course in kinds if course == "continuing"),
    )


def _rows(path: str) -> Iterator[list[str]]:
    text = resources.files("earshot.captions").joinpath(path).read_text("utf-8")
    for line in text.splitlines()[1:]:
        yield line.split("|")
