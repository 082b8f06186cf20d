"""Every label that ships can be named in every language, and is written in captions."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from earshot.captions.phrasebook import phrasebook
from earshot.labels.lexicon import lexicon, translated_names
from earshot.labels.ontology import audioset
from earshot.labels.vocabulary import vocabulary

ROOT = Path(__file__).resolve().parents[4]
MANIFEST = ROOT / "services/worker/earshot_worker/bundles/keen/manifest.json"
LANGUAGES = ("de", "fr", "es", "pt")


def shipped() -> list[str]:
    """Names of the labels of the bundle that ships."""
    labels = json.loads(MANIFEST.read_text("utf-8"))["labels"]
    return [label["name"] for label in labels]


@pytest.mark.parametrize("language", LANGUAGES)
def test_shipped_labels_have_a_name_and_a_caption(language: str) -> None:
    names, book = translated_names(language), phrasebook(language)
    ids = audioset().ids_by_name
    missing = [
        name for name in shipped() if ids[name] not in names or ids[name] not in book.phrases
    ]
    assert missing == []


def test_every_label_has_english_synonyms() -> None:
    known = {entry.label_id for entry in lexicon().entries["en"] if not entry.is_name}
    assert [audioset().names[label] for label in audioset() if label not in known] == []


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_words_are_written_once_a_label(language: str) -> None:
    seen = [(e.label_id, e.phrase) for e in lexicon().entries[language] if not e.is_name]
    assert [pair for pair, count in Counter(seen).items() if count > 1] == []


@pytest.mark.parametrize(
    ("typed", "language", "name"),
    [
        ("chat", "fr", "Cat"),
        ("chat", "en", "Conversation"),
        ("Tür", "en", "Door"),
        ("see", "de", "Ocean"),
    ],
)
def test_the_readers_language_comes_first(typed: str, language: str, name: str) -> None:
    words = vocabulary(
        [label for label in audioset() if label not in audioset().abstract], language
    )
    found = words.resolve(typed)
    assert [audioset().names[label] for label in found.label_ids] == [name]
