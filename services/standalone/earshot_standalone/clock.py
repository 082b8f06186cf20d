"""Times as people read them."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

_MINUTE_S = 60
_HOUR_S = 3600


def clock(seconds_s: float) -> str:
    """A place in a video: ``mm:ss.s``, or ``h:mm:ss.s`` from one hour on.

    >>> clock(75.26)
    '01:15.3'
    >>> clock(3725)
    '1:02:05.0'
    """
    tenths = round(seconds_s * 10)
    minutes, rest = divmod(tenths, _MINUTE_S * 10)
    hours, minutes = divmod(minutes, _MINUTE_S)
    text = f"{minutes:02d}:{rest / 10:04.1f}"
    return f"{hours}:{text}" if hours else text


def length(seconds_s: float | None) -> str:
    """How long a video is, rounded to seconds; a dash when not known."""
    if seconds_s is None:
        return "–"
    return clock(round(seconds_s))[:-2]
