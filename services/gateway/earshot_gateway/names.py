"""Names from outside are data: made short, one line long and without a path."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

MAX_NAME_CHARACTERS = 200
UNNAMED = "unnamed"

# Bidirectional controls can make "gpj.exe" read as "exe.jpg"; joiners belong to emoji and stay.
_TURNING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_SEPARATORS = re.compile(r"[/\\]")


def one_line(text: str) -> str:
    """Without control characters and line breaks, spaces folded, composed (NFC)."""
    text = _TURNING.sub("", unicodedata.normalize("NFC", text))
    return " ".join("".join(map(_shown, text)).split())


def tidy_file_name(raw: str) -> str:
    r"""The last part of a path of any system, fit to be shown; emoji and quotes stay.

    >>> tidy_file_name("../../etc/My \n film.mp4")
    'My film.mp4'
    >>> tidy_file_name("C:\\videos\\dog.mov")
    'dog.mov'
    """
    name = one_line(_SEPARATORS.split(raw)[-1])
    if name.strip(". ") == "":
        return UNNAMED
    if len(name) <= MAX_NAME_CHARACTERS:
        return name
    suffix = PurePosixPath(name).suffix
    kept = suffix if len(suffix) <= MAX_NAME_CHARACTERS // 4 else ""
    return name[: MAX_NAME_CHARACTERS - len(kept)].rstrip() + kept


def title_of(file_name: str) -> str:
    """A title where people gave none: the file name without its extension."""
    return PurePosixPath(file_name).stem or file_name


def _shown(character: str) -> str:
    category = unicodedata.category(character)
    if category in {"Cc", "Zl", "Zp"}:
        return " "
    # Bytes of a file name that are no UTF-8 come as lone surrogates, which no JSON may hold.
    return "\N{REPLACEMENT CHARACTER}" if category == "Cs" else character
