"""Finds out when a recording was made from the tags of its container."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

_TAGS = ("com.apple.quicktime.creationdate", "creation_time", "date")
"""Best first: Apple's tag knows the time zone, creation_time is UTC, date is often only a day."""
_FIRST_YEAR = 1971
"""Clocks that were never set say 1904 or 1970."""
_COMPACT_ZONE = re.compile(r"([+-]\d\d)(\d\d)$")


def recorded_at(tags: Sequence[Mapping[str, str]], now: datetime) -> datetime | None:
    """The moment that the best usable tag names, in UTC; tags of the whole file come first."""
    for name in _TAGS:
        for group in tags:
            for key, text in group.items():
                moment = _moment(text) if key.lower() == name else None
                if moment is not None and _plausible(moment, now):
                    return moment
    return None


def _moment(text: str) -> datetime | None:
    cleaned = _COMPACT_ZONE.sub(r"\1:\2", text.strip())
    if len(cleaned) < len("2000-01-01"):
        return None
    try:
        moment = datetime.fromisoformat(cleaned)
        return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _plausible(moment: datetime, now: datetime) -> bool:
    return moment.year >= _FIRST_YEAR and moment <= now + timedelta(days=1)
