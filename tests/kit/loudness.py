"""A small real tagger: it calls whatever is loud a bark, so that tests know what to expect."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import numpy as np

from earshot.domain.ids import LabelId
from earshot.ports.tagger import TaggedBlock
from earshot.tagging.bundle import Bundle, read_manifest

if TYPE_CHECKING:
    from numpy.typing import NDArray

RATE_HZ = 16_000
HOP_SAMPLES = 640
BLOCK_SAMPLES = 160_000
BARK = LabelId("/m/05tny_")
SINE = LabelId("/m/01v_m0")
STEEP = 80.0
LOUD = 0.1


def loudness_bundle(thresholds: tuple[float, ...] = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7)) -> Bundle:
    """The bundle of `LoudnessTagger`; other thresholds make another policy, not another bundle."""
    policy = {"thresholds": thresholds, "median_frames": 1, "min_duration_s": 0.04}
    entry = {"grade": "good", "policy": policy, "figures": {}}
    manifest = {
        "schema": 1,
        "name": "loudness",
        "version": "1",
        "model": {
            "file": "none.onnx",
            "sha256": "0" * 64,
            "runtime": "numpy",
            "precision": "fp32",
        },
        "log_mel": {"sample_rate_hz": RATE_HZ},
        "block": {
            "core_frames": 1000,
            "margin_frames": 0,
            "frames_per_score": 4,
            "frames_per_embedding": 100,
        },
        "embedding_size": 4,
        "labels": [
            {"id": BARK, "name": "Bark", **entry},
            {"id": SINE, "name": "Sine wave", **entry},
        ],
        "licence": "Apache-2.0",
        "attribution": "none",
    }
    return read_manifest(json.dumps(manifest).encode())


class LoudnessTagger:
    """Score of Bark: how far a hop's root mean square is above `LOUD`; of Sine wave: nothing."""

    def __init__(self, bundle: Bundle | None = None) -> None:
        self._bundle = bundle or loudness_bundle()

    @property
    def bundle(self) -> Bundle:
        return self._bundle

    def tag(self, waveform: Iterable[NDArray[np.float32]]) -> Iterator[TaggedBlock]:
        held = np.empty(0, np.float32)
        for piece in waveform:
            held = np.concatenate([held, piece])
            while held.size >= BLOCK_SAMPLES:
                yield _block(held[:BLOCK_SAMPLES])
                held = held[BLOCK_SAMPLES:]
        if held.size:
            yield _block(held)


def _block(samples: NDArray[np.float32]) -> TaggedBlock:
    loudness = _rms(samples, HOP_SAMPLES)
    logits = np.stack([STEEP * (loudness - LOUD), np.full_like(loudness, -9.0)], axis=1)
    seconds = _rms(samples, RATE_HZ)
    embeddings = np.stack([seconds, 1 - seconds, seconds**2, np.ones_like(seconds)], axis=1)
    embeddings /= np.linalg.norm(embeddings, axis=1, keepdims=True)
    return TaggedBlock(logits=logits.astype(np.float32), embeddings=embeddings.astype(np.float32))


def _rms(samples: NDArray[np.float32], hop: int) -> NDArray[np.float64]:
    padded = np.zeros(-(-samples.size // hop) * hop)
    padded[: samples.size] = samples
    mean: NDArray[np.float64] = np.sqrt(np.square(padded.reshape(-1, hop)).mean(axis=1))
    return mean
