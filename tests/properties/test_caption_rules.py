"""Captions keep the broadcasters' rules for whatever is heard and said."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from earshot.captions.cue import CaptionOptions, Cue, Salience
from earshot.captions.cues import caption
from earshot.captions.lines import CHARS_A_SECOND, LINE_CHARS, LINES
from earshot.captions.merging import merge
from earshot.captions.speech import read_speech
from earshot.captions.subrip import write_subrip
from earshot.captions.webvtt import write_webvtt
from earshot.domain.events import SoundEvent
from tests.kit.query_archives import heard

NAMES = ["Rain", "Music", "Bark", "Dog", "Animal", "Applause", "Cheering", "Shatter", "Siren"]
EVENTS = st.lists(
    st.builds(
        lambda name, at, length: heard(name, at / 10, (at + length) / 10),
        st.sampled_from([*NAMES, "Silence", "Speech", "Fire engine, fire truck (siren)"]),
        st.integers(0, 600),
        st.integers(1, 300),
    ),
    max_size=25,
)
LANGUAGE = st.sampled_from(["en", "de", "fr", "es", "pt"])
SALIENCE = st.sampled_from(list(Salience))
SPEECH = st.lists(
    st.builds(
        lambda at, length, lines: Cue(
            start_s=at / 10, end_s=(at + length) / 10, lines=tuple(lines), is_speech=True
        ),
        st.integers(0, 600),
        st.integers(3, 60),
        st.lists(
            st.text("abc d", min_size=1, max_size=42).filter(str.strip), min_size=1, max_size=2
        ),
    ),
    max_size=20,
)
MS = 0.0011


def captions(events: Sequence[SoundEvent], language: str, salience: Salience) -> tuple[Cue, ...]:
    options = CaptionOptions(language=language, salience=salience)
    return caption(events, options, duration_s=95.0)


@settings(max_examples=200)
@given(EVENTS, LANGUAGE, SALIENCE)
def test_cues_can_be_read(events: list[SoundEvent], language: str, salience: Salience) -> None:
    cues = captions(events, language, salience)
    for cue in cues:
        length_s = cue.end_s - cue.start_s
        assert 0.7 - 1e-9 <= length_s <= 5.0 + 1e-9
        assert len(cue.lines) <= LINES
        assert all(len(line) <= LINE_CHARS for line in cue.lines)
        # The end of the video may cut a cue short; nothing else may.
        assert len(cue.text) <= CHARS_A_SECOND * length_s + 1e-6 or cue.end_s == 95.0
    for one, other in pairwise(cues):
        assert one.end_s <= other.start_s


@settings(max_examples=200)
@given(EVENTS, SPEECH)
def test_sounds_never_cover_or_split_speech(events: list[SoundEvent], speech: list[Cue]) -> None:
    sounds = captions(events, "en", Salience.EVERYTHING)
    merged = merge(sounds, speech)
    spoken = [cue for cue in merged if cue.is_speech]
    assert [(c.start_s, c.end_s) for c in spoken] == sorted((c.start_s, c.end_s) for c in speech)
    beside = [cue for cue in merged if not cue.is_speech]
    for sound in beside:
        assert not any(
            s.start_s < sound.end_s - 1e-6 and sound.start_s < s.end_s - 1e-6 for s in speech
        )
        assert min(abs(sound.start_s - s.start_s) for s in sounds) <= 0.5 + 1e-9
        assert sound.end_s - sound.start_s >= 0.7 - 1e-5
    for one, other in pairwise(beside):
        assert one.end_s <= other.start_s + 1e-6


@settings(max_examples=100)
@given(EVENTS, SPEECH)
def test_files_read_back_to_the_same_cues(events: list[SoundEvent], speech: list[Cue]) -> None:
    merged = merge(captions(events, "de", Salience.STORY), speech)
    for text in (write_webvtt(merged), write_subrip(merged)):
        again = read_speech(text.encode())
        assert len(again) == len(merged)
        for one, other in zip(again, merged, strict=True):
            assert abs(one.start_s - other.start_s) < MS
            assert one.text.split() == other.text.split()
