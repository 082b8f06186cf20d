"""The small network: as served the same answers as trained, every frame in its place."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from typing import Any

import pytest

torch: Any = pytest.importorskip("torch", reason="needs torch")

from earshot_training.models.swift import Swift, doubled, repeated  # noqa: E402 - after the check
from earshot_training.models.swift_served import SwiftServed  # noqa: E402 - as above
from earshot_training.models.swift_settings import SwiftSettings  # noqa: E402 - as above

FRAMES = 128
SMALL = SwiftSettings(
    labels=5, stem=(4, 6, 8), widths=(8, 12, 16, 16), depths=(1, 1, 1, 2), width=8, embedding_size=6
)


def _trained_looking(seed: int) -> Swift:
    torch.manual_seed(seed)
    model = Swift(SMALL)
    model.eval()
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.add_(torch.randn_like(parameter) * 0.1)
        for layer in model.modules():
            if isinstance(layer, torch.nn.BatchNorm2d):
                layer.running_mean.normal_(0.0, 0.2)
                layer.running_var.uniform_(0.5, 2.0)
    return model


@pytest.mark.parametrize("batch", [1, 2])
def test_it_answers_as_the_trained_network_does(batch: int) -> None:
    model = _trained_looking(1)
    log_mel = torch.randn(batch, FRAMES, 64) * 2.0 - 3.0
    log_mel[:, :3] = 4.0
    log_mel[:, -3:, -5:] = 5.0
    with torch.no_grad():
        wanted = model(log_mel)
        logits, embeddings = SwiftServed(model, FRAMES)(log_mel)
    assert logits.shape == (batch, FRAMES // 4, 5)
    assert embeddings.shape == (batch, FRAMES // 32, 6)
    assert torch.allclose(logits, wanted.frame_logits, atol=1e-4)
    assert torch.allclose(embeddings, wanted.embeddings, atol=1e-4)
    assert wanted.frame_logits.std() > 0.01


def test_what_sounds_late_is_seen_late() -> None:
    model = _trained_looking(3)
    quiet = torch.full((1, FRAMES * 8, 64), -6.0)
    loud = quiet.clone()
    loud[:, 768:800] = 2.0
    with torch.no_grad():
        moved = (model(loud).frame_logits - model(quiet).frame_logits).abs().amax(dim=(0, 2))
    assert 768 // 4 - 4 <= int(moved.argmax()) <= 800 // 4 + 4
    assert float(moved[:64].max()) == 0.0


def test_doubling_puts_the_halves_of_the_channels_one_after_the_other() -> None:
    maps = torch.arange(8.0).reshape(1, 4, 2, 1)
    assert doubled(maps)[0, :, :, 0].tolist() == [[0.0, 4.0, 1.0, 5.0], [2.0, 6.0, 3.0, 7.0]]
    assert repeated(maps, 2)[0, 0, :, 0].tolist() == [0.0, 0.0, 1.0, 1.0]
