"""How names are folded into words, the same for every index."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> list[str]:
    """Split a text into words without case and accents: ``Fête_2024.MP4`` is fete, 2024, mp4."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(char for char in plain if not unicodedata.category(char).startswith("M"))
    return _WORD.findall(unicodedata.normalize("NFKC", bare).casefold())


def has_words(text_words: list[str], asked: list[str]) -> bool:
    """Whether each asked word begins one of the text's words."""
    return all(any(word.startswith(part) for word in text_words) for part in asked)
