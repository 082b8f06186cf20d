"""From sounds to cues as broadcasters write them: brief, readable, never over each other.

::

    rain       [===========================]      goes on: announced, ended, not repeated
    dog            [=]  [=]                       close together: one
    cues       [rain begins][dog barking]  [rain stops]
"""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from earshot.captions.cue import CaptionOptions, Cue, Style
from earshot.captions.lines import LINE_CHARS, LINES, bracketed, reading_s, set_lines
from earshot.captions.phrasebook import Phrasebook, phrasebook
from earshot.captions.sounds import Sound, worth_a_caption
from earshot.captions.whereabouts import Loudness, told, whereabouts
from earshot.domain.events import SoundEvent
from earshot.domain.ids import LabelId
from earshot.labels.ontology import audioset

SHOWN_LEAST_S = 0.7
SHOWN_S = 1.5
SHOWN_MOST_S = 5.0
GOES_ON_S = 8.0
"""A continuing sound at least this long gets a caption at its end too."""
RESUMES_S = 10.0
"""A continuing sound that is back within this time continues, rather than begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Notice:
    """One phrase that wants to be shown from a moment on."""

    start_s: float
    until_s: float
    """Until when the sound itself gives reason to show it."""
    phrase: str
    sound: Sound
    is_end: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Open:
    """The cue that is being put together."""

    start_s: float
    notices: tuple[_Notice, ...]
    text: str
    """What it would say now."""
    least_s: float
    """The shortest time that lets it be read."""
    end_s: float
    """When it would leave if nothing else came."""


def _opened(start_s: float, notices: Sequence[_Notice], style: Style) -> _Open:
    """Of the notices as many as fit."""
    kept, text = _fitting(tuple(notices), style)
    least_s = max(SHOWN_LEAST_S, reading_s(text))
    wanted_s = max(notice.until_s for notice in kept) - start_s
    return _Open(
        start_s=start_s,
        notices=kept,
        text=text,
        least_s=least_s,
        end_s=start_s + min(max(SHOWN_S, least_s, wanted_s), SHOWN_MOST_S),
    )


def caption(
    events: Iterable[SoundEvent],
    options: CaptionOptions,
    duration_s: float | None = None,
    loudness: Loudness | None = None,
) -> tuple[Cue, ...]:
    """Cues for the events of one video, sorted; `duration_s` keeps the last one inside it.

    With `loudness` brief sounds tell that they are far away, on the left or on the right.
    """
    book = phrasebook(options.language)
    sounds = worth_a_caption(events, options, audioset(), book)
    if loudness is not None:
        sounds = [_located(sound, loudness, options.language) for sound in sounds]
    notices = sorted(_notices(sounds, book), key=lambda notice: (notice.start_s, notice.phrase))
    return tuple(_inside(_cues(notices, options.style), duration_s))


def _located(sound: Sound, loudness: Loudness, language: str) -> Sound:
    if sound.continuing:
        return sound
    where = whereabouts(loudness, sound.start_s, sound.end_s)
    return replace(sound, phrase=told(sound.phrase, where, language))


def _notices(sounds: Sequence[Sound], book: Phrasebook) -> Iterator[_Notice]:
    ended_s: dict[LabelId, float] = {}
    returns = _returns(sounds)
    for at, sound in enumerate(sounds):
        phrase = sound.phrase
        goes_on = sound.continuing and sound.end_s - sound.start_s >= GOES_ON_S
        if goes_on or (sound.continuing and at in returns.values()):
            before_s = ended_s.get(sound.label_id)
            resumed = before_s is not None and sound.start_s - before_s <= RESUMES_S
            course = book.course_of(phrase)
            phrase = (course.continues if resumed else course.begins).format(sound.phrase)
        yield _Notice(start_s=sound.start_s, until_s=sound.end_s, phrase=phrase, sound=sound)
        if goes_on and at not in returns:
            ends = book.course_of(sound.phrase).ends.format(sound.phrase)
            yield _Notice(
                start_s=sound.end_s, until_s=sound.end_s, phrase=ends, sound=sound, is_end=True
            )
        ended_s[sound.label_id] = sound.end_s


def _returns(sounds: Sequence[Sound]) -> dict[int, int]:
    """Which sound is the return of which continuing one, soon after it."""
    last: dict[LabelId, int] = {}
    back: dict[int, int] = {}
    for at, sound in enumerate(sounds):
        before = last.get(sound.label_id)
        if (
            sound.continuing
            and before is not None
            and sounds[before].end_s - sounds[before].start_s >= GOES_ON_S
            and sound.start_s - sounds[before].end_s <= RESUMES_S
        ):
            back[before] = at
        last[sound.label_id] = at
    return back


def _cues(notices: Iterable[_Notice], style: Style) -> Iterator[Cue]:
    current: _Open | None = None
    for notice in notices:
        if current is None or notice.start_s >= current.end_s:
            if current is not None:
                yield _closed(current, current.end_s)
            current = _opened(notice.start_s, [notice], style)
        elif notice.start_s - current.start_s < current.least_s:
            current = _opened(current.start_s, [*current.notices, notice], style)
        else:
            yield _closed(current, notice.start_s)
            still = [one for one in current.notices if _still(one, notice.start_s)]
            current = _opened(notice.start_s, [*still, notice], style)
    if current is not None:
        yield _closed(current, current.end_s)


def _still(notice: _Notice, now_s: float) -> bool:
    """True when the sound goes on long enough, and was not shown too long, to be told again."""
    until_s = min(notice.until_s, notice.start_s + SHOWN_MOST_S)
    return until_s - now_s >= SHOWN_LEAST_S


def _fitting(notices: tuple[_Notice, ...], style: Style) -> tuple[tuple[_Notice, ...], str]:
    """Drop the least telling until two lines hold the rest and five seconds read them."""
    text = bracketed([notice.phrase for notice in notices], style)
    while len(notices) > 1 and (set_lines(text) is None or reading_s(text) > SHOWN_MOST_S):
        least = max(notices, key=_unimportance)
        notices = tuple(notice for notice in notices if notice is not least)
        text = bracketed([notice.phrase for notice in notices], style)
    return notices, text


def _unimportance(notice: _Notice) -> tuple[int, bool, float]:
    return (notice.sound.salience, notice.is_end, -notice.sound.score)


def _closed(current: _Open, end_s: float) -> Cue:
    return Cue(
        start_s=current.start_s,
        end_s=end_s,
        lines=set_lines(current.text) or (current.text[: LINES * LINE_CHARS],),
        label_ids=tuple(dict.fromkeys(notice.sound.label_id for notice in current.notices)),
        score=max(notice.sound.score for notice in current.notices),
    )


def _inside(cues: Iterable[Cue], duration_s: float | None) -> Iterator[Cue]:
    """Keep cues inside the video, without one that would be too brief to see."""
    for cue in cues:
        if duration_s is None or cue.end_s <= duration_s:
            yield cue
        elif duration_s - cue.start_s >= SHOWN_LEAST_S:
            yield Cue(
                start_s=cue.start_s,
                end_s=duration_s,
                lines=cue.lines,
                label_ids=cue.label_ids,
                score=cue.score,
            )
