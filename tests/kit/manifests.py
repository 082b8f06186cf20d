"""Manifests of bundles that exist on paper only."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import json
from collections.abc import Mapping

from earshot.domain.ids import LabelId


def manifest_of(names: Mapping[LabelId, str], *, name: str = "paper", grade: str = "good") -> bytes:
    """A valid manifest with these labels; no model belongs to it."""
    policy = {"thresholds": (0.2, 0.3, 0.4, 0.5, 0.6, 0.7)}
    manifest = {
        "schema": 1,
        "name": name,
        "version": "1",
        "model": {
            "file": "none.onnx",
            "sha256": "0" * 64,
            "runtime": "numpy",
            "precision": "fp32",
        },
        "log_mel": {"sample_rate_hz": 16_000},
        "block": {
            "core_frames": 1000,
            "margin_frames": 0,
            "frames_per_score": 4,
            "frames_per_embedding": 100,
        },
        "embedding_size": 4,
        "labels": [
            {
                "id": label_id,
                "name": label,
                "grade": grade,
                "policy": policy,
                "figures": {"average_precision": 0.75},
            }
            for label_id, label in names.items()
        ],
        "licence": "Apache-2.0",
        "attribution": "none",
    }
    return json.dumps(manifest).encode()
