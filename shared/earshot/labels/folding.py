"""Folds words so that spelling variants meet: case, accents, punctuation, endings, spaces."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from Stemmer import Stemmer

LANGUAGES = ("en", "de", "fr", "es", "pt")

_STEMMERS = {
    "en": "english",
    "de": "german",
    "fr": "french",
    "es": "spanish",
    "pt": "portuguese",
}

_FILLERS = {
    "en": "a an and any are at be by for from his her in is it its my of on or s some someone "
    "somebody something sound sounds noise noises that the their there to with",
    "de": "auf aus das dem den der des die ein eine einem einen einer eines gerausch im in und von "
    "vom zu zum zur",
    "fr": "a au aux bruit d de des du en et l la le les son un une",
    "es": "a al de del el en la las los ruido sonido un una unos unas y",
    "pt": "a ao as com da das de do dos e em na no o os ruido som um uma",
}
"""Words that say nothing about which sound is meant, folded; kept when nothing else is left."""

_IDLE = """
being going heard heavily hearing loudly off playing quickly quietly slowly solo
another big close distant faint far few large little loud many new nearby
old other quick real several short small soft strong sudden three two very weak
"""
"""English words that may be part of a phrase but mean no sound by themselves."""

_IRREGULAR = {
    "geese": "goose",
    "mice": "mouse",
    "wolves": "wolf",
    "knives": "knife",
    "leaves": "leaf",
    "oxen": "ox",
    "calves": "calf",
    "men": "man",
    "women": "woman",
    "children": "child",
    "kids": "child",
    "kid": "child",
    "people": "person",
    "feet": "foot",
    "broken": "break",
    "broke": "break",
    "rang": "ring",
    "rung": "ring",
    "sang": "sing",
    "sung": "sing",
    "spoke": "speak",
    "spoken": "speak",
    "blew": "blow",
    "blown": "blow",
    "ran": "run",
    "wept": "weep",
    "ticktock": "tick tock",
}

_SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Lower case, no accents, punctuation as single spaces, apostrophes dropped.

    >>> fold("Dentist's drill — café (loud)")
    'dentists drill cafe loud'
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.replace("\u2019", "'"))
        text = "".join(mark for mark in text if not unicodedata.combining(mark))
    text = text.casefold().replace("'", "")
    return " ".join(re.findall(r"[^\W_]+", text))


def squash(folded: str) -> str:
    """Without its spaces, so that `door bell` meets `doorbell`."""
    return folded.replace(" ", "")


def spelt_out(text: str) -> str:
    """`Tür` as `Tuer`, the way it is typed on a foreign keyboard."""
    return text.translate(_SPELT_OUT)


@lru_cache(maxsize=50_000)
def stems(folded: str, language: str) -> tuple[str, ...]:
    """The word stems in alphabetical order, fillers left out.

    >>> stems("the barking of dogs", "en")
    ('bark', 'dog')
    """
    words = folded.split()
    kept = [word for word in words if word not in _fillers(language)]
    return tuple(sorted(_stem(word, language) for word in kept or words))


@lru_cache(maxsize=20_000)
def _stem(word: str, language: str) -> str:
    if language == "en":
        word = _IRREGULAR.get(word, word)
    return str(_stemmer(language).stemWord(word))


@cache
def _fillers(language: str) -> frozenset[str]:
    return frozenset(_FILLERS[language].split())


@cache
def _stemmer(language: str) -> Stemmer:
    return Stemmer(_STEMMERS[language])


def is_filler(word: str) -> bool:
    """True for words that say nothing about which sound is meant, in English.

    >>> is_filler("the"), is_filler("bell")
    (True, False)
    """
    folded = fold(word)
    return folded in _fillers("en") or folded in _IDLE.split()
