"""Lays out a validation half for scoring, and scores it with a network, a bundle or YAMNet."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from earshot.domain.ids import LabelId
from earshot.tagging.bundle import load_bundle
from earshot_training.clip_features import read_ragged
from earshot_training.commands.prepare import Places
from earshot_training.commands.scenes import validation_paths
from earshot_training.corpus import clips_of
from earshot_training.evaluation.reference import Examination, examine
from earshot_training.evaluation.stream import CORE_FRAMES, Hearer, Scorer
from earshot_training.label_space import LabelSpace
from earshot_training.material import Material, read_class_map
from earshot_training.models.fine_branch import interpolated
from earshot_training.models.networks import Network
from earshot_training.models.yamnet_weights import load_yamnet
from earshot_training.scenes.shards import Shard, read_shard

UNHEARD_LOGIT = -12.0
PATCH_FRAMES, PATCH_SHIFT_FRAMES = 96, 32


def examination_of(places: Places, material: Material, part: str) -> Examination:
    """Scenes and clips of a validation half, `tune` or `report`."""
    clips = clips_of(material.clips, part)
    log_mel = read_ragged(places.state, "clip_log_mel")
    shards = scene_shards(places.state, part, material.licences)
    mels = [np.asarray(log_mel.of(clip)) for clip in clips]
    return examine(shards, mels, np.array(clips), material.truth)


def scene_shards(state: Path, part: str, licences: str) -> list[Shard]:
    """The validation scenes of a half, by rising signal-to-noise ratio."""
    return [read_shard(path) for path in validation_paths(state, part, licences)]


def onnx_scorer(path: Path) -> Scorer:
    """Score with an exported network on one thread, as serving does."""
    import onnxruntime  # noqa: PLC0415 - heavy, and YAMNet's scorer does without

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def score(log_mel: NDArray[np.float32]) -> NDArray[np.float32]:
        logits: NDArray[np.float32] = session.run(["logits"], {"log_mel": log_mel})[0]
        return logits

    return score


def bundle_scorer(folder: Path, material: Material) -> Scorer:
    """Score with a bundle; its labels must be the material's."""
    bundle = load_bundle(folder)
    if tuple(label.label_id for label in bundle.labels) != material.space.ids:
        raise ValueError(f"the bundle in {folder} knows other labels than the recipe")
    return onnx_scorer(bundle.model_path)


def bundle_hearer(folder: Path, space: LabelSpace) -> Hearer:
    """Hear with any bundle; labels of ours that it does not know stay silent."""
    import onnxruntime  # noqa: PLC0415 - heavy, and YAMNet does without

    bundle = load_bundle(folder)
    if bundle.runtime != "onnxruntime" or bundle.block.core_frames != CORE_FRAMES:
        raise ValueError(f"the bundle in {folder} does not take blocks of log-mel as ours do")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(
        str(bundle.model_path), options, providers=["CPUExecutionProvider"]
    )

    def hear(log_mel: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        logits, embeddings = session.run(["logits", "embeddings"], {"log_mel": log_mel})
        return logits, embeddings

    return in_our_order(hear, [label.label_id for label in bundle.labels], space)


def network_hearer(model: Network, known: LabelSpace, space: LabelSpace) -> Hearer:
    """Hear with a network as it was trained, in float32."""

    def hear(log_mel: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        with torch.no_grad():
            output = model(torch.from_numpy(log_mel))
        return output.frame_logits.numpy(), output.embeddings.numpy()

    return in_our_order(hear, known.ids, space)


def in_our_order(hear: Hearer, known: Sequence[LabelId], space: LabelSpace) -> Hearer:
    """Bring the labels that a model knows into the order of ours; the others stay silent."""
    place = {label_id: column for column, label_id in enumerate(known)}
    columns = np.array([place.get(label_id, -1) for label_id in space.ids])

    def ordered(log_mel: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        logits, embeddings = hear(log_mel)
        chosen = logits[..., columns]
        chosen[..., columns < 0] = UNHEARD_LOGIT
        return chosen, embeddings

    return ordered


def yamnet_scorer(places: Places, material: Material) -> Scorer:
    """Score with YAMNet as it is."""
    hear = yamnet_hearer(places, material)
    return lambda log_mel: hear(log_mel)[0]


def yamnet_hearer(places: Places, material: Material) -> Hearer:
    """Hear with YAMNet as it is: a patch of 0.96 s every 0.32 s, scores brought to 40 ms."""
    trunk, classifier = load_yamnet(places.yamnet)
    trunk = trunk.eval().to(memory_format=torch.channels_last)
    teacher_ids = read_class_map(places.state)
    columns = [
        teacher_ids.index(label_id) if label_id in teacher_ids else -1
        for label_id in material.space.ids
    ]
    missing = np.array(columns) < 0

    def hear(log_mel: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        around = (PATCH_FRAMES - PATCH_SHIFT_FRAMES) // 2
        padded = np.pad(log_mel[0], ((around, around), (0, 0)), mode="edge")
        windows = np.lib.stride_tricks.sliding_window_view(padded, PATCH_FRAMES, axis=0)
        batch = np.ascontiguousarray(windows[::PATCH_SHIFT_FRAMES].transpose(0, 2, 1))
        with torch.no_grad():
            steps = trunk(torch.from_numpy(batch)).at_320_ms.mean(dim=(2, 3)).numpy()
        logits = (steps @ classifier.weight.T + classifier.bias)[:, columns]
        logits[:, missing] = UNHEARD_LOGIT
        # A patch is centred on its 320 ms, half a step before the trunk's own steps.
        held = np.concatenate([logits, logits[-1:]])
        between = interpolated(torch.from_numpy(held.T.copy())[None])[0].T.numpy()
        frames = np.asarray(between[None, 4 : 4 + 8 * len(logits)], np.float32)
        return frames, np.asarray(steps[None], np.float32)

    return hear
