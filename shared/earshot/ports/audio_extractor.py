"""Sound out of media files, on the player's clock."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from earshot.domain.media import Extraction, MediaInfo

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    ChannelSink = Callable[[NDArray[np.int16]], None]


class AudioStream(Protocol):
    """The default audio track as mono float32 in [-1, 1], piece by piece."""

    def __iter__(self) -> Iterator[NDArray[np.float32]]:
        """Waveform pieces of any length, shape (sample,); sample n is player time n / rate.

        Raises `ExtractionTimedOut`, `ExtractionCrashed`, `TooLong`, or `NotMedia` when nothing
        can be decoded.
        """
        ...

    def outcome(self) -> Extraction:
        """How it ended; to be asked after the last piece."""
        ...


class AudioExtractor(Protocol):
    """Reads media that may be hostile: no network, bounded time and memory."""

    def probe(self, path: Path) -> MediaInfo:
        """Headers only. `NotMedia` when the file cannot be read as media at all."""
        ...

    def open(
        self, path: Path, sample_rate_hz: int, channels: ChannelSink | None = None
    ) -> AbstractContextManager[AudioStream]:
        """Start decoding; leaving the context ends the process whatever state it is in.

        `channels` is told the same sound before it is mixed, just before each piece: 16-bit
        samples, shape (sample, channel), of two channels where the track is stereo, else of one.

        Raises `NoAudioTrack` or `NotMedia` at once where the headers say so.
        """
        ...
