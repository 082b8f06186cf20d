"""Our metrics against sed_eval, scikit-learn and sed_scores_eval, pinned, in their own place."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from earshot_training.embedding import recall_at
from earshot_training.metrics.events import Collar, Counts, count
from earshot_training.metrics.psds import (
    PSDS_1,
    PSDS_2,
    coverage,
    label_curve,
    psds,
    spans_above,
)
from earshot_training.metrics.segments import count_segments
from earshot_training.metrics.separation import roc_aucs
from earshot_training.metrics.tagging import average_precisions, lwlrap, micro_average_precision
from tests.ml.oracles import environment

LABELS, FRAMES, FRAME_S = 4, 12_000, 0.04
STEPS = 24  # distinct scores, so that every threshold can be tried


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A made-up examination, and what the libraries say of it."""

    arrays: dict[str, NDArray[Any]]
    told: dict[str, Any]

    def of(self, name: str, label: int) -> NDArray[np.float64]:
        """Events (event, 2) of one label, `reference` or `estimate`."""
        rows = self.arrays[name]
        return np.asarray(rows[rows[:, 0] == label, 1:])


def _draw(rng: np.random.Generator) -> dict[str, NDArray[Any]]:
    """References with gaps, scores that rise with them late, early and at wrong places too."""
    reference, estimate = [], []
    scores = rng.uniform(0.0, 0.7, (FRAMES, LABELS))
    for label in range(LABELS):
        at_s = 1.0
        while at_s < FRAMES * FRAME_S - 12.0:
            length_s = float(rng.choice([0.3, 1.0, 4.0])) * float(rng.uniform(0.8, 1.2))
            on, off = at_s, at_s + length_s
            reference.append((label, round(on, 3), round(off, 3)))
            if rng.random() < 0.8:
                moved = rng.normal(0.0, 0.12, 2)
                estimate.append((label, round(on + moved[0], 3), round(off + moved[1] + 0.05, 3)))
                first, last = np.round((np.array([on, off]) + moved) / FRAME_S).astype(int)
                scores[first : last + 2, label] += rng.uniform(0.2, 0.8)
            if rng.random() < 0.4:
                other = (label + 1) % LABELS
                scores[int(on / FRAME_S) : int(off / FRAME_S), other] += rng.uniform(0.1, 0.5)
            if rng.random() < 0.2:
                estimate.append((label, round(off + 0.5, 3), round(off + 0.9, 3)))
            at_s = off + 1.2 + float(rng.exponential(30.0))
    smooth = np.stack([np.convolve(column, np.ones(5) / 5, "same") for column in scores.T], 1)
    present = rng.random((60, LABELS)) < 0.3
    present[np.arange(60), rng.integers(LABELS, size=60)] = True
    return {
        "reference": np.array(reference),
        "estimate": np.array(estimate),
        "frame_scores": np.round(np.clip(smooth / 1.5, 0.0, 1.0) * STEPS) / STEPS,
        "clip_scores": np.round(present * 0.4 + rng.random((60, LABELS)) * 0.7, 1),
        "present": present,
        "embeddings": rng.normal(size=(60, 8)),
        "kinds": np.arange(60) % 12,
        "duration_s": np.array(FRAMES * FRAME_S),
        "frame_s": np.array(FRAME_S),
    }


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Drawn:
    """The examination, judged in the oracles' environment."""
    interpreter = environment.python()
    if interpreter is None and os.environ.get(environment.BUILD) == "1":
        interpreter = environment.build()
    if interpreter is None:
        pytest.skip(f"the oracles are not there: make oracles, or set {environment.BUILD}=1")
    arrays = _draw(np.random.default_rng(8))
    path = tmp_path_factory.mktemp("oracles") / "drawn.npz"
    np.savez(path, allow_pickle=False, **arrays)
    command = [str(interpreter), "-W", "ignore", str(environment.FIGURES), str(path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return Drawn(arrays=arrays, told=json.loads(done.stdout.splitlines()[-1]))


def test_tags(drawn: Drawn) -> None:
    scores = drawn.arrays["clip_scores"].astype(np.float32)
    present = drawn.arrays["present"]
    told = drawn.told
    assert np.mean(average_precisions(scores, present)) == pytest.approx(told["map_macro"])
    assert micro_average_precision(scores, present) == pytest.approx(told["map_micro"])
    assert np.mean(roc_aucs(scores, present)) == pytest.approx(told["auc"])
    assert lwlrap(scores, present) == pytest.approx(told["lwlrap"])


@pytest.mark.parametrize("name", ["event", "onset", "segment"])
def test_events(drawn: Drawn, name: str) -> None:
    collar = Collar() if name == "event" else Collar(offset_s=None)
    counts: list[Counts] = []
    for label in range(LABELS):
        pair = drawn.of("reference", label), drawn.of("estimate", label)
        if name == "segment":
            counts.append(count_segments(*pair, float(drawn.arrays["duration_s"])))
        else:
            counts.append(count(*pair, collar))
    assert 0.2 < sum(counts, Counts()).f1 < 0.95
    assert sum(counts, Counts()).f1 == pytest.approx(drawn.told[f"{name}_f1_micro"])
    assert [one.f1 for one in counts] == pytest.approx(drawn.told[f"{name}_f1"])


@pytest.mark.parametrize(("name", "settings"), [("psds_1", PSDS_1), ("psds_2", PSDS_2)])
def test_psds(drawn: Drawn, name: str, settings: Any) -> None:
    # In so short a scene one false alarm is many an hour: look further out.
    settings = replace(settings, most_false_per_h=600.0)
    references = [drawn.of("reference", label) for label in range(LABELS)]
    edges_s = np.asarray(np.arange(FRAMES + 1) * FRAME_S, np.float64)
    covered = coverage(references, edges_s)
    curves = [
        label_curve(
            label,
            _at_every_threshold(drawn.arrays["frame_scores"][:, label]),
            references,
            covered,
            edges_s,
            float(drawn.arrays["duration_s"]),
            settings,
        )
        for label in range(LABELS)
    ]
    assert 0.05 < drawn.told[name] < 0.95
    assert psds(curves, settings) == pytest.approx(drawn.told[name], abs=1e-6)


def _at_every_threshold(scores: NDArray[np.float64]) -> Sequence[NDArray[np.int64]]:
    return [spans_above(scores, float(at)) for at in np.unique(scores)]


def test_embedding_recall(drawn: Drawn) -> None:
    rows = drawn.arrays["embeddings"].astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    told = recall_at(rows, drawn.arrays["kinds"], np.arange(len(rows)))
    assert told == pytest.approx(drawn.told["recall_at_10"])
