"""Puts a bundle together: `manifest.json` beside the model, as serving reads it."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from earshot.audio.log_mel_settings import LogMelSettings
from earshot.tagging.policy import LabelPolicy
from earshot_training.label_space import LabelSpace

Figures = Mapping[str, float | int | None]

LICENCE = (
    "Code and weights: Apache-2.0. The weights were learnt in part from recordings under "
    "CC BY-NC, CC BY-NC-ND and unstated terms, so use them for non-commercial purposes only "
    "unless you have cleared that for yourself."
)
FREE_LICENCE = (
    "Code and weights: Apache-2.0. The weights were learnt only from recordings that their "
    "collections state to be free for any use, commercial too (CC0, CC BY, CC BY-SA and licences "
    "of free software); what was stated with a doubt was left out. Credit is given below."
)
FREE_SUFFIX = "_free"
ATTRIBUTION = (
    "The trunk starts from YAMNet's weights (Google, TensorFlow Models, Apache-2.0). Label names "
    "and ids are those of the AudioSet ontology (Google, CC BY-SA 4.0)."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleFacts:
    """Everything a manifest says that is not fixed by the format."""

    name: str
    version: str
    precision: str
    embedding_size: int
    space: LabelSpace
    policies: Sequence[LabelPolicy]
    grades: Sequence[str]
    label_figures: Sequence[Figures]
    figures: Figures
    trained: Mapping[str, Any]
    licence: str = LICENCE
    attribution: str = ATTRIBUTION


def write_manifest(folder: Path, facts: BundleFacts) -> None:
    """Write `manifest.json` beside the folder's `model.onnx`."""
    manifest = {
        "schema": 1,
        "name": facts.name,
        "version": facts.version,
        "model": {
            "file": "model.onnx",
            "sha256": hashlib.sha256((folder / "model.onnx").read_bytes()).hexdigest(),
            "runtime": "onnxruntime",
            "precision": facts.precision,
        },
        "log_mel": asdict(LogMelSettings()),
        "block": {
            "core_frames": 3200,
            "margin_frames": 128,
            "frames_per_score": 4,
            "frames_per_embedding": 32,
        },
        "embedding_size": facts.embedding_size,
        "labels": _labels(facts),
        "licence": facts.licence,
        "attribution": facts.attribution,
        "trained": dict(facts.trained),
        "figures": dict(facts.figures),
    }
    text = json.dumps(manifest, indent=1, ensure_ascii=False) + "\n"
    (folder / "manifest.json").write_text(text, encoding="utf-8")


def _labels(facts: BundleFacts) -> list[dict[str, Any]]:
    return [
        {
            "id": label_id,
            "name": name,
            "grade": grade,
            "policy": asdict(policy),
            "figures": dict(figures),
        }
        for label_id, name, grade, policy, figures in zip(
            facts.space.ids,
            facts.space.names,
            facts.grades,
            facts.policies,
            facts.label_figures,
            strict=True,
        )
    ]
