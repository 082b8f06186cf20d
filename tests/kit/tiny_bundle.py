"""A real bundle in miniature: an ONNX model of a few averages that calls loudness a bark."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import helper, numpy_helper

BANDS = 64
EMBEDDING_SIZE = 8
LABELS = (("/m/05tny_", "Bark"), ("/m/07yv9", "Vehicle"), ("/m/04rlf", "Music"))
CONTEXT_FRAMES = 9
LOG_MEL = {
    "sample_rate_hz": 16_000,
    "window_samples": 400,
    "hop_samples": 160,
    "fft_samples": 512,
    "mel_bands": BANDS,
    "min_hz": 125.0,
    "max_hz": 7500.0,
    "log_offset": 0.001,
}
POLICY = {
    "thresholds": [0.1, 0.2, 0.3, 0.4, 0.5, 0.6],
    "median_frames": 3,
    "hysteresis": 0.6,
    "merge_gap_s": 0.2,
    "min_duration_s": 0.08,
}


def write_tiny_bundle(
    folder: Path, *, core_frames: int = 320, margin_frames: int = 32, runtime: str = "onnxruntime"
) -> Path:
    """Write model and manifest into a folder; the manifest can be changed before it is loaded.

    Each score frame depends on `CONTEXT_FRAMES` log-mel frames around it, so that a block
    without its margin would show.
    """
    folder.mkdir(parents=True, exist_ok=True)
    model = _model().SerializeToString()
    (folder / "model.onnx").write_bytes(model)
    manifest = tiny_manifest(hashlib.sha256(model).hexdigest(), core_frames, margin_frames)
    manifest["model"]["runtime"] = runtime
    (folder / "manifest.json").write_text(json.dumps(manifest))
    return folder


def tiny_manifest(
    sha256: str = "0" * 64, core_frames: int = 320, margin_frames: int = 32
) -> dict[str, Any]:
    """The manifest as JSON."""
    return {
        "schema": 1,
        "name": "tiny",
        "version": "0.1.0",
        "model": {
            "file": "model.onnx",
            "sha256": sha256,
            "runtime": "onnxruntime",
            "precision": "fp32",
        },
        "log_mel": dict(LOG_MEL),
        "block": {
            "core_frames": core_frames,
            "margin_frames": margin_frames,
            "frames_per_score": 4,
            "frames_per_embedding": 32,
        },
        "embedding_size": EMBEDDING_SIZE,
        "labels": [
            {
                "id": label_id,
                "name": name,
                "grade": "untested",
                "policy": dict(POLICY),
                "figures": {"average_precision": 0.5, "clips": None},
            }
            for label_id, name in LABELS
        ],
        "licence": "Apache-2.0",
        "attribution": "made by a test",
        "trained": {},
        "figures": {},
    }


def _model() -> onnx.ModelProto:
    random = np.random.default_rng(5)
    to_labels = random.normal(0, 0.01, (4 * BANDS, len(LABELS))).astype(np.float32)
    to_labels[:, 0] = 1 / (4 * BANDS)
    to_embedding = random.normal(0, 0.1, (32 * BANDS, EMBEDDING_SIZE)).astype(np.float32)
    around = CONTEXT_FRAMES // 2
    nodes = [
        helper.make_node("Transpose", ["log_mel"], ["bands"], perm=[0, 2, 1]),
        helper.make_node(
            "AveragePool", ["bands"], ["mean"], kernel_shape=[CONTEXT_FRAMES], pads=[around] * 2
        ),
        helper.make_node("Transpose", ["mean"], ["frames"], perm=[0, 2, 1]),
        helper.make_node("Reshape", ["frames", "by_score"], ["score_frames"]),
        helper.make_node("MatMul", ["score_frames", "to_labels"], ["weighed"]),
        helper.make_node("Add", ["weighed", "bias"], ["logits"]),
        helper.make_node("Reshape", ["frames", "by_step"], ["steps"]),
        helper.make_node("MatMul", ["steps", "to_embedding"], ["embeddings"]),
    ]
    constants = {
        "by_score": np.array([0, -1, 4 * BANDS]),
        "by_step": np.array([0, -1, 32 * BANDS]),
        "to_labels": to_labels,
        "to_embedding": to_embedding,
        "bias": np.array([3, 0, 0], np.float32),
    }
    graph = helper.make_graph(
        nodes,
        "tiny",
        [_tensor("log_mel", BANDS)],
        [_tensor("logits", len(LABELS)), _tensor("embeddings", EMBEDDING_SIZE)],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


def _tensor(name: str, width: int) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(
        name, onnx.TensorProto.FLOAT, ["batch", f"{name}_frame", width]
    )
