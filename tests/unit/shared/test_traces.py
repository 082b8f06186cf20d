"""Peaks, spectrogram and loudness: the same however the sound came, read back in part."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from earshot.errors import DamagedObject, NewerFormat
from earshot.traces.makers import LoudnessMaker, PeaksMaker, SpectrogramMaker
from earshot.traces.reading import loudness_of, peaks_of, picture_of
from earshot.traces.trace_file import Read, read_trace

RATE_HZ = 16_000


def reader(data: bytes) -> Read:
    return lambda start, stop: data[start:stop]


def pieces(sound: NDArray[np.float32], lengths: tuple[int, ...]) -> list[NDArray[np.float32]]:
    cuts = np.cumsum(lengths)
    return np.split(sound, cuts[cuts < len(sound)])


def encoded(maker: PeaksMaker | SpectrogramMaker | LoudnessMaker) -> bytes:
    data = b"".join(maker.encoded())
    maker.close()
    return data


def tone(hz: float, seconds: float, height: float = 0.5) -> NDArray[np.float32]:
    time_s = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    return (height * np.sin(2 * np.pi * hz * time_s)).astype(np.float32)


@pytest.mark.parametrize("make", [PeaksMaker, SpectrogramMaker])
def test_pieces_make_no_difference(make: type[PeaksMaker | SpectrogramMaker]) -> None:
    sound = np.random.default_rng(1).normal(0, 0.1, 40 * RATE_HZ + 77).astype(np.float32)
    made = []
    for lengths in ((), (1, 7, 100_000, 3), tuple([9_999] * 60)):
        maker = make(RATE_HZ)
        for piece in pieces(sound, lengths):
            maker.take(piece)
        made.append(encoded(maker))
    assert made[0] == made[1] == made[2]


def test_peaks_have_the_least_and_the_greatest_of_each_stretch() -> None:
    sound = np.zeros(60 * RATE_HZ + 5, np.float32)
    sound[30 * RATE_HZ] = 1.0
    sound[30 * RATE_HZ + 1] = -0.5
    maker = PeaksMaker(RATE_HZ)
    maker.take(sound)
    read = reader(encoded(maker))
    whole = peaks_of(read, 0.0, 60.0, 100)
    assert 50 <= len(whole.greatest) <= 100
    at = int(np.argmax(whole.greatest))
    assert whole.start_s + at * whole.step_s <= 30 < whole.start_s + (at + 1) * whole.step_s
    assert (whole.greatest[at], whole.least[at]) == (127, -64)
    near = peaks_of(read, 29.5, 30.5, 1000)
    assert (near.step_s, len(near.greatest)) == (0.01, 100)
    assert [int(one) for one in np.flatnonzero(near.greatest)] == [50]
    assert len(peaks_of(read, 70.0, 80.0, 10).greatest) == 0
    assert len(peaks_of(read, 59.0, 99.0, 5000).greatest) == 101


def test_a_higher_tone_is_drawn_higher() -> None:
    maker = SpectrogramMaker(RATE_HZ)
    maker.take(np.concatenate([tone(300, 5), tone(4000, 5), np.zeros(5 * RATE_HZ, np.float32)]))
    read = reader(encoded(maker))
    picture = picture_of(read, 0.0, 15.0, 5000)
    assert picture.columns.shape == (250, 64)
    assert picture.columns[40].argmax() < picture.columns[120].argmax()
    assert picture.columns[200].max() == 0
    small = picture_of(read, 0.0, 15.0, 30)
    assert len(small.columns) <= 30
    assert small.step_s * len(small.columns) == pytest.approx(15.0, abs=small.step_s)


def test_loudness_of_each_channel_in_decibels() -> None:
    left, right = tone(440, 10, 0.5), tone(440, 10, 0.05)
    block = np.stack([left, right], axis=1)
    sixteen = np.rint(block * 32768).astype(np.int16)
    maker = LoudnessMaker(RATE_HZ)
    for start in range(0, len(sixteen), 7_777):
        maker.take(sixteen[start : start + 7_777])
    levels_db, step_s = loudness_of(reader(encoded(maker)))
    assert levels_db.shape == (2, 100)
    assert step_s == 0.1
    assert float(levels_db[0].mean()) == pytest.approx(20 * np.log10(0.5 / np.sqrt(2)), abs=0.3)
    assert float((levels_db[0] - levels_db[1]).mean()) == pytest.approx(20.0, abs=0.5)


def test_no_sound_makes_empty_traces() -> None:
    for maker in (PeaksMaker(RATE_HZ), SpectrogramMaker(RATE_HZ), LoudnessMaker(RATE_HZ)):
        trace = read_trace(reader(encoded(maker)), maker.kind)
        assert {zoom.rows for zoom in trace.zooms} == {0}


def test_what_is_no_trace_is_refused() -> None:
    maker = PeaksMaker(RATE_HZ)
    data = encoded(maker)
    with pytest.raises(DamagedObject):
        read_trace(reader(data), "loudness")
    for wrong in (b"", data[:9], b"x" + data, data[:40]):
        with pytest.raises(DamagedObject):
            read_trace(reader(wrong), "peaks")
    with pytest.raises(NewerFormat):
        read_trace(reader(data.replace(b'"schema": 1', b'"schema": 9')), "peaks")
