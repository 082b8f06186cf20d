"""Streams of recordings, what is known about them, and embeddings."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import numpy as np
import pytest

from earshot_training.embedding import fit_projection, recall_at
from earshot_training.evaluation.grades import grade_of
from earshot_training.evaluation.reference import examine, united
from earshot_training.evaluation.stream import lay_out, score_stream
from earshot_training.label_space import ClipTruth
from earshot_training.scenes.shards import Shard


def test_a_stream_is_scored_as_if_it_were_one_piece() -> None:
    rng = np.random.default_rng(3)
    recordings = [rng.normal(size=(length, 2)).astype(np.float16) for length in (9000, 37)]
    stream = lay_out(recordings)
    logits = score_stream(stream, lambda mel: mel[:, ::4])
    for recording, start, stop in zip(recordings, stream.starts, stream.stops, strict=True):
        assert np.array_equal(logits[start:stop], recording[::4])


def test_overlapping_references_are_united() -> None:
    assert united([(1.0, 2.0), (1.5, 3.0), (4.0, 5.0)]).tolist() == [[1.0, 3.0], [4.0, 5.0]]


def test_an_examination_knows_scenes_by_time_and_clips_by_label() -> None:
    truth = ClipTruth(present=np.array([[True, False]]), unknown=np.zeros((1, 2), bool))
    shard = Shard(
        log_mel=np.zeros((1, 100, 2), np.float16),
        soundings=np.array([[0.0, 0.4, 0.8, 0.0, 5.0]]),
    )
    clip = np.zeros((40, 2), np.float16)
    examination = examine([shard], [clip], np.array([0]), truth)
    (start_scene, start_clip), stops = examination.stream.starts, examination.stream.stops
    onset_s = float(examination.reference.events[0][0, 0])
    assert onset_s == pytest.approx(start_scene * 0.04 + 0.4)
    assert not len(examination.reference.events[1])
    assert examination.reference.unknown[start_clip : stops[1], 0].all()
    assert not examination.reference.unknown[start_clip : stops[1], 1].any()


def test_the_embedding_brings_like_sounds_together() -> None:
    rng = np.random.default_rng(1)
    kinds = np.repeat(np.arange(6), 30)
    signal = rng.normal(size=(6, 40))[kinds] * 0.3
    noise = rng.normal(size=(180, 3)) @ rng.normal(size=(3, 40)) * 3.0
    features = (signal + noise + 0.05 * rng.normal(size=(180, 40))).astype(np.float32)
    projection = fit_projection(features, kinds, 5, shrink=1e-4)
    embeddings = ((features - projection.centre) @ projection.matrix.T).astype(np.float32)
    embeddings /= np.linalg.norm(embeddings, axis=1, keepdims=True)
    sources = np.arange(180)
    assert recall_at(embeddings, kinds, sources, nearest=1) > 0.95


@pytest.mark.parametrize(
    ("sources", "precision", "onset_f1", "grade"),
    [
        (1, 0.9, 0.9, "untested"),
        (4, float("nan"), float("nan"), "untested"),
        (4, 0.9, 0.5, "good"),
        (4, 0.5, float("nan"), "fair"),
        (4, 0.1, 0.2, "weak"),
    ],
)
def test_grades(sources: int, precision: float, onset_f1: float, grade: str) -> None:
    assert grade_of(sources, precision, onset_f1) == grade
