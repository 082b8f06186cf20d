"""Turns a drawn scene into sound, and says what sounds in it when."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import fft

from earshot_training.augment.clipping import overdriven
from earshot_training.augment.filtering import filtered
from earshot_training.augment.speed import change_speed
from earshot_training.bank import Bank
from earshot_training.scenes.draw import Excerpt, SceneDraw

FADE_SAMPLES = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Sounding:
    """One clip sounds in a scene from `onset_s` to `offset_s`, at `snr_db` over the bed."""

    clip: int
    onset_s: float
    offset_s: float
    snr_db: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A mixed scene: `waveform` (sample,) float32 and its truth."""

    waveform: NDArray[np.float32]
    soundings: tuple[Sounding, ...]


def loudness(waveform: NDArray[np.float32]) -> float:
    """Root mean square of the louder tenth of 10 ms hops: how loud a sound is while it sounds."""
    count = max(1, len(waveform) // 160)
    power = np.square(waveform[: count * 160].reshape(count, -1), dtype=np.float32).mean(axis=1)
    return float(np.sqrt(np.percentile(power, 90.0)) + 1e-9)


def coloured_noise(seed: int, samples: int, colour: float) -> NDArray[np.float32]:
    """Noise whose power falls with frequency ** (2 * colour), loudness 1."""
    spectrum = fft.rfft(np.random.default_rng(seed).standard_normal(samples).astype(np.float32))
    slope = np.maximum(np.arange(spectrum.size), samples / 400.0) ** -colour
    noise = np.asarray(fft.irfft(spectrum * slope, samples), np.float32)
    return noise / np.float32(loudness(noise))


def mix_scene(
    draw: SceneDraw, bank: Bank, rooms: Sequence[NDArray[np.float32]], sample_rate_hz: int
) -> Scene:
    """Mix one scene as drawn."""
    mixed = coloured_noise(draw.noise_seed, draw.samples, draw.noise_colour)
    mixed *= np.float32(10.0 ** (draw.noise_db / 20.0))
    soundings: list[Sounding] = []
    if draw.bed is not None:
        bed = _looped(bank.waveform(draw.bed.clip, draw.bed.start, draw.bed.stop), draw.samples)
        mixed += bed * np.float32(0.05 / loudness(bed))
        end_s = draw.samples / sample_rate_hz
        soundings.append(Sounding(clip=draw.bed.clip, onset_s=0.0, offset_s=end_s, snr_db=0.0))
    floor = max(loudness(mixed), 0.003)
    for event in draw.events:
        soundings.extend(_add_event(mixed, floor, event, bank, rooms, sample_rate_hz))
    mixed = filtered(mixed, draw.channel, None, sample_rate_hz)[: draw.samples]
    mixed *= np.float32(10.0 ** (draw.peak_dbfs / 20.0) / max(1e-6, float(np.abs(mixed).max())))
    return Scene(waveform=overdriven(mixed, draw.overdrive_db), soundings=tuple(soundings))


def _add_event(
    mixed: NDArray[np.float32],
    floor: float,
    event: Excerpt,
    bank: Bank,
    rooms: Sequence[NDArray[np.float32]],
    sample_rate_hz: int,
) -> list[Sounding]:
    source = bank.waveform(event.clip, event.start, event.stop)
    source = change_speed(source, event.speed)
    _fade(source, FADE_SAMPLES)
    room = rooms[event.room] if event.room >= 0 else None
    sound = filtered(source, event.equaliser, room, sample_rate_hz)
    sound *= np.float32(floor * 10.0 ** (event.snr_db / 20.0) / loudness(sound[: len(source)]))
    start = max(0, event.at)
    stop = max(start, min(len(mixed), event.at + len(sound)))
    mixed[start:stop] += sound[start - event.at : stop - event.at]
    return [
        Sounding(clip=event.clip, onset_s=onset_s, offset_s=offset_s, snr_db=event.snr_db)
        for onset_s, offset_s in _times(event, bank, len(mixed), sample_rate_hz)
    ]


def _times(
    event: Excerpt, bank: Bank, samples: int, sample_rate_hz: int
) -> list[tuple[float, float]]:
    """Where the isolated stretches inside an excerpt come to lie in the scene."""
    times = []
    for first, last in bank.isolated[event.clip].spans:
        onset = event.at + (max(int(first), event.start) - event.start) / event.speed
        offset = event.at + (min(int(last), event.stop) - event.start) / event.speed
        onset, offset = max(onset, 0.0), min(offset, float(samples))
        if offset - onset >= 0.02 * sample_rate_hz:
            times.append((onset / sample_rate_hz, offset / sample_rate_hz))
    return times


def _fade(waveform: NDArray[np.float32], samples: int) -> None:
    length = min(samples, len(waveform) // 2)
    ramp = np.linspace(0.0, 1.0, length, dtype=np.float32)
    waveform[:length] *= ramp
    waveform[len(waveform) - length :] *= ramp[::-1]


def _looped(waveform: NDArray[np.float32], samples: int) -> NDArray[np.float32]:
    """Repeat a bed to `samples` with cross-faded seams."""
    _fade(waveform, 800)
    if len(waveform) >= samples:
        return waveform[:samples].copy()
    step = len(waveform) - 800
    out = np.zeros(samples + len(waveform), np.float32)
    for start in range(0, samples, step):
        out[start : start + len(waveform)] += waveform
    return out[:samples]
