"""A small network learns from a teacher, is saved, goes on, and leaves as a sound ONNX file."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

torch: Any = pytest.importorskip("torch", reason="needs torch")
pytest.importorskip("onnx", reason="needs onnx")
pytest.importorskip("tqdm", reason="needs tqdm")

from earshot.domain.ids import LabelId  # noqa: E402 - after the checks
from earshot_training.commands.examination import (  # noqa: E402 - as above
    UNHEARD_LOGIT,
    in_our_order,
)
from earshot_training.distil import Distillation  # noqa: E402 - after the checks
from earshot_training.distil_settings import DistilSettings  # noqa: E402 - as above
from earshot_training.export import (  # noqa: E402 - as above
    BLOCK_FRAMES,
    calibrated,
    run_onnx,
    write_onnx,
)
from earshot_training.fit import (  # noqa: E402 - as above
    resume_run,
    save_run,
    start_run,
    take_step,
)
from earshot_training.fit_settings import FitSettings  # noqa: E402 - as above
from earshot_training.int8 import quantise  # noqa: E402 - as above
from earshot_training.label_space import ClipTruth, LabelSpace  # noqa: E402 - as above
from earshot_training.models.swift import Swift  # noqa: E402 - as above
from earshot_training.models.swift_settings import SwiftSettings  # noqa: E402 - as above
from earshot_training.scenes.pool import ScenePool  # noqa: E402 - as above
from earshot_training.scenes.shards import Shard, write_shard  # noqa: E402 - as above
from earshot_training.teacher import ROW_FRAMES, Teacher  # noqa: E402 - as above
from earshot_training.tuning.calibration import Calibration  # noqa: E402 - as above
from earshot_training.weak_clips import WeakClips  # noqa: E402 - as above

# The exporter that writes plain graphs is PyTorch's old one, and says so.
pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:Constant folding:UserWarning"),
]
SMALL = SwiftSettings(
    labels=2, stem=(4, 6, 8), widths=(8, 12, 16, 16), depths=(1, 1, 1, 1), width=8, embedding_size=4
)
FIT = FitSettings(steps=12, scene_rows=2, weak_rows=1, warm_up_steps=1, learning_rate=5e-3)


def _loudness(block: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """A teacher that hears loud frames: one label in the low bands, one in the high."""
    halves = block.reshape(1, -1, 4, 2, 32).mean(axis=(2, 4)) * 2.0 + 6.0
    steps = block.reshape(1, -1, 32, 4, 16).mean(axis=(2, 4))
    return halves.astype(np.float32), steps.astype(np.float32)


def _lesson(folder: Path) -> Distillation:
    rng = np.random.default_rng(4)
    mels = rng.normal(-4.0, 0.5, (6, ROW_FRAMES, 64))
    for scene in range(6):
        mels[scene, 200 + 90 * scene : 400 + 90 * scene, (scene % 2) * 32 :][..., :32] += 4.0
    spans = [(s, 2.0 + 0.9 * s, 4.0 + 0.9 * s, s % 2, 10.0) for s in range(6)]
    shard = Shard(log_mel=mels.astype(np.float16), soundings=np.array(spans, np.float64))
    write_shard(folder / "000000.npz", shard)
    truth = ClipTruth(present=np.eye(2, dtype=bool), unknown=np.zeros((2, 2), bool))
    pool = ScenePool(folder=folder, truth=truth, capacity=1)
    pool.refresh()
    weak = WeakClips(
        log_mel=mels[:2, 200:500].reshape(-1, 64).astype(np.float16),
        offsets=np.array([0, 300, 600]),
        weights=np.array([0.5, 0.5]),
        truth=truth,
        teacher=np.full((2, 2), np.nan, np.float32),
        teacher_weight=0.0,
    )
    teacher = Teacher(network=_loudness, columns=np.arange(2))
    return Distillation(pool=pool, weak=weak, teacher=teacher, fit=FIT, settings=DistilSettings())


def test_it_comes_to_imitate_its_teacher_also_after_a_kill(tmp_path: Path) -> None:
    torch.manual_seed(1)
    lesson = _lesson(tmp_path / "scenes")
    run = start_run(Swift(SMALL), Swift(SMALL), FIT)
    first = take_step(run, lesson, FIT)
    for _ in range(5):
        take_step(run, lesson, FIT)
    save_run(run, tmp_path / "state.pt")
    again = start_run(Swift(SMALL), Swift(SMALL), replace(FIT, seed=9))
    resume_run(again, tmp_path / "state.pt")
    assert again.step == 6
    for _ in range(6):
        last = take_step(again, lesson, FIT)
    assert last["soft"] < 0.7 * first["soft"]
    assert last["embedding"] < first["embedding"]


def test_it_leaves_as_onnx_and_as_int8(tmp_path: Path) -> None:
    torch.manual_seed(2)
    model = Swift(SMALL).eval()
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.add_(torch.randn_like(parameter) * 0.1)
    exact, small = tmp_path / "exact.onnx", tmp_path / "small.onnx"
    write_onnx(model, exact)  # checks parity by itself
    rng = np.random.default_rng(1)
    blocks = [rng.normal(-3.0, 2.0, (1, BLOCK_FRAMES, 64)).astype(np.float32) for _ in range(3)]
    quantise(exact, small, blocks)
    (wanted, _), (told, _) = run_onnx(exact, blocks[0]), run_onnx(small, blocks[0])
    assert told.shape == wanted.shape == (1, BLOCK_FRAMES // 4, 2)
    assert np.abs(told - wanted).mean() < 0.1 * wanted.std() + 0.01


def test_calibration_is_folded_into_the_last_layers() -> None:
    torch.manual_seed(3)
    model = Swift(SMALL)
    model.eval()
    with torch.no_grad():
        model.time.weight.normal_()
    calibration = Calibration(
        scale=np.array([0.5, 2.0], np.float32), bias=np.array([1.0, -3.0], np.float32)
    )
    log_mel = torch.randn(1, 128, 64)
    with torch.no_grad():
        plain = model(log_mel).frame_logits
        folded = calibrated(model, calibration)(log_mel).frame_logits
    wanted = plain * torch.tensor([0.5, 2.0]) + torch.tensor([1.0, -3.0])
    assert torch.allclose(folded, wanted, atol=1e-4)


def test_a_model_is_judged_by_the_labels_it_knows() -> None:
    space = LabelSpace(
        ids=(LabelId("/m/b"), LabelId("/m/c"), LabelId("/m/a")), names=("b", "c", "a")
    )

    def hear(log_mel: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        return np.array([[[1.0, 2.0]]], np.float32), log_mel

    hearer = in_our_order(hear, [LabelId("/m/a"), LabelId("/m/b")], space)
    assert hearer(np.zeros((1, 1, 1), np.float32))[0].tolist() == [[[2.0, UNHEARD_LOGIT, 1.0]]]
