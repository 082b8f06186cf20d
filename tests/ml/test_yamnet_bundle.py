"""YAMNet as a bundle: its own front end, its own scores, its 521 labels."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import csv
import importlib.util
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from earshot.adapters.tagger.resolve import resolve_tagger
from earshot.errors import BundleError
from earshot.ports.tagger import Tagger
from earshot.settings import Settings
from earshot.tagging.bundle import load_bundle
from earshot_standalone.yamnet_bundle import write_yamnet_bundle
from tests.house.tree import ROOT

MODELS = ROOT.parent / "shared" / "models"
MODEL = MODELS / "yamnet.tflite"
PATCH, HOP = 15_600, 7_680

pytestmark = [
    pytest.mark.skipif(not MODEL.is_file(), reason="yamnet.tflite is not here"),
    pytest.mark.skipif(
        importlib.util.find_spec("ai_edge_litert") is None,
        reason="LiteRT comes with the extra yamnet",
    ),
]


@pytest.fixture(scope="module")
def tagger(tmp_path_factory: pytest.TempPathFactory) -> Tagger:
    folder = write_yamnet_bundle(MODEL, tmp_path_factory.mktemp("yamnet"))
    return resolve_tagger(Settings(), load_bundle(folder))


def _sound(seconds: float) -> NDArray[np.float32]:
    random = np.random.default_rng(2)
    time = np.arange(round(seconds * 16_000)) / 16_000
    return np.asarray(
        0.3 * np.sin(2 * np.pi * 440 * time) * (time % 2 < 1) + random.normal(0, 0.02, time.size),
        np.float32,
    )


def test_it_has_all_labels_in_the_order_of_its_class_map(tagger: Tagger) -> None:
    with (MODELS / "yamnet_class_map.csv").open(encoding="utf-8") as file:
        wanted = [(row["mid"], row["display_name"]) for row in csv.DictReader(file)]
    assert [(label.label_id, label.name) for label in tagger.bundle.labels] == wanted
    assert len(wanted) == 521


def test_its_scores_are_those_of_the_model_itself(tagger: Tagger) -> None:
    """The model run by hand over the same patches: 0.975 s every 0.48 s."""
    from ai_edge_litert.interpreter import Interpreter  # noqa: PLC0415 - not everywhere installed

    sound = _sound(12.3)
    told = np.concatenate([block.logits for block in tagger.tag([sound])])
    left = (PATCH - HOP) // 2
    padded = np.concatenate([np.zeros(left, np.float32), sound, np.zeros(PATCH, np.float32)])
    interpreter = Interpreter(str(MODEL), num_threads=1)
    interpreter.allocate_tensors()
    (given,), (output,) = interpreter.get_input_details(), interpreter.get_output_details()
    wanted = []
    for start in range(0, sound.size, HOP):
        interpreter.set_tensor(given["index"], padded[start : start + PATCH])
        interpreter.invoke()
        wanted.append(interpreter.get_tensor(output["index"])[0].copy())
    assert told.shape == (len(wanted), 521)
    assert np.abs(1 / (1 + np.exp(-told)) - np.array(wanted)).max() < 1e-3


def test_frames_and_seconds_cover_the_sound_however_it_is_cut(tagger: Tagger) -> None:
    sound = _sound(21.1)
    whole = list(tagger.tag([sound]))
    cut = list(tagger.tag(np.array_split(sound, 7)))
    for name in ("logits", "embeddings"):
        one, other = (
            np.concatenate([getattr(block, name) for block in run]) for run in (whole, cut)
        )
        assert np.array_equal(one, other)
    embeddings = np.concatenate([block.embeddings for block in whole])
    assert embeddings.shape == (22, tagger.bundle.embedding_size)
    assert np.allclose(np.linalg.norm(embeddings, axis=1), 1, atol=1e-5)
    assert sum(len(block.logits) for block in whole) == -(-sound.size // HOP)


def test_another_file_is_refused_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "other.tflite").write_bytes(b"TFL3")
    with pytest.raises(BundleError, match="is not YAMNet"):
        write_yamnet_bundle(tmp_path / "other.tflite", tmp_path / "out")
