"""Draws what happens in a scene: which sounds, when, how loud, in which room."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from earshot_training.augment.clipping import draw_overdrive_db
from earshot_training.augment.equaliser import Equaliser, draw_equaliser
from earshot_training.augment.speed import draw_speed
from earshot_training.bank import Bank


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneSettings:
    """Length and loudness of scenes, and how full they are."""

    sample_rate_hz: int = 16_000
    scene_s: float = 10.24
    mean_events: float = 3.0
    max_events: int = 8
    snr_db: tuple[float, float] = (-5.0, 25.0)
    peak_dbfs: tuple[float, float] = (-30.0, -1.0)
    bed_shares: tuple[float, float, float] = (0.45, 0.25, 0.3)
    reverberant_share: float = 0.4
    narrow_share: float = 0.2
    longest_texture_s: float = 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """A stretch of a clip, and how it is played: at scene sample `at`."""

    clip: int
    start: int
    stop: int
    at: int = 0
    snr_db: float = 0.0
    speed: float = 1.0
    room: int = -1
    equaliser: Equaliser = field(
        default_factory=lambda: Equaliser(tilt_db=0.0, high_pass_hz=0.0, low_pass_hz=0.0)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneDraw:
    """Everything that is random about one scene."""

    samples: int
    bed: Excerpt | None
    noise_seed: int
    noise_colour: float
    noise_db: float
    events: tuple[Excerpt, ...]
    peak_dbfs: float
    overdrive_db: float
    channel: Equaliser


def draw_scene(
    rng: np.random.Generator, bank: Bank, rooms: int, settings: SceneSettings
) -> SceneDraw:
    """Draw one scene over a labelled bed, a nameless bed, or coloured noise alone."""
    samples = int(settings.scene_s * settings.sample_rate_hz)
    count = min(int(rng.poisson(settings.mean_events)), settings.max_events)
    return SceneDraw(
        samples=samples,
        bed=_draw_bed(rng, bank, samples, settings),
        noise_seed=int(rng.integers(2**31)),
        noise_colour=float(rng.uniform(0.0, 1.2)),
        noise_db=float(rng.uniform(-70.0, -35.0)),
        events=tuple(draw_event(rng, bank, samples, rooms, settings) for _ in range(count)),
        peak_dbfs=float(rng.uniform(*settings.peak_dbfs)),
        overdrive_db=draw_overdrive_db(rng),
        channel=draw_equaliser(rng, narrow_share=settings.narrow_share),
    )


def _draw_bed(
    rng: np.random.Generator, bank: Bank, samples: int, settings: SceneSettings
) -> Excerpt | None:
    kind = int(rng.choice(3, p=settings.bed_shares))
    weights = (bank.bed_weights, bank.nameless_weights, np.zeros(0))[kind]
    if not weights.any():
        return None
    clip = int(rng.choice(len(weights), p=weights))
    length = int(bank.spans[clip, 1])
    start = int(rng.integers(max(1, length - samples)))
    return Excerpt(clip=clip, start=start, stop=min(length, start + samples))


def draw_event(
    rng: np.random.Generator, bank: Bank, samples: int, rooms: int, settings: SceneSettings
) -> Excerpt:
    """Draw one event: an isolated stretch (or a run of them) of some clip, and its place."""
    clip = int(rng.choice(len(bank.event_weights), p=bank.event_weights))
    start, stop = _draw_stretch(rng, bank, clip, settings)
    reverberant = rooms > 0 and rng.random() < settings.reverberant_share
    return Excerpt(
        clip=clip,
        start=start,
        stop=stop,
        at=int(rng.integers(-settings.sample_rate_hz // 2, samples - 1600)),
        snr_db=float(rng.uniform(*settings.snr_db)),
        speed=draw_speed(rng),
        room=int(rng.integers(rooms)) if reverberant else -1,
        equaliser=draw_equaliser(rng, narrow_share=0.05),
    )


def _draw_stretch(
    rng: np.random.Generator, bank: Bank, clip: int, settings: SceneSettings
) -> tuple[int, int]:
    found = bank.isolated[clip]
    longest = int(settings.longest_texture_s * settings.sample_rate_hz)
    first = int(rng.integers(len(found.spans)))
    last = min(len(found.spans) - 1, first + int(rng.geometric(0.5)) - 1)
    start, stop = int(found.spans[first, 0]), int(found.spans[last, 1])
    if found.texture:
        wanted = int(rng.uniform(0.8, settings.longest_texture_s) * settings.sample_rate_hz)
        if stop - start > wanted:
            start = int(rng.integers(start, stop - wanted))
            stop = start + wanted
    return start, min(stop, start + longest)
