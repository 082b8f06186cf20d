"""A waveform in pieces of any length becomes log-mel blocks of one size, in bounded memory."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from earshot.audio.log_mel import samples_for, spectrogram
from earshot.audio.log_mel_settings import LogMelSettings
from earshot.tagging.geometry import BlockGeometry

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class LogMelBlock:
    """One block as the model wants it."""

    log_mel: NDArray[np.float32]
    """Shape (mel_frame, mel_band): margin, core, margin. Silence before the start and after the
    end."""
    frames: int
    """Frames of the core that hold sound: fewer than all only in the last block."""
    last: bool


def frame_blocks(
    waveform: Iterable[NDArray[np.float32]], settings: LogMelSettings, geometry: BlockGeometry
) -> Iterator[LogMelBlock]:
    """Cut the log-mel spectrogram of a waveform into blocks, as it comes in.

    The cores joined are `log_mel` of the pieces joined, wherever the pieces were cut.
    """
    core, margin = geometry.core_frames, geometry.margin_frames
    silence = np.full((margin, settings.mel_bands), settings.silence, np.float32)
    before, held, frames = silence, None, core
    for slab, held_frames in _slabs(waveform, settings, core):
        if held is not None:
            block = np.concatenate([before, held, slab[:margin]])
            yield LogMelBlock(log_mel=block, frames=frames, last=False)
            before = held[core - margin :]
        held, frames = slab, held_frames
    if held is not None:
        block = np.concatenate([before, held, silence])
        yield LogMelBlock(log_mel=block, frames=frames, last=True)


def _slabs(
    waveform: Iterable[NDArray[np.float32]], settings: LogMelSettings, frames: int
) -> Iterator[tuple[NDArray[np.float32], int]]:
    """The spectrogram without margins, so many frames at a time, the last filled with silence.

    With each, how many of its frames hold sound.
    """
    hop = settings.hop_samples
    buffer = np.zeros(samples_for(frames, settings), np.float32)
    filled, overlap = settings.left_samples, settings.window_samples - hop
    heard, done = 0, 0
    for piece in waveform:
        heard, taken = heard + piece.shape[0], 0
        while taken < piece.shape[0]:
            count = min(piece.shape[0] - taken, buffer.shape[0] - filled)
            buffer[filled : filled + count] = piece[taken : taken + count]
            filled, taken = filled + count, taken + count
            if filled == buffer.shape[0]:
                yield spectrogram(buffer, settings), frames
                done += frames
                buffer[:overlap] = buffer[frames * hop :]
                filled = overlap
    rest = settings.frames(heard) - done
    padded = np.zeros(samples_for(rest, settings), np.float32)
    padded[:filled] = buffer[: min(filled, padded.shape[0])]
    last = spectrogram(padded, settings)
    # The windows of the last frames reach into the silence after the end, so that one frame more
    # than a slab may be left.
    for start in range(0, rest, frames):
        slab = np.full((frames, settings.mel_bands), settings.silence, np.float32)
        held = last[start : start + frames]
        slab[: held.shape[0]] = held
        yield slab, held.shape[0]


class SecondMeans:
    """Embeddings of whole seconds from the model's steps, also where a second straddles blocks.

    A second's embedding is the mean of the steps, each weighted by how much of it lies in that
    second and in the sound, brought to length 1.
    """

    def __init__(
        self, settings: LogMelSettings, geometry: BlockGeometry, embedding_size: int
    ) -> None:
        self._second_frames = settings.sample_rate_hz // settings.hop_samples
        self._step_frames = geometry.frames_per_embedding
        self._open = np.zeros(embedding_size, np.float32)
        self._frame = 0

    def add(self, steps: NDArray[np.float32], frames: int, *, last: bool) -> NDArray[np.float32]:
        """Take the steps (step, value) of the next frames; the seconds (second, value) they end.

        The last step may reach beyond the frames; what does so carries no weight. When the sound
        ends here, so does the second that has begun.
        """
        start, stop = self._frame, self._frame + frames
        ends = np.minimum(start + (np.arange(steps.shape[0]) + 1) * self._step_frames, stop)
        begins = start + np.arange(steps.shape[0]) * self._step_frames
        first, end = start // self._second_frames, -(-stop // self._second_frames)
        second = np.arange(first, end)[:, None] * self._second_frames
        shared = np.minimum(ends, second + self._second_frames) - np.maximum(begins, second)
        weights = np.maximum(shared, 0).astype(np.float32)
        sums = np.einsum("st,tv->sv", weights, steps)  # small: a product would wake BLAS's threads
        sums[0] += self._open
        ended = sums.shape[0] if last else stop // self._second_frames - first
        self._open = sums[ended] if ended < sums.shape[0] else np.zeros_like(self._open)
        self._frame = stop
        return _unit_length(sums[:ended])


def _unit_length(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths = np.sqrt(np.square(vectors).sum(axis=1, keepdims=True))
    return np.asarray(vectors / np.maximum(lengths, 1e-12), dtype=np.float32)
