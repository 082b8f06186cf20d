"""Writes events for other tools: Audacity, Raven, Label Studio, metadata and chapter tracks."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import pairwise

from earshot.captions.clock import clock
from earshot.captions.phrasebook import Phrasebook
from earshot.captions.sounds import Sound
from earshot.captions.webvtt import escape
from earshot.domain.events import SoundEvent
from earshot.labels.ontology import audioset

LONG_S = 10.0
CHAPTER_LEAST_S = 15.0
TOLD = 3
RAVEN_COLUMNS = (
    "Selection",
    "View",
    "Channel",
    "Begin Time (s)",
    "End Time (s)",
    "Low Freq (Hz)",
    "High Freq (Hz)",
    "Label",
    "Score",
)
_HALF_RATE_HZ = 8000


def write_audacity(events: Iterable[SoundEvent]) -> str:
    """A label track: begin, end and text, separated by tabs."""
    return "".join(f"{e.onset_s:.6f}\t{e.offset_s:.6f}\t{_name(e)}\n" for e in events)


def write_raven(events: Iterable[SoundEvent]) -> str:
    """A selection table for Raven."""
    rows = ["\t".join(RAVEN_COLUMNS)]
    for number, event in enumerate(events, start=1):
        times = f"{event.onset_s:.6f}\t{event.offset_s:.6f}\t0\t{_HALF_RATE_HZ}"
        rows.append(f"{number}\tSpectrogram 1\t1\t{times}\t{_name(event)}\t{event.score:.4f}")
    return "\n".join(rows) + "\n"


def write_labelstudio(events: Iterable[SoundEvent], *, audio: str, model: str) -> str:
    """One task with predictions, for the template Audio/Sound Event Detection."""
    listed = list(events)
    result = [
        {
            "id": f"e{number}",
            "from_name": "label",
            "to_name": "audio",
            "type": "labels",
            "score": round(event.score, 4),
            "value": {
                "start": round(event.onset_s, 3),
                "end": round(event.offset_s, 3),
                "labels": [_name(event)],
                "channel": 0,
            },
        }
        for number, event in enumerate(listed, start=1)
    ]
    mean = sum(event.score for event in listed) / len(listed) if listed else 0.0
    prediction = {"model_version": model, "score": round(mean, 4), "result": result}
    task = {"data": {"audio": audio}, "predictions": [prediction]}
    return json.dumps([task], ensure_ascii=False, indent=1) + "\n"


def write_metadata(events: Iterable[SoundEvent]) -> str:
    """A metadata track: each event as JSON in a cue of its own; cues may overlap."""
    cues = []
    for event in events:
        told = {
            "label": _name(event),
            "label_id": event.label_id,
            "onset_s": round(event.onset_s, 3),
            "offset_s": round(event.offset_s, 3),
            "score": round(event.score, 4),
        }
        # An arrow inside a payload would end it; JSON may write any character by its number.
        payload = json.dumps(told, ensure_ascii=False).replace(">", "\\u003e")
        cues.append(f"\n{clock(event.onset_s)} --> {clock(event.offset_s)}\n{payload}\n")
    return "WEBVTT\nKind: metadata\n" + "".join(cues)


def write_chapters(sounds: Sequence[Sound], duration_s: float, book: Phrasebook) -> str:
    """A chapter track: parts divided where long sounds begin or end, named by what is in them."""
    bounds_s = [0.0]
    for at_s in sorted(
        at_s
        for sound in sounds
        if sound.end_s - sound.start_s >= LONG_S
        for at_s in (sound.start_s, sound.end_s)
    ):
        if at_s - bounds_s[-1] >= CHAPTER_LEAST_S and duration_s - at_s >= CHAPTER_LEAST_S:
            bounds_s.append(at_s)
    bounds_s.append(duration_s)
    cues = [
        f"\n{clock(start_s)} --> {clock(end_s)}\n{escape(_title(sounds, start_s, end_s, book))}\n"
        for start_s, end_s in pairwise(bounds_s)
        if end_s > start_s
    ]
    return "WEBVTT\nKind: chapters\n" + "".join(cues)


def _title(sounds: Sequence[Sound], start_s: float, end_s: float, book: Phrasebook) -> str:
    heard_s: dict[str, float] = {}
    for sound in sounds:
        common_s = min(sound.end_s, end_s) - max(sound.start_s, start_s)
        if common_s > 0:
            heard_s[sound.phrase] = heard_s.get(sound.phrase, 0.0) + common_s
    longest = sorted(heard_s, key=lambda phrase: (-heard_s[phrase], phrase))[:TOLD]
    return ", ".join(longest) or book.phrase(audioset().ids_by_name["Silence"])


def _name(event: SoundEvent) -> str:
    return audioset().names.get(event.label_id, event.label_id)
