"""Mixes a few validation scenes again, to be listened to: only such as may be given away."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from earshot.audio.log_mel import LogMelSettings, log_mel
from earshot_training.clip_cache import SAMPLE_RATE_HZ
from earshot_training.commands.prepare import Places
from earshot_training.commands.scenes import (
    VALIDATION_CODED,
    VALIDATION_SCENES,
    VALIDATION_SNR_DB,
    all_rooms,
    validation_draw,
)
from earshot_training.corpus import Clip
from earshot_training.licences import is_free
from earshot_training.material import Material
from earshot_training.scenes.draw import SceneSettings, draw_scene
from earshot_training.scenes.mix import mix_scene
from earshot_training.scenes.shards import Shard

SAME = 0.5
"""Mean distance of log-mel up to which a scene mixed again is the one that was judged; half
precision and a lossy codec on the way are further than nothing."""


def free_scenes(shards: Sequence[Shard], clips: Sequence[Clip]) -> list[int]:
    """Scenes, numbered through all shards, all of whose recordings may be given away."""
    found, first = [], 0
    for shard in shards:
        for scene in range(len(shard.log_mel)):
            rows = shard.soundings[shard.soundings[:, 0] == scene]
            if len(rows) > 1 and all(is_free(clips[int(clip)].licence) for clip in rows[:, 3]):
                found.append(first + scene)
        first += len(shard.log_mel)
    return found


def sounds_of(
    places: Places, material: Material, shards: Sequence[Shard], scenes: Sequence[int]
) -> dict[int, str]:
    """Data URIs of those scenes that come out as they were judged."""
    bank, rooms = material.bank("report"), all_rooms(places)
    out: dict[int, str] = {}
    for place, snr_db in enumerate(VALIDATION_SNR_DB):
        first = place * VALIDATION_SCENES
        wanted = [scene - first for scene in scenes if first <= scene < first + VALIDATION_SCENES]
        settings, rng = validation_draw(SceneSettings(), snr_db, "report")
        draws = [draw_scene(rng, bank, len(rooms), settings) for _ in range(VALIDATION_SCENES)]
        if rng.random() < VALIDATION_CODED:
            continue  # these passed a codec all together: mixing one again would not be the same
        for scene in wanted:
            waveform = mix_scene(draws[scene], bank, rooms, SAMPLE_RATE_HZ).waveform
            if _same(waveform, shards[place].log_mel[scene]):
                out[first + scene] = data_uri(waveform)
    return out


def _same(waveform: NDArray[np.float32], judged: NDArray[np.float16]) -> bool:
    again = log_mel(waveform, LogMelSettings())
    length = min(len(again), len(judged))
    return float(np.abs(again[:length] - judged[:length]).mean()) < SAME


def data_uri(waveform: NDArray[np.float32]) -> str:
    """A waveform as Ogg Vorbis, inside the page itself."""
    buffer = io.BytesIO()
    soundfile.write(buffer, waveform, SAMPLE_RATE_HZ, format="OGG", subtype="VORBIS")
    return "data:audio/ogg;base64," + base64.b64encode(buffer.getvalue()).decode()


def write_page(path: Path, html: str) -> None:
    """Write the report; it appears under its name only when complete."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    partial.write_text(html, encoding="utf-8")
    partial.replace(path)
