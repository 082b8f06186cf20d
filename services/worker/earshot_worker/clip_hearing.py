"""A short sound heard whole: its embeddings, or one sentence on why it cannot be compared."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from earshot.domain.query_clips import LONGEST_S
from earshot.errors import NoAudioTrack, TooLong
from earshot.ports.audio_extractor import AudioExtractor, AudioStream
from earshot.ports.tagger import Tagger

if TYPE_CHECKING:
    from numpy.typing import NDArray

GRACE_S = 0.5
"""Containers round: a clip that was cut to thirty seconds may be a little longer."""
SILENT = 1e-4
"""Nothing louder than this, of 1, is nothing that anyone hears."""
SCRAP_S = 0.25
"""What is left of a last second, if it is less than this, says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardClip:
    """Rows (second, value) as the index has them of videos."""

    rows: NDArray[np.float32]
    duration_s: float


def hear_clip(
    path: Path, extractor: AudioExtractor, tagger: Tagger, check: Callable[[], None] = lambda: None
) -> HeardClip:
    """Listen; `MediaError` with one sentence where the file is at fault.

    `check` is called between two pieces and may raise to end it.
    """
    declared_s = extractor.probe(path).duration_s
    if declared_s is not None and declared_s > LONGEST_S + GRACE_S:
        raise _too_long(f"{declared_s:.0f} s")
    rate_hz = tagger.bundle.log_mel.sample_rate_hz
    with extractor.open(path, rate_hz) as stream:
        passing = _Passing(stream, rate_hz, check)
        blocks = [block.embeddings for block in tagger.tag(passing.pieces())]
    if not blocks:
        raise NoAudioTrack("there is no sound in this clip")
    if passing.loudest < SILENT:
        raise NoAudioTrack("this clip is silent: there is nothing to compare")
    rows = np.concatenate(blocks)
    if len(rows) > 1 and passing.heard_s % 1 < SCRAP_S and passing.heard_s % 1 > 0:
        rows = rows[:-1]
    return HeardClip(rows=rows, duration_s=passing.heard_s)


@dataclass(slots=True)
class _Passing:
    """Measures the sound on its way to the model, and ends one that does not end."""

    stream: AudioStream
    rate_hz: int
    check: Callable[[], None]
    loudest: float = field(default=0.0, init=False)
    heard_s: float = field(default=0.0, init=False)

    def pieces(self) -> Iterator[NDArray[np.float32]]:
        samples = 0
        for piece in self.stream:
            self.check()
            samples += len(piece)
            self.heard_s = samples / self.rate_hz
            if self.heard_s > LONGEST_S + GRACE_S:
                raise _too_long("longer than that")
            self.loudest = max(self.loudest, float(np.abs(piece).max(initial=0.0)))
            yield piece


def _too_long(how_long: str) -> TooLong:
    return TooLong(f"a clip to search by may be {LONGEST_S:.0f} s long at most; this is {how_long}")
