"""A made-up sound becomes one label more of the bundle that ships."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from earshot.adapters.tagger.resolve import resolve_tagger
from earshot.settings import Settings
from earshot.tagging.bundle import load_bundle
from earshot.tagging.decoding import decode
from earshot_worker.bundles import bundle_folder

soundfile = pytest.importorskip("soundfile", reason="soundfile comes with the extra train")
pytest.importorskip("tqdm", reason="tqdm comes with the extra train")
extend = pytest.importorskip("earshot_training.commands.extend")

RATE_HZ = 16_000
NAME = "Gate of the works"


def _warble(rng: np.random.Generator) -> NDArray[np.float32]:
    """What the gate does: a tone that wobbles quickly, never twice the same."""
    time = np.arange(round(rng.uniform(1.0, 2.5) * RATE_HZ)) / RATE_HZ
    pitch_hz = rng.uniform(900, 1_300)
    wobble = np.sin(2 * np.pi * rng.uniform(11, 14) * time)
    phase = 2 * np.pi * np.cumsum(pitch_hz * (1 + 0.25 * wobble)) / RATE_HZ
    return np.asarray(0.3 * np.sign(np.sin(phase)) * np.hanning(time.size) ** 0.2, np.float32)


def _other(rng: np.random.Generator, seconds: float) -> NDArray[np.float32]:
    """What is there besides: noise of changing colour, steady tones, clicks, silence."""
    parts: list[NDArray[np.float64]] = []
    while sum(part.size for part in parts) < seconds * RATE_HZ:
        time = np.arange(round(rng.uniform(0.5, 2) * RATE_HZ)) / RATE_HZ
        kind = int(rng.integers(4))
        noise = rng.normal(0, rng.uniform(0.01, 0.2), time.size)
        tone = 0.3 * np.sin(2 * np.pi * rng.uniform(200, 3_000) * time)
        clicks = (rng.random(time.size) < 3e-4) * rng.normal(0, 0.8, time.size)
        parts.append((noise, np.cumsum(noise) / 40, tone, clicks)[kind])
    return np.asarray(np.clip(np.concatenate(parts), -1, 1), np.float32)


def _write(folder: Path, waveforms: list[NDArray[np.float32]]) -> Path:
    folder.mkdir(parents=True)
    for number, waveform in enumerate(waveforms):
        soundfile.write(folder / f"{number:02}.wav", waveform, RATE_HZ)
    return folder


@pytest.mark.slow
def test_a_made_up_label_is_heard_and_nothing_else_changes(tmp_path: Path) -> None:
    rng = np.random.default_rng(4)
    recordings = _write(tmp_path / "gate", [_warble(rng) for _ in range(8)])
    others = _write(tmp_path / "others", [_other(rng, 40) for _ in range(4)])
    shipped = bundle_folder(Settings())
    extended = extend.extend_bundle(shipped, recordings, others, NAME, tmp_path / "out")
    before, after = load_bundle(shipped), extended.bundle
    assert [label.name for label in after.labels] == [*(one.name for one in before.labels), NAME]
    assert after.bundle_id != before.bundle_id
    assert extended.figures["average_precision"] > 0.9
    scene = _other(rng, 30)
    gate = _warble(rng)
    scene[12 * RATE_HZ : 12 * RATE_HZ + gate.size] += gate
    logits = [
        np.concatenate([block.logits for block in resolve_tagger(Settings(), one).tag([scene])])
        for one in (before, after)
    ]
    assert np.abs(logits[1][:, :-1] - logits[0]).max() < 1e-3
    own = np.asarray(1 / (1 + np.exp(-logits[1][:, -1:])), np.float32)
    label = after.labels[-1].label_id
    events = decode(own, [label], [after.policies[-1]], after.hop_s, 30.0)
    heard = [one for one in events if 4 in one.levels]
    assert any(one.onset_s < 12.5 and one.offset_s > 12.5 for one in heard)
    assert sum(one.offset_s - one.onset_s for one in heard) < 4


def test_too_few_recordings_are_refused(tmp_path: Path) -> None:
    rng = np.random.default_rng(4)
    recordings = _write(tmp_path / "gate", [_warble(rng)])
    others = _write(tmp_path / "others", [_other(rng, 2)])
    with pytest.raises(ValueError, match="recordings of the sound are needed"):
        extend.extend_bundle(bundle_folder(Settings()), recordings, others, NAME, tmp_path / "out")


def test_a_label_that_it_hears_already_is_refused(tmp_path: Path) -> None:
    shipped = bundle_folder(Settings())
    with pytest.raises(ValueError, match="already"):
        extend.extend_bundle(shipped, tmp_path, tmp_path, "Dog", tmp_path / "out")
