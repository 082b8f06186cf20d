"""Loudness tells where a sound comes from, and keeps silent where it cannot."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import numpy as np
import pytest

from earshot.captions.cue import CaptionOptions
from earshot.captions.cues import caption
from earshot.captions.whereabouts import Loudness, Whereabouts, whereabouts
from tests.kit.query_archives import heard


def film(channels: int, left_db: float, right_db: float) -> Loudness:
    """A minute: quiet, loud talk from 10 to 20 s, and one sound from 30 to 32 s."""
    levels_db = np.full((2, 600), -70, dtype=np.float32)
    levels_db[:, 100:200] = -12
    levels_db[0, 300:320], levels_db[1, 300:320] = left_db, right_db
    return Loudness(levels_db=levels_db[:channels])


@pytest.mark.parametrize(
    ("loudness", "expected"),
    [
        (film(2, -15, -15), None),
        (film(2, -15, -30), Whereabouts.LEFT),
        (film(2, -30, -15), Whereabouts.RIGHT),
        (film(2, -45, -45), Whereabouts.FAR),
        (film(2, -69, -69), None),
        (film(1, -15, -15), None),
        (film(1, -45, -45), Whereabouts.FAR),
        (Loudness(levels_db=np.zeros((2, 0), dtype=np.float32)), None),
    ],
)
def test_loudness_tells_where(loudness: Loudness, expected: Whereabouts | None) -> None:
    assert whereabouts(loudness, 30, 32) is expected


def test_captions_say_so_in_each_language() -> None:
    events = [heard("Bark", 30, 32), heard("Rain", 30.1, 55)]
    texts = {
        language: caption(events, CaptionOptions(language=language), 60, film(2, -45, -45))[0].text
        for language in ("en", "de")
    }
    assert texts == {
        "en": "[dog barking in the distance, rain begins]",
        "de": "[Hund bellt in der Ferne, Regen beginnt]",
    }
