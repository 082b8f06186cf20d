"""From sounds to cues as broadcasters write them: brief, readable, never over each other.

::

    rain       [===========================]      goes on: announced, ended, not repeated
    dog            [=]  [=]                       close together: one
    cues       [rain begins][dog barking]  [rain stops]
"""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from earshot.captions.cue import CaptionOptions, Cue, Style
from earshot.captions.lines import bracketed, reading_s, set_lines
from earshot.captions.phrasebook import Phrasebook, phrasebook
from earshot.captions.sounds import Sound, worth_a_caption
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


@dataclass(slots=True, kw_only=True)
class _Open:
    """The cue that is being put together."""

    start_s: float
    notices: list[_Notice] = field(default_factory=list)

    def text(self, style: Style) -> str:
        """What it would say now."""
        return bracketed([notice.phrase for notice in self.notices], style)

    def least_s(self, style: Style) -> float:
        """The shortest time that lets it be read."""
        return max(SHOWN_LEAST_S, reading_s(self.text(style)))

    def end_s(self, style: Style) -> float:
        """When it would leave if nothing else came."""
        least_s = max(SHOWN_S, self.least_s(style))
        wanted_s = max(notice.until_s for notice in self.notices) - self.start_s
        return self.start_s + min(max(least_s, wanted_s), SHOWN_MOST_S)


def caption(
    events: Iterable[SoundEvent], options: CaptionOptions, duration_s: float | None = None
) -> tuple[Cue, ...]:
    """Cues for the events of one video, sorted; `duration_s` keeps the last one inside it."""
    book = phrasebook(options.language)
    sounds = worth_a_caption(events, options, audioset(), book)
    notices = sorted(_notices(sounds, book), key=lambda notice: (notice.start_s, notice.phrase))
    return tuple(_inside(_cues(notices, options.style), duration_s))


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
        if current is not None and notice.start_s < current.end_s(style):
            if notice.start_s - current.start_s < current.least_s(style):
                current.notices = _fitting([*current.notices, notice], style)
                continue
            yield _closed(current, notice.start_s, style)
            still = [
                one
                for one in current.notices
                if one.until_s - notice.start_s >= SHOWN_LEAST_S
                and one.start_s + SHOWN_MOST_S - notice.start_s >= SHOWN_LEAST_S
            ]
            current = _Open(start_s=notice.start_s, notices=_fitting([*still, notice], style))
            continue
        if current is not None:
            yield _closed(current, current.end_s(style), style)
        current = _Open(start_s=notice.start_s, notices=[notice])
    if current is not None:
        yield _closed(current, current.end_s(style), style)


def _fitting(notices: list[_Notice], style: Style) -> list[_Notice]:
    """Drop the least telling until two lines hold the rest and five seconds read them."""
    kept = notices
    while len(kept) > 1:
        text = bracketed([notice.phrase for notice in kept], style)
        if set_lines(text) is not None and reading_s(text) <= SHOWN_MOST_S:
            break
        least = max(kept, key=_unimportance)
        kept = [notice for notice in kept if notice is not least]
    return kept


def _unimportance(notice: _Notice) -> tuple[int, bool, float]:
    return (notice.sound.salience, notice.is_end, -notice.sound.score)


def _closed(current: _Open, end_s: float, style: Style) -> Cue:
    text = current.text(style)
    return Cue(
        start_s=current.start_s,
        end_s=end_s,
        lines=set_lines(text) or (text[: 2 * 42],),
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
