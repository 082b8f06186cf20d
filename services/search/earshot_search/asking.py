"""Splits a typed query into words and phrases that name sounds; all of them must be heard."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import re

from earshot.labels.resolution import Resolution
from earshot.labels.vocabulary import Vocabulary

_TOKEN = re.compile(r'"([^"]*)"|(\S+)')
_LONGEST_PHRASE = 5
_JOINERS = frozenset({"and", "AND"})


def read_words(text: str, vocabulary: Vocabulary) -> list[Resolution]:
    """Resolve each word; neighbours that name one sound together are a phrase.

    `fire engine dog` is a fire engine and a dog. Quotes hold a phrase together.
    """
    tokens = [(quoted, plain) for quoted, plain in _TOKEN.findall(text) if quoted or plain]
    found: list[Resolution] = []
    at = 0
    while at < len(tokens):
        quoted, plain = tokens[at]
        if quoted:
            found.append(vocabulary.resolve(quoted))
            at += 1
            continue
        if plain in _JOINERS:
            at += 1
            continue
        phrase, length = _longest(tokens[at : at + _LONGEST_PHRASE], vocabulary)
        found.append(vocabulary.resolve(phrase))
        at += length
    return found


def _longest(tokens: list[tuple[str, str]], vocabulary: Vocabulary) -> tuple[str, int]:
    """The longest run of plain words, from the first on, that is known as one phrase."""
    plain = [word for quoted, word in tokens if not quoted]
    usable = plain if len(plain) == len(tokens) else _until_quote(tokens)
    for length in range(len(usable), 1, -1):
        phrase = " ".join(usable[:length])
        if vocabulary.knows(phrase):
            return phrase, length
    return usable[0], 1


def _until_quote(tokens: list[tuple[str, str]]) -> list[str]:
    words: list[str] = []
    for quoted, word in tokens:
        if quoted:
            break
        words.append(word)
    return words
