"""Which recordings may go into a bundle that anybody may use for anything."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import re

FREE = re.compile(
    r"CC ?0|CC[- ]BY|Creative Commons (0|Zero|Attribution)|public domain"
    r"|Apache-2\.0|MIT|BSD|GPL|Artistic|Unlicense|ODbL",
    re.IGNORECASE,
)
DOUBTFUL = re.compile(
    r"(?i:non-?commercial|not stated|none stated|unless stated|YouTube|not as|sampling|pixabay"
    r"|test data|SQAM|free origin|Freesound sources|Freesound/own|see repo|^CC \(per file)"
    r"|\bN[CD]\b"
)


def is_free(licence: str) -> bool:
    """Whether a licence, as its collection states it, lets a model learnt from it be sold.

    What is stated with a doubt (whose the sounds are, which files it means) is not free.

    Examples
    --------
    >>> is_free("CC BY-SA 4.0"), is_free("CC0 (Freesound)"), is_free("GPL-3 repo; own recordings")
    (True, True, True)
    >>> is_free("CC-BY-NC"), is_free("MIT repo; origin of the sounds not stated"), is_free("")
    (False, False, False)
    """
    return bool(FREE.search(licence)) and not DOUBTFUL.search(licence)
