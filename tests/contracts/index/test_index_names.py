"""Finding videos by their names is the same in every index: folded, by word, newest first."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.contracts.index.test_index_contract import document

if TYPE_CHECKING:
    from tests.contracts.index.conftest import Index


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("hochzeit", ["b"]),
        ("HOCHZEIT müller", ["b"]),
        ("hochzeit muller", ["b"]),
        ("hoch", ["b"]),
        ("zeit", []),
        ("hauptstrasse", ["b"]),
        ("HauptStraße", ["b"]),
        ("mov", ["c"]),
        ("img 2034", ["c"]),
        ("img_2034.mov", ["c"]),
        ("2025", ["b", "a"]),
        ("holiday news", []),
        ("", []),
        ("  ... ", []),
        ('"; DROP TABLE videos; --', []),
        ("news OR hochzeit", []),
        ("猫", ["c"]),
    ],
)
def test_names_are_found_by_folded_words(index: Index, words: str, found: list[str]) -> None:
    index.writer.replace(document("a", title="News 2025", collection="tagesschau"), [])
    index.writer.replace(
        document("b", title="Hochzeit Müller", description="Hauptstraße, 2025"), []
    )
    index.writer.replace(document("c", title="猫 & co", file_name="IMG_2034.MOV"), [])
    assert index.reader.named(words, 9) == found


def test_names_come_newest_first_and_limited(index: Index) -> None:
    for name in ("01a", "01c", "01b"):
        index.writer.replace(document(name, title="same"), [])
    assert index.reader.named("same", 2) == ["01c", "01b"]
