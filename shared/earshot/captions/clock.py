"""Times as captions write them."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

_MS = 1000


def clock(time_s: float, decimal: str = ".") -> str:
    """Hours, minutes, seconds and milliseconds.

    >>> clock(3661.5), clock(0.0004, ",")
    ('01:01:01.500', '00:00:00,000')
    """
    total_ms = max(0, round(time_s * _MS))
    seconds, ms = divmod(total_ms, _MS)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{seconds:02d}{decimal}{ms:03d}"
