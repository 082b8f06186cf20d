"""Bundles: read as they were written, refused with one sentence when anything is off."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from earshot.audio.log_mel_settings import LogMelSettings
from earshot.domain.labels import Grade
from earshot.errors import BundleError, NewerFormat
from earshot.tagging.bundle import load_bundle, read_manifest
from earshot.tagging.policy import LabelPolicy
from tests.kit.tiny_bundle import tiny_manifest, write_tiny_bundle

Change = Callable[[dict[str, Any]], object]


def changed(change: Change) -> bytes:
    manifest = tiny_manifest()
    change(manifest)
    return json.dumps(manifest).encode()


def test_says_what_the_manifest_says(tmp_path: Path) -> None:
    bundle = load_bundle(write_tiny_bundle(tmp_path))
    assert bundle.bundle_id.startswith("tiny-")
    assert len(bundle.bundle_id) == len("tiny-") + 8
    assert [label.name for label in bundle.labels] == ["Bark", "Vehicle", "Music"]
    assert bundle.grades == (Grade.UNTESTED,) * 3
    assert bundle.policies[0] == LabelPolicy(
        thresholds=(0.1, 0.2, 0.3, 0.4, 0.5, 0.6),
        median_frames=3,
        hysteresis=0.6,
        merge_gap_s=0.2,
        min_duration_s=0.08,
    )
    assert bundle.figures[1] == {"average_precision": 0.5, "clips": None}
    assert bundle.log_mel == LogMelSettings()
    assert (bundle.block.core_frames, bundle.block.block_frames) == (320, 384)
    assert bundle.hop_s == 0.04
    assert bundle.embedding_size == 8
    assert bundle.model_path == tmp_path / "model.onnx"
    assert bundle.manifest == (tmp_path / "manifest.json").read_bytes()


def test_a_manifest_alone_is_the_same_bundle_without_a_model(tmp_path: Path) -> None:
    loaded = load_bundle(write_tiny_bundle(tmp_path))
    alone = read_manifest(loaded.manifest)
    assert alone.bundle_id == loaded.bundle_id
    assert alone.labels == loaded.labels
    with pytest.raises(BundleError, match="is not here, only its manifest"):
        _ = alone.model_path


@pytest.mark.parametrize(
    "change",
    [
        lambda manifest: manifest["model"].update(sha256="1" * 64),
        lambda manifest: manifest["log_mel"].update(log_offset=0.01),
        lambda manifest: manifest["block"].update(margin_frames=64),
        lambda manifest: manifest["labels"].reverse(),
        lambda manifest: manifest.update(version="0.2.0"),
    ],
)
def test_what_decides_the_scores_makes_another_bundle(change: Change) -> None:
    before, after = read_manifest(changed(lambda _: None)), read_manifest(changed(change))
    assert before.bundle_id != after.bundle_id


@pytest.mark.parametrize(
    "change",
    [
        lambda manifest: manifest["labels"][0]["policy"].update(hysteresis=0.5),
        lambda manifest: manifest["labels"][0].update(grade="good", figures={}),
        lambda manifest: manifest.update(trained={"steps": 9}, licence="MIT"),
    ],
)
def test_what_does_not_decide_them_asks_for_no_new_listening(change: Change) -> None:
    before, after = read_manifest(changed(lambda _: None)), read_manifest(changed(change))
    assert before.bundle_id == after.bundle_id


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda manifest: manifest.pop("schema"), "is damaged"),
        (lambda manifest: manifest.update(schema="one"), "schema must be"),
        (lambda manifest: manifest.update(schema=True), "schema must be"),
        (lambda manifest: manifest.pop("labels"), "at labels: Field required"),
        (lambda manifest: manifest.update(labels=[]), "at labels"),
        (lambda manifest: manifest["labels"].append(manifest["labels"][0]), "stands twice"),
        (lambda manifest: manifest["labels"][1].update(grade="superb"), r"at labels\.1\.grade"),
        (
            lambda manifest: manifest["labels"][0]["policy"].update(median_frames=2),
            r"at labels\.0\.policy.*odd",
        ),
        (lambda manifest: manifest["model"].update(file="../model.onnx"), r"at model\.file"),
        (lambda manifest: manifest["model"].update(sha256="short"), r"at model\.sha256"),
        (lambda manifest: manifest["block"].update(core_frames=33), "whole numbers of score"),
        (lambda manifest: manifest["block"].update(margin_frames=640), "margin must lie"),
        (lambda manifest: manifest["block"].update(frames_per_score=0), "at least 1"),
        (lambda manifest: manifest["log_mel"].update(hop_samples=150), "whole number of hops"),
        (lambda manifest: manifest["log_mel"].update(log_offset=0), "positive log offset"),
        (lambda manifest: manifest.update(embedding_size=0), "at embedding_size"),
    ],
)
def test_a_damaged_manifest_is_refused(change: Change, sentence: str) -> None:
    with pytest.raises(BundleError, match=sentence):
        read_manifest(changed(change))


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"null", b'"words"', b"\xff\xfe", b"[" * 9_999])
def test_what_is_no_manifest_is_refused(data: bytes) -> None:
    with pytest.raises(BundleError, match="manifest is damaged"):
        read_manifest(data)


def test_a_newer_manifest_is_refused() -> None:
    with pytest.raises(NewerFormat, match="schema 2 and this Earshot reads 1; update Earshot"):
        read_manifest(changed(lambda manifest: manifest.update(schema=2, labels="all new")))


def test_a_folder_without_a_manifest_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BundleError, match=r"no readable .*manifest\.json; fetch"):
        load_bundle(tmp_path)


def test_a_folder_without_its_model_is_refused(tmp_path: Path) -> None:
    (write_tiny_bundle(tmp_path) / "model.onnx").unlink()
    with pytest.raises(BundleError, match=r"no readable .*model\.onnx; fetch"):
        load_bundle(tmp_path)


def test_a_model_that_was_changed_is_refused(tmp_path: Path) -> None:
    model = write_tiny_bundle(tmp_path) / "model.onnx"
    model.write_bytes(model.read_bytes() + b"\0")
    with pytest.raises(BundleError, match="sha256 differs"):
        load_bundle(tmp_path)


def test_reading_a_manifest_loads_neither_numpy_nor_a_runtime() -> None:
    code = (
        "import sys, earshot.tagging.bundle; "
        "print([name for name in ('numpy', 'scipy', 'onnxruntime') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"
