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


@pytest.fixture(params=["loudness", "onnx"])
def tagger(request: pytest.FixtureRequest, tmp_path: Path) -> Tagger:
    """A loaded tagger whose first label is louder than its bias when the sound is loud."""
    if request.param == "loudness":
        return LoudnessTagger()
    return resolve_tagger(Settings(), load_bundle(write_tiny_bundle(tmp_path / "tiny")))
