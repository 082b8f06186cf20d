"""What every tagger promises, whatever runs its model."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import pytest
from numpy.typing import NDArray

from earshot.ports.tagger import Tagger

RATE_HZ = 16_000


def noise(samples: int) -> NDArray[np.float32]:
    return (np.random.default_rng(3).standard_normal(samples) * 0.1).astype(np.float32)


def heard(
    tagger: Tagger, pieces: list[NDArray[np.float32]]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    blocks = list(tagger.tag(pieces))
    return (
        np.concatenate([block.logits for block in blocks]),
        np.concatenate([block.embeddings for block in blocks]),
    )


@pytest.mark.parametrize(
    "samples", [1, 639, 640, 641, 16_000, 16_001, 51_200, 51_201, 160_000, 160_001, 403_217]
)
def test_has_a_row_for_each_started_hop_and_second(tagger: Tagger, samples: int) -> None:
    logits, embeddings = heard(tagger, [noise(samples)])
    bundle = tagger.bundle
    hop_samples = round(bundle.hop_s * RATE_HZ)
    assert logits.shape == (-(-samples // hop_samples), len(bundle.labels))
    assert embeddings.shape == (math.ceil(samples / RATE_HZ), bundle.embedding_size)
    assert logits.dtype == embeddings.dtype == np.float32
    assert np.isfinite(logits).all()


def test_an_empty_waveform_yields_nothing(tagger: Tagger) -> None:
    assert list(tagger.tag([])) == []
    assert list(tagger.tag([np.empty(0, np.float32)])) == []


@pytest.mark.parametrize("piece", [1_000, 16_000, 77_777])
def test_where_the_waveform_is_cut_makes_no_difference(tagger: Tagger, piece: int) -> None:
    waveform = noise(250_000)
    whole = heard(tagger, [waveform])
    cut = heard(tagger, [waveform[at : at + piece] for at in range(0, waveform.size, piece)])
    assert np.array_equal(whole[0], cut[0])
    assert np.array_equal(whole[1], cut[1])


def test_hearing_one_sound_leaves_no_trace_in_the_next(tagger: Tagger) -> None:
    waveform = noise(100_000)
    first = heard(tagger, [waveform])
    heard(tagger, [np.ones(33_333, np.float32)])
    again = heard(tagger, [waveform])
    assert np.array_equal(first[0], again[0])
    assert np.array_equal(first[1], again[1])


def test_blocks_come_while_the_sound_still_does(tagger: Tagger) -> None:
    taken = 0

    def pieces() -> Iterator[NDArray[np.float32]]:
        nonlocal taken
        for _ in range(600):
            taken += 1
            yield noise(1_600)

    next(iter(tagger.tag(pieces())))
    assert taken < 300


def test_embeddings_have_length_one(tagger: Tagger) -> None:
    _, embeddings = heard(tagger, [noise(200_000)])
    assert np.linalg.norm(embeddings, axis=1) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("start_s", [0.0, 3.0, 10.0, 11.52, 23.0])
def test_a_loud_half_second_is_found_where_it_is(tagger: Tagger, start_s: float) -> None:
    waveform = np.zeros(24 * RATE_HZ, np.float32)
    start = round(start_s * RATE_HZ)
    waveform[start : start + 8_000] = noise(8_000) * 5
    logits, _ = heard(tagger, [waveform])
    loud = np.flatnonzero(logits[:, 0] > (logits[:, 0].max() + logits[:, 0].min()) / 2)
    assert loud[0] * tagger.bundle.hop_s == pytest.approx(start_s, abs=0.061)
    assert (loud[-1] + 1) * tagger.bundle.hop_s == pytest.approx(start_s + 0.5, abs=0.061)
    assert np.array_equal(loud, np.arange(loud[0], loud[-1] + 1))
