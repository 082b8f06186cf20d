"""An extractor that makes its sound itself, second by second, with something done in between."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from earshot.domain.media import Extraction, MediaInfo

if TYPE_CHECKING:
    from numpy.typing import NDArray


class SecondsOfSound:
    """One loud second, one silent second, and so on; `between` is called before each of them."""

    def __init__(self, seconds: int = 4, between: Callable[[int], None] = lambda _: None) -> None:
        self._seconds = seconds
        self._between = between

    def probe(self, path: Path) -> MediaInfo:
        path.stat()
        return MediaInfo(duration_s=float(self._seconds), audio_tracks=1, recorded_at=None)

    @contextmanager
    def open(
        self,
        path: Path,
        sample_rate_hz: int,
        channels: Callable[[NDArray[np.int16]], None] | None = None,
    ) -> Iterator[SoundStream]:
        del path
        yield SoundStream(self._seconds, sample_rate_hz, self._between, channels)


class SoundStream:
    """What `SecondsOfSound` opens."""

    def __init__(
        self,
        seconds: int,
        rate_hz: int,
        between: Callable[[int], None],
        channels: Callable[[NDArray[np.int16]], None] | None,
    ) -> None:
        self._channels = channels
        self._seconds = seconds
        self._rate_hz = rate_hz
        self._between = between

    def __iter__(self) -> Iterator[NDArray[np.float32]]:
        for second in range(self._seconds):
            self._between(second)
            loud = second % 2 == 0
            if self._channels is not None:
                self._channels(np.full((self._rate_hz, 1), 16_384 if loud else 0, np.int16))
            yield np.full(self._rate_hz, 0.5 if loud else 0.0, np.float32)

    def outcome(self) -> Extraction:
        return Extraction(decoded_s=float(self._seconds), damaged=False, detail=None)
