"""Scenes place sounds at the times that their truth states."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from earshot_training.augment.equaliser import Equaliser
from earshot_training.bank import Bank
from earshot_training.isolation import Isolated
from earshot_training.label_space import ClipTruth
from earshot_training.scenes.draw import Excerpt, SceneDraw, SceneSettings, draw_scene
from earshot_training.scenes.mix import Scene, mix_scene
from earshot_training.scenes.truth import frame_targets, frame_weights

RATE_HZ = 16_000
FLAT = Equaliser(tilt_db=0.0, high_pass_hz=0.0, low_pass_hz=0.0)
QUIET = SceneDraw(
    samples=5 * RATE_HZ,
    bed=None,
    noise_seed=1,
    noise_colour=0.0,
    noise_db=-70.0,
    events=(),
    peak_dbfs=-6.0,
    overdrive_db=0.0,
    channel=FLAT,
)


@pytest.fixture
def bank() -> Bank:
    rng = np.random.default_rng(2)
    burst = (8000 * rng.standard_normal(RATE_HZ // 2)).clip(-32768, 32767).astype(np.int16)
    padded = np.concatenate([np.zeros(RATE_HZ, np.int16), burst, np.zeros(RATE_HZ, np.int16)])
    spans = np.array([[RATE_HZ, RATE_HZ + len(burst)]], np.int64)
    return Bank(
        audio=padded,
        spans=np.array([[0, len(padded)]], np.int64),
        isolated=[Isolated(spans=spans, texture=False)],
        event_weights=np.ones(1),
        bed_weights=np.zeros(1),
        nameless_weights=np.zeros(1),
    )


def _burst(at_s: float, *, snr_db: float = 40.0, speed: float = 1.0) -> Excerpt:
    return Excerpt(
        clip=0,
        start=RATE_HZ,
        stop=RATE_HZ + RATE_HZ // 2,
        at=int(at_s * RATE_HZ),
        snr_db=snr_db,
        speed=speed,
    )


def _loud_from_s(scene: Scene) -> float:
    loud = np.abs(scene.waveform) > 0.1 * np.abs(scene.waveform).max()
    return float(np.flatnonzero(loud)[0]) / RATE_HZ


def test_an_event_sounds_at_the_time_that_the_truth_states(bank: Bank) -> None:
    scene = mix_scene(replace(QUIET, events=(_burst(2.0),)), bank, [], RATE_HZ)
    (sounding,) = scene.soundings
    assert (sounding.onset_s, sounding.offset_s) == (2.0, 2.5)
    assert _loud_from_s(scene) == pytest.approx(2.0, abs=0.006)


def test_a_faster_event_ends_earlier(bank: Bank) -> None:
    scene = mix_scene(replace(QUIET, events=(_burst(2.0, speed=1.25),)), bank, [], RATE_HZ)
    assert scene.soundings[0].offset_s == pytest.approx(2.4, abs=1e-3)


def test_an_event_before_the_start_leaves_no_trace(bank: Bank) -> None:
    scene = mix_scene(replace(QUIET, events=(_burst(-2.0),)), bank, [], RATE_HZ)
    assert scene.soundings == ()


def test_the_peak_is_as_drawn(bank: Bank) -> None:
    scene = mix_scene(replace(QUIET, events=(_burst(1.0),)), bank, [], RATE_HZ)
    assert np.abs(scene.waveform).max() == pytest.approx(10 ** (-6 / 20), rel=1e-3)


def test_the_same_seed_draws_the_same_scene(bank: Bank) -> None:
    settings = SceneSettings(scene_s=3.0)
    first = draw_scene(np.random.default_rng(9), bank, 0, settings)
    assert first == draw_scene(np.random.default_rng(9), bank, 0, settings)


def test_targets_state_the_share_of_each_frame() -> None:
    truth = ClipTruth(present=np.array([[True, False]]), unknown=np.array([[False, True]]))
    targets, known = frame_targets(np.array([[0.1, 0.16, 0.0]]), truth, 25, 0.04)
    assert targets[:, 0].tolist()[:5] == pytest.approx([0.0, 0.0, 0.5, 1.0, 0.0])
    assert known[:, 0].all()
    assert not known[2:4, 1].any()
    assert known[20:, 1].all()


def test_short_sounds_count_more_than_long_ones() -> None:
    truth = ClipTruth(
        present=np.array([[True, False], [False, True]]), unknown=np.zeros((2, 2), bool)
    )
    soundings = np.array([[0.0, 4.0, 0.0], [1.0, 1.3, 1.0]])
    targets, known = frame_targets(soundings, truth, 100, 0.04)
    weights = frame_weights(soundings, truth, targets, known, hop_s=0.04, emphasis=0.7)
    assert weights[50, 0] == pytest.approx((1.5 / 4.0) ** 0.7)
    assert weights[28, 1] == pytest.approx((1.5 / 0.3) ** 0.7)
    assert weights[50, 1] == 1.0
    even = frame_weights(soundings, truth, targets, known, hop_s=0.04, emphasis=0.0)
    assert (even == 1.0).all()
