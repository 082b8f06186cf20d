"""Stored scores: what comes back, in parts too, and what damage looks like."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from earshot.domain.ids import BundleId, LabelId
from earshot.errors import DamagedObject, NewerFormat
from earshot.tagging.score_file import ScoreHeader, encode_scores, read_scores
from earshot.tagging.sections import write_sections

LABELS = tuple(LabelId(f"/m/{number}") for number in range(40))
HEADER = ScoreHeader(bundle=BundleId("tiny-0"), hop_s=0.04, labels=LABELS)


def logits(frames: int) -> NDArray[np.float32]:
    steps = np.random.default_rng(4).normal(0, 0.3, (frames, len(LABELS)))
    return (np.cumsum(steps, axis=0) - 3).astype(np.float32)


def sigmoid(values: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(1 / (1 + np.exp(-values)), dtype=np.float32)


def stored(values: NDArray[np.float32], block: int = 50) -> bytes:
    blocks = (values[start : start + block] for start in range(0, len(values), block))
    return b"".join(encode_scores(HEADER, blocks))


def test_scores_come_back_within_the_stated_error() -> None:
    values = logits(333)
    header, scores = read_scores(stored(values))
    assert header == HEADER
    assert scores.shape == values.shape
    assert scores.dtype == np.float32
    errors = np.abs(scores - sigmoid(values))
    assert errors.max() <= 0.008
    surest = (sigmoid(values) < 0.03) | (sigmoid(values) > 0.97)
    assert errors[surest].max() <= 0.002


def test_the_stated_error_holds_for_every_logit() -> None:
    values = np.tile(np.linspace(-30, 30, 60_001, dtype=np.float32)[:, None], (1, len(LABELS)))
    _, scores = read_scores(stored(values, block=10_000))
    errors = np.abs(scores - sigmoid(values))[:, 0]
    extreme = (sigmoid(values[:, 0]) < 0.03) | (sigmoid(values[:, 0]) > 0.97)
    assert errors.max() <= 0.008
    assert errors[extreme].max() <= 0.002
    # Scores never change their order.
    assert (np.diff(scores[:, 0]) >= 0).all()


@pytest.mark.parametrize(
    "columns", [slice(None), slice(0, 1), slice(15, 17), slice(16, 32), slice(33, 99), slice(3, 3)]
)
def test_some_labels_can_be_read_alone(columns: slice) -> None:
    file = stored(logits(120))
    _, whole = read_scores(file)
    _, part = read_scores(file, columns)
    assert np.array_equal(part, whole[:, columns])


@pytest.mark.parametrize("size", [1, 7, 1_000, 10**9])
def test_chunks_may_have_any_length(size: int) -> None:
    file = stored(logits(60))
    chunks = (file[start : start + size] for start in range(0, len(file), size))
    assert np.array_equal(read_scores(chunks)[1], read_scores(file)[1])


def test_where_blocks_end_does_not_show() -> None:
    values = logits(100)
    one = read_scores(stored(values, block=100))[1]
    assert np.array_equal(one, read_scores(stored(values, block=7))[1])


def test_the_same_scores_give_the_same_bytes() -> None:
    assert stored(logits(80)) == stored(logits(80))


def test_a_video_without_sound_has_no_frames() -> None:
    _, scores = read_scores(stored(np.empty((0, len(LABELS)), np.float32)))
    assert scores.shape == (0, len(LABELS))


def test_blocks_are_written_as_they_come() -> None:
    taken = 0

    def blocks() -> NDArray[np.float32]:
        nonlocal taken
        taken += 1
        return logits(10)

    file = encode_scores(HEADER, (blocks() for _ in range(5)))
    next(file)
    assert taken == 0
    next(file)
    assert taken == 1


def test_a_block_with_other_labels_is_refused() -> None:
    with pytest.raises(ValueError, match="has 3 labels, not 40"):
        list(encode_scores(HEADER, [np.zeros((5, 3), np.float32)]))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda file: file[:0],
        lambda file: b"not a file of earshot's" + file,
        lambda file: file[:-1],
        lambda file: file[: len(file) // 2],
        lambda file: file[:-8],
        lambda file: file + b"\0",
        lambda file: file.replace(b'"scores"', b'"stores"'),
    ],
)
def test_damage_is_told_in_one_sentence(spoil: Callable[[bytes], bytes]) -> None:
    with pytest.raises(DamagedObject, match="stored scores are damaged; retry the video"):
        read_scores(spoil(stored(logits(60))))


def test_a_flipped_bit_anywhere_is_damage() -> None:
    file = stored(logits(60))
    for at in range(0, len(file), 37):
        spoilt = bytearray(file)
        spoilt[at] ^= 0x10
        with pytest.raises(DamagedObject):
            read_scores(bytes(spoilt), slice(0, 1))


@pytest.mark.parametrize(
    "payload",
    [
        b"\1",
        np.array([0, 0, 0, 0], "<u4").tobytes(),
        np.array([5, 1, 1, 1], "<u4").tobytes(),
        np.array([5, 0, 0, 0], "<u4").tobytes(),
        np.array([5, 2, 0, 0], "<u4").tobytes() + b"xx",
    ],
)
def test_a_section_that_is_no_block_is_damage(payload: bytes) -> None:
    file = b"".join(write_sections("scores", 1, dataclasses.asdict(HEADER), [payload]))
    with pytest.raises(DamagedObject):
        read_scores(file)


@pytest.mark.parametrize("fields", [{}, {"bundle": "b", "hop_s": 0, "labels": ["/m/1"]}])
def test_a_header_that_is_none_is_damage(fields: dict[str, object]) -> None:
    with pytest.raises(DamagedObject):
        read_scores(b"".join(write_sections("scores", 1, fields, [])))


def test_a_newer_file_is_refused() -> None:
    with pytest.raises(NewerFormat, match="scores have schema 2 and this Earshot reads 1"):
        read_scores(b"".join(write_sections("scores", 2, {}, [])))
