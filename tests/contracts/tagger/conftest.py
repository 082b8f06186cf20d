"""Every tagger that the contract suite runs against."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from pathlib import Path

import pytest

from earshot.adapters.tagger.resolve import resolve_tagger
from earshot.ports.tagger import Tagger
from earshot.settings import Settings
from earshot.tagging.bundle import load_bundle
from tests.kit.loudness import LoudnessTagger
from tests.kit.tiny_bundle import write_tiny_bundle
from tests.kit.tiny_torch import write_tiny_torch_bundle


@pytest.fixture(params=["loudness", "onnx", "openvino", "torch"])
def tagger(request: pytest.FixtureRequest, tmp_path: Path) -> Tagger:
    """A loaded tagger whose first label is louder than its bias when the sound is loud."""
    if request.param == "loudness":
        return LoudnessTagger()
    if request.param == "torch":
        pytest.importorskip("torch", reason="torch comes with the extra train")
        return resolve_tagger(Settings(), load_bundle(write_tiny_torch_bundle(tmp_path / "tiny")))
    runtime = "openvino" if request.param == "openvino" else ""
    if runtime:
        pytest.importorskip("openvino", reason="OpenVINO comes with the extra openvino")
    bundle = load_bundle(write_tiny_bundle(tmp_path / "tiny"))
    return resolve_tagger(Settings(runtime=runtime), bundle)
