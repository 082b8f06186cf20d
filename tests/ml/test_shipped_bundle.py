"""The bundle that ships: its model is what its manifest says, and hears a real dog."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import csv
import subprocess
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
from numpy.typing import NDArray

from earshot.audio.log_mel import log_mel
from earshot.domain.labels import Grade
from earshot.tagging.bundle import Bundle, load_bundle

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "services" / "worker" / "earshot_worker" / "bundles" / "keen"
CLIPS = ROOT.parent / "shared" / "data"


@pytest.fixture(scope="module")
def bundle() -> Bundle:
    return load_bundle(FOLDER)


@pytest.fixture(scope="module")
def session(bundle: Bundle) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(
        str(bundle.model_path), options, providers=["CPUExecutionProvider"]
    )


def _block(bundle: Bundle, waveform: NDArray[np.float32]) -> NDArray[np.float32]:
    heard = log_mel(waveform, bundle.log_mel)[: bundle.block.core_frames]
    block = np.full(
        (1, bundle.block.block_frames, bundle.log_mel.mel_bands), bundle.log_mel.silence
    )
    start = bundle.block.margin_frames
    block[0, start : start + len(heard)] = heard
    return block.astype(np.float32)


def test_it_is_small_and_knows_enough(bundle: Bundle) -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 20_000_000
    assert len(bundle.labels) >= 100
    assert (FOLDER / "CARD.md").is_file()


def test_shapes_are_those_of_the_manifest(
    bundle: Bundle, session: onnxruntime.InferenceSession
) -> None:
    block = bundle.block
    silence = _block(bundle, np.zeros(16_000, np.float32))
    logits, embeddings = session.run(["logits", "embeddings"], {"log_mel": silence})
    frames = block.block_frames
    assert logits.shape == (1, frames // block.frames_per_score, len(bundle.labels))
    steps = frames // block.frames_per_embedding
    assert embeddings.shape == (1, steps, bundle.embedding_size)
    assert np.isfinite(logits).all()
    assert np.isfinite(embeddings).all()


def test_silence_is_nothing_at_the_balanced_level(
    bundle: Bundle, session: onnxruntime.InferenceSession
) -> None:
    silence = _block(bundle, np.zeros(16_000, np.float32))
    (logits,) = session.run(["logits"], {"log_mel": silence})
    scores = 1.0 / (1.0 + np.exp(-logits[0, 100:-100].max(axis=0)))
    balanced = np.array([policy.thresholds[3] for policy in bundle.policies])
    assert (scores >= balanced).sum() == 0


def test_thresholds_rise(bundle: Bundle) -> None:
    for policy in bundle.policies:
        assert all(a < b for a, b in zip(policy.thresholds, policy.thresholds[1:], strict=False))


def test_grades_are_stated(bundle: Bundle) -> None:
    assert sum(grade is not Grade.UNTESTED for grade in bundle.grades) >= 90


@pytest.mark.skipif(not (CLIPS / "clips.csv").is_file(), reason="needs the labelled recordings")
def test_it_hears_a_real_dog(bundle: Bundle, session: onnxruntime.InferenceSession) -> None:
    with (CLIPS / "clips.csv").open(encoding="utf-8", newline="") as stream:
        rows = [
            row
            for row in csv.DictReader(stream)
            if row["split"] == "valid" and row["labels"].startswith("Bark")
        ][:8]
    dog = [label.name for label in bundle.labels].index("Dog")
    heard = []
    for row in rows:
        command = ["ffmpeg", "-nostdin", "-v", "error", "-i", str(CLIPS / "clips" / row["path"])]
        raw = ["-ac", "1", "-ar", "16000", "-f", "f32le", "-"]
        done = subprocess.run([*command, *raw], check=True, capture_output=True)
        block = _block(bundle, np.frombuffer(done.stdout, np.float32))
        (logits,) = session.run(["logits"], {"log_mel": block})
        heard.append(float(logits[0, :, dog].max()))
    assert np.median(heard) > 0.0
