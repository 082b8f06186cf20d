"""Makes a bundle of Google's YAMNet out of its tflite file, which holds its label names too."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from earshot.audio.log_mel_settings import LogMelSettings
from earshot.errors import BundleError
from earshot.labels.ontology import audioset
from earshot.tagging.policy import LabelPolicy

LABEL_LIST = "yamnet_label_list.txt"
MODEL_FILE = "yamnet.tflite"
PATCH_SAMPLES = 15_600
"""0.975 s: 96 frames of 25 ms every 10 ms, which the model cuts and turns into log-mel itself."""
FRAMES_PER_PATCH = 48
"""A patch every 0.48 s, as YAMNet's authors run it."""
EMBEDDING = ("tower0/network/layer28/reduce_mean", 1024)
POLICY = LabelPolicy(thresholds=(0.05, 0.1, 0.2, 0.3, 0.5, 0.7), hysteresis=0.5, merge_gap_s=0.48)
"""One for all labels: scores of YAMNet are not calibrated, and nobody has tuned them here."""
ATTRIBUTION = "YAMNet (Google, TensorFlow Models, Apache-2.0), as it was published."


def write_yamnet_bundle(model: Path, folder: Path) -> Path:
    """Copy the model into a folder and describe it; `BundleError` where it is not YAMNet."""
    names = _names(model)
    ids = audioset().ids_by_name
    unknown = [name for name in names if name not in ids]
    if unknown:
        raise BundleError(f"{model.name} has labels that AudioSet does not know: {unknown[0]}")
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(model, folder / MODEL_FILE)
    digest = hashlib.sha256(model.read_bytes()).hexdigest()
    manifest = _manifest(digest, [{"id": ids[name], "name": name} for name in names])
    text = json.dumps(manifest, indent=1, ensure_ascii=False) + "\n"
    (folder / "manifest.json").write_text(text, encoding="utf-8")
    return folder


def _names(model: Path) -> list[str]:
    """The labels in the order of the scores: they are zipped onto the end of the file."""
    try:
        with zipfile.ZipFile(model) as attached:
            return attached.read(LABEL_LIST).decode().splitlines()
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise BundleError(
            f"{model.name} is not YAMNet as Google publishes it for TensorFlow Lite: it holds no "
            f"{LABEL_LIST}"
        ) from error


def _manifest(digest: str, labels: list[dict[str, str]]) -> dict[str, Any]:
    tensor, size = EMBEDDING
    told = {"grade": "untested", "policy": asdict(POLICY), "figures": {}}
    return {
        "schema": 1,
        "name": "yamnet",
        "version": "1",
        "model": {
            "file": MODEL_FILE,
            "sha256": digest,
            "runtime": "litert",
            "precision": "int8",
            "patch_samples": PATCH_SAMPLES,
            "embedding_tensor": tensor,
        },
        "log_mel": asdict(LogMelSettings()),
        "block": {
            "core_frames": 20 * FRAMES_PER_PATCH,
            "margin_frames": 0,
            "frames_per_score": FRAMES_PER_PATCH,
            "frames_per_embedding": FRAMES_PER_PATCH,
        },
        "embedding_size": size,
        "labels": [{**label, **told} for label in labels],
        "licence": "Apache-2.0",
        "attribution": ATTRIBUTION,
    }
