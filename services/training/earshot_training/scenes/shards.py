"""Writes scenes to disk in shards, as log-mel frames with their truth."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from earshot.audio.log_mel import LogMelSettings, log_mel
from earshot_training.augment.codec import coded, draw_codec
from earshot_training.bank import Bank
from earshot_training.scenes.draw import SceneSettings, draw_scene
from earshot_training.scenes.mix import Scene, mix_scene


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """Scenes ready for training.

    `log_mel` float16 (scene, mel_frame, mel_band); `soundings` float64 (sounding, 5) with
    scene, onset in s, offset in s, clip, signal-to-noise ratio in dB.
    """

    log_mel: NDArray[np.float16]
    soundings: NDArray[np.float64]


def make_shard(
    rng: np.random.Generator,
    bank: Bank,
    rooms: Sequence[NDArray[np.float32]],
    settings: SceneSettings,
    *,
    scenes: int,
    coded_share: float,
) -> Shard:
    """Draw, mix and describe a shard; `coded_share` of all shards pass a lossy codec."""
    made = [
        mix_scene(draw_scene(rng, bank, len(rooms), settings), bank, rooms, settings.sample_rate_hz)
        for _ in range(scenes)
    ]
    waveforms = np.stack([scene.waveform for scene in made])
    if rng.random() < coded_share:
        whole = coded(waveforms.ravel(), draw_codec(rng), settings.sample_rate_hz)
        waveforms = whole.reshape(waveforms.shape)
    frames = [log_mel(waveform, LogMelSettings()) for waveform in waveforms]
    return Shard(log_mel=np.stack(frames).astype(np.float16), soundings=_table(made))


def _table(scenes: Sequence[Scene]) -> NDArray[np.float64]:
    rows = [
        (index, sounding.onset_s, sounding.offset_s, sounding.clip, sounding.snr_db)
        for index, scene in enumerate(scenes)
        for sounding in scene.soundings
    ]
    return np.array(rows, np.float64).reshape(-1, 5)


def write_shard(path: Path, shard: Shard) -> None:
    """Write a shard; it appears under its name only when complete."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    with partial.open("wb") as stream:
        np.savez(stream, log_mel=shard.log_mel, soundings=shard.soundings)
    partial.replace(path)


def read_shard(path: Path) -> Shard:
    """Read a shard back."""
    with np.load(path) as arrays:
        return Shard(log_mel=arrays["log_mel"], soundings=arrays["soundings"])
