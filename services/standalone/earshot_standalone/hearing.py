"""The pipeline on one file with nothing stored: what `earshot listen` tells."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from earshot.domain.events import SoundEvent
from earshot.domain.levels import Level
from earshot.errors import NoAudioTrack
from earshot.ports.audio_extractor import AudioExtractor, AudioStream
from earshot.ports.tagger import Tagger
from earshot.tagging.bundle import Bundle
from earshot.tagging.decoding import decode
from earshot.tagging.policy import uniform_policies


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardFile:
    """Scores of a whole file, as the model gave them."""

    path: Path
    bundle: Bundle
    duration_s: float
    scores: NDArray[np.float32]
    """Shape (score_frame, label), in [0, 1], not quantised."""
    remark: str | None
    """One sentence where the file has no sound or is damaged."""


def hear(
    path: Path, extractor: AudioExtractor, tagger: Tagger, advance: Callable[[float], None]
) -> HeardFile:
    """Listen to a file; `advance` is told the seconds of sound as they are read."""
    bundle = tagger.bundle
    rate_hz = bundle.log_mel.sample_rate_hz
    info = extractor.probe(path)
    logits = [np.zeros((0, len(bundle.labels)), dtype=np.float32)]
    decoded_s, remark = 0.0, None
    try:
        with extractor.open(path, rate_hz) as stream:
            logits.extend(block.logits for block in tagger.tag(_watched(stream, rate_hz, advance)))
            outcome = stream.outcome()
            decoded_s, remark = outcome.decoded_s, outcome.detail if outcome.damaged else None
    except NoAudioTrack as error:
        remark = str(error)
    joined = np.concatenate(logits)
    return HeardFile(
        path=path,
        bundle=bundle,
        duration_s=max(decoded_s, info.duration_s or 0.0),
        scores=np.reciprocal(1.0 + np.exp(-joined, dtype=np.float32)),
        remark=remark,
    )


def as_document(heard: HeardFile, level: Level, floor: float | None) -> dict[str, Any]:
    """The JSON of `earshot listen`: every label with its best score, and the events."""
    bundle = heard.bundle
    policies = bundle.policies
    if floor is not None:
        policies = uniform_policies(floor, len(bundle.labels))
    ids = [label.label_id for label in bundle.labels]
    events = decode(heard.scores, ids, policies, bundle.hop_s, heard.duration_s)
    best = heard.scores.max(axis=0, initial=0.0)
    document: dict[str, Any] = {
        "file": str(heard.path),
        "duration_s": round(heard.duration_s, 3),
        "bundle": bundle.bundle_id,
        "labels": [
            {"label": label.name, "label_id": label.label_id, "score": round(float(score), 6)}
            for label, score in zip(bundle.labels, best, strict=True)
        ],
        "events": list(_told(events, bundle, level)),
    }
    return document | ({"remark": heard.remark} if heard.remark else {})


def _told(events: list[SoundEvent], bundle: Bundle, level: Level) -> Iterator[dict[str, Any]]:
    names = {label.label_id: label.name for label in bundle.labels}
    for event in sorted(events, key=lambda event: (event.onset_s, event.label_id)):
        if level in event.levels:
            yield {
                "label": names[event.label_id],
                "label_id": event.label_id,
                "onset_s": round(event.onset_s, 3),
                "offset_s": round(event.offset_s, 3),
                "score": round(event.score, 6),
            }


def _watched(
    stream: AudioStream, rate_hz: int, advance: Callable[[float], None]
) -> Iterator[NDArray[np.float32]]:
    for piece in stream:
        yield piece
        advance(len(piece) / rate_hz)
