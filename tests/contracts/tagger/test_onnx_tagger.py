"""What the ONNX tagger promises beyond the port: seams, and refusals in one sentence."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from earshot.adapters.tagger.onnx import OnnxTagger
from earshot.adapters.tagger.resolve import resolve_tagger
from earshot.errors import BundleError
from earshot.settings import Settings
from earshot.tagging.bundle import load_bundle
from tests.kit.tiny_bundle import write_tiny_bundle


@pytest.mark.parametrize("samples", [51_200, 51_201, 160_007, 200_000])
def test_small_blocks_hear_what_one_big_block_hears(tmp_path: Path, samples: int) -> None:
    waveform = (np.random.default_rng(1).standard_normal(samples) * 0.1).astype(np.float32)
    small = OnnxTagger(load_bundle(write_tiny_bundle(tmp_path / "small", core_frames=320)))
    big = OnnxTagger(load_bundle(write_tiny_bundle(tmp_path / "big", core_frames=3_200)))
    several, one = list(small.tag([waveform])), list(big.tag([waveform]))
    assert (len(one), len(several)) == (1, -(-samples // 51_200))
    for name in ("logits", "embeddings"):
        joined = np.concatenate([getattr(block, name) for block in several])
        assert np.abs(joined - getattr(one[0], name)).max() < 1e-5


def test_without_a_margin_the_seams_would_show(tmp_path: Path) -> None:
    waveform = (np.random.default_rng(1).standard_normal(120_000) * 0.1).astype(np.float32)
    bare = OnnxTagger(load_bundle(write_tiny_bundle(tmp_path / "bare", margin_frames=0)))
    held = OnnxTagger(load_bundle(write_tiny_bundle(tmp_path / "held")))
    errors = [
        np.abs(one.logits - other.logits).max()
        for one, other in zip(bare.tag([waveform]), held.tag([waveform]), strict=True)
    ]
    assert max(errors) > 1e-3


def test_more_threads_hear_the_same(tmp_path: Path) -> None:
    bundle = load_bundle(write_tiny_bundle(tmp_path))
    waveform = (np.random.default_rng(1).standard_normal(50_000) * 0.1).astype(np.float32)
    (one,) = OnnxTagger(bundle, threads=1).tag([waveform])
    (two,) = OnnxTagger(bundle, threads=2).tag([waveform])
    assert np.abs(one.logits - two.logits).max() < 1e-5


def test_another_runtime_is_refused(tmp_path: Path) -> None:
    bundle = load_bundle(write_tiny_bundle(tmp_path, runtime="abacus"))
    with pytest.raises(BundleError, match=r"made for 'abacus'.*use one made for onnxruntime"):
        resolve_tagger(Settings(), bundle)


def test_a_model_that_is_none_is_refused(tmp_path: Path) -> None:
    bundle = load_bundle(write_tiny_bundle(tmp_path))
    bundle.model_path.write_bytes(b"no model")
    with pytest.raises(BundleError, match=r"cannot load .*model.onnx; fetch or export"):
        OnnxTagger(bundle)


def test_a_model_with_other_labels_is_refused(tmp_path: Path) -> None:
    bundle = load_bundle(write_tiny_bundle(tmp_path))
    with pytest.raises(BundleError, match=r"gives logits .* where its manifest says"):
        OnnxTagger(dataclasses.replace(bundle, labels=bundle.labels[:2]))


def test_a_model_that_takes_other_bands_is_refused(tmp_path: Path) -> None:
    bundle = load_bundle(write_tiny_bundle(tmp_path))
    fewer = dataclasses.replace(bundle.log_mel, mel_bands=32)
    with pytest.raises(BundleError, match="failed on a block"):
        OnnxTagger(dataclasses.replace(bundle, log_mel=fewer))
