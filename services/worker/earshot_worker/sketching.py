"""Sketching: peaks, spectrogram and loudness, taken from the sound on its way to the model."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from earshot.domain.ids import VideoId
from earshot.domain.keys import loudness_key, peaks_key, spectrogram_key
from earshot.ports.object_store import ObjectStore
from earshot.traces.makers import LoudnessMaker, PeaksMaker, SpectrogramMaker

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Sketch:
    """What eyes and captions want to know of a sound, beside what the model hears in it."""

    def __init__(self, rate_hz: int) -> None:
        self._peaks = PeaksMaker(rate_hz)
        self._spectrogram = SpectrogramMaker(rate_hz)
        self._loudness = LoudnessMaker(rate_hz)

    def take_channels(self, block: NDArray[np.int16]) -> None:
        """What comes out of the extractor before it is mixed, shape (sample, channel)."""
        self._loudness.take(block)

    def watch(self, waveform: Iterable[NDArray[np.float32]]) -> Iterator[NDArray[np.float32]]:
        """Pass the pieces on."""
        for piece in waveform:
            self._peaks.take(piece)
            self._spectrogram.take(piece)
            yield piece

    def keep(self, store: ObjectStore, video_id: VideoId) -> None:
        """Store all three; the same sound gives the same bytes."""
        store.put(peaks_key(video_id), self._peaks.encoded())
        store.put(spectrogram_key(video_id), self._spectrogram.encoded())
        store.put(loudness_key(video_id), self._loudness.encoded())

    def close(self) -> None:
        """Drop what lies on scratch."""
        for maker in (self._peaks, self._spectrogram, self._loudness):
            maker.close()


@contextmanager
def sketching(rate_hz: int) -> Iterator[Sketch]:
    """A sketch of sound at this rate; its scratch goes with the context."""
    sketch = Sketch(rate_hz)
    try:
        yield sketch
    finally:
        sketch.close()
