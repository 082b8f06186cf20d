"""Captions keep the broadcasters' rules, whatever was heard."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import pytest

from earshot.captions.cue import CaptionOptions, Cue, Salience, Style
from earshot.captions.cues import caption
from earshot.domain.events import SoundEvent
from earshot.domain.levels import Level, LevelRange
from earshot.labels.ontology import audioset

ALL_LEVELS = LevelRange(first=Level.EVERYTHING, stop=7)


def heard(
    name: str, onset_s: float, offset_s: float, score: float = 0.8, levels: LevelRange = ALL_LEVELS
) -> SoundEvent:
    return SoundEvent(
        label_id=audioset().ids_by_name[name],
        onset_s=onset_s,
        offset_s=offset_s,
        score=score,
        levels=levels,
    )


def told(cues: tuple[Cue, ...]) -> list[tuple[float, float, str]]:
    return [(round(cue.start_s, 3), round(cue.end_s, 3), cue.text) for cue in cues]


def test_a_short_sound_is_shown_long_enough() -> None:
    assert told(caption([heard("Bark", 3.0, 3.2)], CaptionOptions())) == [
        (3.0, 4.5, "[dog barking]")
    ]


def test_a_long_sound_is_shown_at_most_five_seconds() -> None:
    assert told(caption([heard("Bark", 3.0, 30.0)], CaptionOptions())) == [
        (3.0, 8.0, "[dog barking]")
    ]


def test_a_continuing_sound_is_announced_and_ended_but_not_repeated() -> None:
    assert told(caption([heard("Rain", 10, 100)], CaptionOptions())) == [
        (10, 15, "[rain begins]"),
        (100, 101.5, "[rain stops]"),
    ]


def test_a_continuing_sound_that_is_soon_back_continues() -> None:
    cues = caption([heard("Music", 0, 20), heard("Music", 26, 60)], CaptionOptions())
    assert [cue.text for cue in cues] == ["[music begins]", "[music continues]", "[music stops]"]


def test_nothing_stops_at_the_end_of_the_video() -> None:
    cues = caption([heard("Rain", 10, 100)], CaptionOptions(), duration_s=100.0)
    assert [cue.text for cue in cues] == ["[rain begins]"]


def test_close_repeats_are_one() -> None:
    barks = [heard("Bark", at, at + 0.3) for at in (1, 2, 3, 4)]
    assert told(caption(barks, CaptionOptions())) == [(1, 4.3, "[dog barking]")]


def test_min_gap_splits_them() -> None:
    barks = [heard("Bark", 1, 1.3), heard("Bark", 5, 5.3)]
    assert len(caption(barks, CaptionOptions(min_gap_s=2))) == 2
    assert len(caption(barks, CaptionOptions(min_gap_s=4))) == 1


def test_simultaneous_sounds_share_a_cue() -> None:
    cues = caption([heard("Applause", 1, 6), heard("Cheering", 1.2, 4)], CaptionOptions())
    assert [cue.text for cue in cues] == ["[applause, cheering]"]


def test_what_starts_later_joins_what_still_sounds() -> None:
    cues = caption([heard("Applause", 1, 6), heard("Cheering", 3, 5)], CaptionOptions())
    assert told(cues) == [(1, 3, "[applause]"), (3, 6, "[applause, cheering]")]


def test_only_the_most_specific_label_is_told() -> None:
    events = [heard("Animal", 1, 3), heard("Dog", 1, 2.8), heard("Bark", 1.1, 2.6)]
    assert [cue.text for cue in caption(events, CaptionOptions())] == ["[dog barking]"]


@pytest.mark.parametrize(
    ("salience", "expected"),
    [
        (Salience.SAFETY, ["[fire alarm]"]),
        (Salience.STORY, ["[fire alarm]", "[dog barking]"]),
        (Salience.EVERYTHING, ["[fire alarm]", "[dog barking]", "[silence]"]),
    ],
)
def test_salience_chooses(salience: Salience, expected: list[str]) -> None:
    events = [heard("Fire alarm", 1, 3), heard("Bark", 10, 11), heard("Silence", 20, 30)]
    cues = caption(events, CaptionOptions(salience=salience))
    assert [cue.text for cue in cues] == expected


def test_only_events_of_the_level_are_captioned() -> None:
    unsure = LevelRange(first=Level.EVERYTHING, stop=Level.BALANCED)
    events = [heard("Bark", 1, 2, levels=unsure)]
    assert caption(events, CaptionOptions(level=Level.BALANCED)) == ()
    assert len(caption(events, CaptionOptions(level=Level.EVERYTHING))) == 1


def test_plain_style_has_no_brackets() -> None:
    (cue,) = caption([heard("Bark", 1, 2)], CaptionOptions(style=Style.PLAIN))
    assert cue.text == "dog barking"
