"""Times as people read them."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import pytest

from earshot_standalone.clock import clock, length


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(0, "00:00.0"), (59.96, "01:00.0"), (75.26, "01:15.3"), (3725, "1:02:05.0")],
)
def test_clock(seconds: float, shown: str) -> None:
    assert clock(seconds) == shown


def test_length_of_what_is_not_known_yet() -> None:
    assert length(None) == "\N{EN DASH}"
    assert length(62.4) == "01:02"
