"""One model on every runtime gives the same scores: 1e-3 in float32, 0.02 in int8."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from earshot.adapters.tagger.resolve import resolve_tagger
from earshot.errors import BundleError
from earshot.ports.tagger import Tagger
from earshot.settings import Settings
from earshot.tagging.bundle import load_bundle
from earshot_worker.bundles import packaged_folders
from tests.kit.tiny_bundle import write_tiny_bundle
from tests.kit.tiny_torch import write_tiny_torch_bundle

FP32, ROUNDED = 1e-3, 0.02
SELDOM, AT_MOST = 1e-3, 0.05
"""Integer sums are rounded at every layer; where two runtimes round a half differently, a few
scores in the steep middle of the sigmoid part further."""
RATE_HZ = 16_000


def _sound(seconds: int) -> NDArray[np.float32]:
    """Noise that comes and goes, and a tone that sweeps."""
    random = np.random.default_rng(11)
    time = np.arange(seconds * RATE_HZ) / RATE_HZ
    swell = 0.5 - 0.5 * np.cos(2 * np.pi * time / 3)
    sweep = np.sin(2 * np.pi * (200 + 300 * time) * time)
    return np.asarray(
        0.2 * swell * random.normal(0, 1, time.size) + 0.3 * (1 - swell) * sweep, np.float32
    )


def _scores(tagger: Tagger, sound: NDArray[np.float32]) -> tuple[NDArray[np.float32], ...]:
    blocks = list(tagger.tag([sound]))
    logits = np.concatenate([block.logits for block in blocks])
    embeddings = np.concatenate([block.embeddings for block in blocks])
    return np.asarray(1 / (1 + np.exp(-logits)), np.float32), embeddings


def test_float32_on_openvino(tmp_path: Path) -> None:
    pytest.importorskip("openvino", reason="OpenVINO comes with the extra openvino")
    bundle = load_bundle(write_tiny_bundle(tmp_path))
    sound = _sound(9)
    ours = _scores(resolve_tagger(Settings(), bundle), sound)
    theirs = _scores(resolve_tagger(Settings(runtime="openvino"), bundle), sound)
    for one, other in zip(ours, theirs, strict=True):
        assert np.abs(one - other).max() < FP32


def test_float32_on_torch(tmp_path: Path) -> None:
    pytest.importorskip("torch", reason="torch comes with the extra train")
    sound = _sound(9)
    onnx = load_bundle(write_tiny_bundle(tmp_path / "onnx"))
    torch = load_bundle(write_tiny_torch_bundle(tmp_path / "torch"))
    ours = _scores(resolve_tagger(Settings(), onnx), sound)
    theirs = _scores(resolve_tagger(Settings(), torch), sound)
    for one, other in zip(ours, theirs, strict=True):
        assert np.abs(one - other).max() < FP32


@pytest.mark.parametrize("folder", packaged_folders(), ids=lambda folder: folder.name)
def test_the_bundles_that_ship_on_openvino(folder: Path) -> None:
    pytest.importorskip("openvino", reason="OpenVINO comes with the extra openvino")
    bundle = load_bundle(folder)
    sound = _sound(20)
    ours, _ = _scores(resolve_tagger(Settings(), bundle), sound)
    theirs, _ = _scores(resolve_tagger(Settings(runtime="openvino"), bundle), sound)
    apart = np.abs(ours - theirs)
    if bundle.precision == "fp32":
        assert apart.max() < FP32
    else:
        assert np.quantile(apart, 1 - SELDOM) < ROUNDED
        assert apart.max() < AT_MOST


def test_a_runtime_that_is_not_installed_is_told_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "earshot.adapters.tagger.openvino", None)
    bundle = load_bundle(write_tiny_bundle(tmp_path))
    with pytest.raises(BundleError, match=r"pip install earshot\[openvino\]"):
        resolve_tagger(Settings(runtime="openvino"), bundle)
