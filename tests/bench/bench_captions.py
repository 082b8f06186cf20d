"""Captions of a three-hour film with ten thousand events, alone and merged with speech."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime

import numpy as np

from earshot.captions.cue import CaptionOptions, Cue, Salience
from earshot.captions.cues import caption
from earshot.captions.merging import merge
from earshot.captions.webvtt import write_webvtt
from earshot.captions.whereabouts import Loudness
from earshot.domain.corrections import Correction, Kind, corrected
from earshot.domain.events import SoundEvent
from earshot.labels.ontology import audioset
from tests.bench.timing import p50, p99, table, times
from tests.kit.query_archives import heard

HOURS_S = 10_800.0
AT_MOST_MS = 300
NAMES = ("Rain", "Music", "Bark", "Dog", "Animal", "Applause", "Shatter", "Siren", "Speech", "Car")


def run() -> Iterator[str]:
    """Cues and WebVTT from events that are in memory."""
    events = made_up()
    speech = [
        Cue(start_s=at, end_s=at + 2.5, lines=("What was that?",), is_speech=True)
        for at in range(0, int(HOURS_S), 5)
    ]
    options = CaptionOptions(salience=Salience.EVERYTHING)

    def alone(_: int) -> str:
        return write_webvtt(caption(events, options, HOURS_S))

    def merged(_: int) -> str:
        return write_webvtt(merge(caption(events, options, HOURS_S), speech))

    loudness = _made_up_loudness()
    corrections = _made_up_corrections()

    def placed(_: int) -> str:
        right = corrected(events, corrections, audioset().descendants)
        return write_webvtt(caption(right, options, HOURS_S, loudness))

    rows = []
    calls = (
        ("sounds", alone),
        ("sounds and speech", merged),
        ("sounds, corrected 500 times, with loudness", placed),
    )
    for name, call in calls:
        took = times(range(10), call)
        rows.append((name, len(events), p50(took.cpu_ms), p99(took.wall_ms)))
    yield from table(("captions", "events", "cpu p50 ms", "wall p99 ms"), rows)
    yield ""
    yield f"At most {AT_MOST_MS} ms."


def _made_up_loudness() -> Loudness:
    """Of two channels, every 100 ms."""
    levels_db = np.random.default_rng(7).normal(-30, 8, (2, round(HOURS_S * 10)))
    return Loudness(levels_db=levels_db.astype(np.float32))


def _made_up_corrections() -> list[Correction]:
    chance, ids = random.Random(8), audioset().ids_by_name
    return [
        Correction(
            correction_id=f"{number:026d}",
            kind=Kind.ABSENT if number % 2 else Kind.PRESENT,
            label_id=ids[chance.choice(NAMES)],
            start_s=at_s,
            end_s=at_s + 2,
            made_at=datetime(2026, 11, 21, tzinfo=UTC),
        )
        for number, at_s in enumerate(chance.uniform(0, HOURS_S - 9) for _ in range(500))
    ]


def made_up() -> list[SoundEvent]:
    """Events of ten labels, a thousand each."""
    chance = random.Random(7)
    events = []
    for name in NAMES:
        at_s = 0.0
        while at_s < HOURS_S - 10:
            at_s += chance.expovariate(1 / 8)
            length_s = round(0.2 + chance.expovariate(1 / 2.5), 2)
            events.append(heard(name, round(at_s, 2), round(at_s + length_s, 2)))
            at_s += length_s
    return events
