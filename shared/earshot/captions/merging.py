"""Brings sound cues and speech cues together: speech stays as it is, sound finds its place.

::

    speech           [ Hello.  ]        [ How are you? ]
    sounds   [dog barking]   [door slams]
    merged   [dog b.][ Hello.  ][door s.][ How are you? ]     cut, or moved by up to 0.5 s
    or               [ [dog barking]
                       Hello.  ]                              joined, where there is no room
"""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from earshot.captions.cue import Cue
from earshot.captions.lines import CHARS_A_SECOND, LINE_CHARS, LINES, reading_s, set_lines

SHOWN_LEAST_S = 0.7
MOVED_MOST_S = 0.5


def merge(sounds: Sequence[Cue], speech: Sequence[Cue]) -> tuple[Cue, ...]:
    """All cues in order. No sound cue overlaps a speech cue; speech keeps its times and words.

    A sound that fits neither beside nor into the speech is left out: what is said goes first.
    """
    spoken = sorted(speech, key=lambda cue: (cue.start_s, cue.end_s))
    busy = _busy(spoken)
    longest_s = max((cue.end_s - cue.start_s for cue in spoken), default=0.0)
    placed: list[Cue] = []
    joined: dict[int, list[Cue]] = {}
    for sound in sorted(sounds, key=lambda cue: (cue.start_s, cue.end_s)):
        free_from_s = placed[-1].end_s if placed else 0.0
        fitted = _beside(sound, busy, free_from_s)
        if fitted is not None:
            placed.append(fitted)
            continue
        host = _host(sound, spoken, joined, longest_s)
        if host is not None:
            joined.setdefault(host, []).append(sound)
    whole = [
        _with_sounds(cue, joined.get(at, []), hurried=True) or cue for at, cue in enumerate(spoken)
    ]
    return tuple(sorted([*whole, *placed], key=lambda cue: (cue.start_s, cue.end_s)))


def _busy(spoken: Iterable[Cue]) -> list[tuple[float, float]]:
    """Stretches with speech, joined where they overlap or touch."""
    stretches: list[tuple[float, float]] = []
    for cue in spoken:
        if stretches and cue.start_s <= stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], max(stretches[-1][1], cue.end_s))
        else:
            stretches.append((cue.start_s, cue.end_s))
    return stretches


def _beside(sound: Cue, busy: Sequence[tuple[float, float]], free_from_s: float) -> Cue | None:
    """The cue cut or moved so that it overlaps nothing; None where there is no room."""
    need_s = max(SHOWN_LEAST_S, reading_s(sound.text))
    at = bisect_right(busy, (sound.start_s, float("inf"))) - 1
    around = busy[max(at, 0) : at + 2]
    begins_s = [max(sound.start_s, free_from_s)]
    begins_s += [stop_s for _, stop_s in around]
    begins_s += [start_s - need_s for start_s, _ in reversed(around)]
    for begin_s in begins_s:
        if abs(begin_s - sound.start_s) > MOVED_MOST_S or begin_s < free_from_s:
            continue
        length_s = max(need_s, sound.end_s - max(begin_s, sound.start_s))
        end_s = min(begin_s + length_s, _free_until(busy, begin_s))
        # Half a microsecond: begins are made by subtraction.
        if end_s - begin_s >= need_s - _ROUNDING_S:
            return replace(sound, start_s=begin_s, end_s=end_s)
    return None


_ROUNDING_S = 5e-7


def _free_until(busy: Sequence[tuple[float, float]], begin_s: float) -> float:
    """When the next speech begins; the moment itself inside speech."""
    at = bisect_right(busy, (begin_s, float("inf"))) - 1
    if at >= 0 and busy[at][1] > begin_s:
        return begin_s
    return busy[at + 1][0] if at + 1 < len(busy) else float("inf")


def _start(cue: Cue) -> float:
    return cue.start_s


def _host(
    sound: Cue, spoken: Sequence[Cue], joined: dict[int, list[Cue]], longest_s: float
) -> int | None:
    """The first speech cue near the sound that has room for it, if need be in a hurry."""
    first = bisect_left(spoken, sound.start_s - MOVED_MOST_S - longest_s, key=_start)
    last = bisect_right(spoken, sound.end_s + MOVED_MOST_S, key=_start)
    near = [at for at in range(first, last) if spoken[at].end_s >= sound.start_s - MOVED_MOST_S]
    for hurried in (False, True):
        for at in near:
            sounds = [*joined.get(at, []), sound]
            if _with_sounds(spoken[at], sounds, hurried=hurried) is not None:
                return at
    return None


def _with_sounds(cue: Cue, sounds: Sequence[Cue], *, hurried: bool) -> Cue | None:
    """Speech with sounds in its lines; None where they do not fit or cannot be read in time."""
    if not sounds:
        return cue
    told = " ".join(dict.fromkeys(sound.text for sound in sounds))
    lines = _joined_lines(told, cue.lines)
    if lines is None:
        return None
    chars = sum(len(line) for line in lines)
    if not hurried and chars > max(
        CHARS_A_SECOND * (cue.end_s - cue.start_s), sum(map(len, cue.lines))
    ):
        return None
    return replace(
        cue,
        lines=lines,
        label_ids=tuple(label for sound in sounds for label in sound.label_ids),
        score=max(sound.score for sound in sounds),
    )


def _joined_lines(told: str, lines: tuple[str, ...]) -> tuple[str, ...] | None:
    """Above the words; in their line where there are two already; set anew as a last resort."""
    if len(told) <= LINE_CHARS and len(lines) < LINES:
        return (told, *lines)
    if len(told) + 1 + len(lines[0]) <= LINE_CHARS and len(lines) <= LINES:
        return (f"{told} {lines[0]}", *lines[1:])
    return set_lines(" ".join((told, *lines)))
