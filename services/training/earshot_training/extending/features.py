"""What the last layers of an exported network see, frame by frame, and where a recording sounds."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from earshot.audio.log_mel import log_mel
from earshot.tagging.blocks import frame_blocks
from earshot.tagging.bundle import Bundle
from earshot_training.extending.graph import LOGITS, Tap, tapped

SOUNDS_ABOVE = 0.1
"""Part of its loudest frames' magnitude at which a recording counts as sounding: -20 dB."""
LOUDEST = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """An exported network that tells the features of its last layers."""

    bundle: Bundle
    taps: tuple[Tap, ...]
    session: Any

    def features(self, waveform: NDArray[np.float32]) -> NDArray[np.float32]:
        """Shape (score_frame, feature): those of all taps beside each other."""
        names = [tap.features for tap in self.taps]
        found = []
        geometry = self.bundle.block
        frames = geometry.block_frames // geometry.frames_per_score
        for block in frame_blocks([waveform], self.bundle.log_mel, geometry):
            told = self.session.run(names, {"log_mel": block.log_mel[None]})
            wide = np.concatenate([at_frames(one[0], frames) for one in told], axis=1)
            found.append(geometry.score_core(wide, block.frames))
        return np.concatenate(found)

    def split(self, row: NDArray[np.float32]) -> list[NDArray[np.float32]]:
        """A row of weights over all features as one row a tap."""
        return np.split(row, np.cumsum(self.sizes)[:-1])

    @property
    def sizes(self) -> list[int]:
        """How many features each tap has."""
        silent = np.zeros(self.bundle.log_mel.hop_samples, np.float32)
        block = next(frame_blocks([silent], self.bundle.log_mel, self.bundle.block))
        names = [tap.features for tap in self.taps]
        told = self.session.run(names, {"log_mel": block.log_mel[None]})
        return [one.shape[1] for one in told]


def open_network(bundle: Bundle, model: Any, taps: Sequence[Tap]) -> Network:
    """On one thread of ONNX Runtime."""
    session = _session(tapped(model, taps))
    return Network(bundle=bundle, taps=tuple(taps), session=session)


def logits_of(model: Any, bundle: Bundle, waveform: NDArray[np.float32]) -> NDArray[np.float32]:
    """Logits (score_frame, label) of a whole waveform."""
    session = _session(model)
    found = []
    for block in frame_blocks([waveform], bundle.log_mel, bundle.block):
        (logits,) = session.run([LOGITS], {"log_mel": block.log_mel[None]})
        found.append(bundle.block.score_core(logits[0], block.frames))
    return np.concatenate(found)


def at_frames(features: NDArray[np.float32], frames: int) -> NDArray[np.float32]:
    """Features (channel, step) as (score_frame, channel); between steps on a straight line.

    As the network itself goes from steps to frames: a step is told at its end, and the frames
    before it lead there from the step before (`served.between_steps`).
    """
    steps = features.T
    inside = frames // steps.shape[0]
    if inside == 1:
        return steps
    before = np.concatenate([steps[:1], steps[:-1]])[:, None]
    share = ((np.arange(inside, dtype=np.float32) * 2 + 1) / (2 * inside))[:, None]
    joined = before + (steps[:, None] - before) * share
    return np.asarray(joined.reshape(frames, -1), np.float32)


def sounding(waveform: NDArray[np.float32], bundle: Bundle) -> NDArray[np.bool_]:
    """At which score frames (score_frame,) a recording sounds, by its own loudness."""
    levels = np.exp(log_mel(waveform, bundle.log_mel)).mean(axis=1)
    size = bundle.block.frames_per_score
    padded = np.zeros(-(-levels.size // size) * size)
    padded[: levels.size] = levels
    by_frame = padded.reshape(-1, size).max(axis=1) - bundle.log_mel.log_offset
    loud: NDArray[np.bool_] = by_frame >= SOUNDS_ABOVE * np.quantile(by_frame, LOUDEST)
    return loud


def _session(model: Any) -> Any:
    import onnxruntime  # noqa: PLC0415 - heavy, and only this needs it

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(
        model.SerializeToString(), options, providers=["CPUExecutionProvider"]
    )
