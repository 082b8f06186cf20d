"""The network in its serving order: the same answers as the network that was trained."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from typing import Any

import pytest

torch: Any = pytest.importorskip("torch", reason="needs torch")

from earshot_training.models.keen import Keen  # noqa: E402 - after the check for torch
from earshot_training.models.keen_settings import KeenSettings  # noqa: E402 - as above
from earshot_training.models.served import Served  # noqa: E402 - as above

FRAMES = 128


def _trained_looking(seed: int) -> Keen:
    """A network whose every layer speaks: no silent branch, norms that shift and scale."""
    torch.manual_seed(seed)
    model = Keen(KeenSettings(labels=5, hidden=32, width=16, embedding_size=6))
    model.eval()
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.add_(torch.randn_like(parameter) * 0.05)
        for layer in model.modules():
            if isinstance(layer, torch.nn.BatchNorm1d):
                layer.running_mean.normal_()
                layer.running_var.uniform_(0.5, 2.0)
    return model


@pytest.mark.parametrize("batch", [1, 2])
def test_it_answers_as_the_trained_network_does(batch: int) -> None:
    model = _trained_looking(1)
    log_mel = torch.randn(batch, FRAMES, 64) * 2.0 - 3.0
    with torch.no_grad():
        wanted = model(log_mel)
        logits, embeddings = Served(model, FRAMES)(log_mel)
    assert logits.shape == (batch, FRAMES // 4, 5)
    assert torch.allclose(logits, wanted.frame_logits, atol=1e-4)
    assert torch.allclose(embeddings, wanted.embeddings, atol=1e-4)
    assert wanted.frame_logits.std() > 0.01


def test_the_edges_of_a_block_are_the_same_too() -> None:
    model = _trained_looking(2)
    log_mel = torch.zeros(1, FRAMES, 64)
    log_mel[:, :3] = 4.0
    log_mel[:, -3:, -5:] = 5.0
    with torch.no_grad():
        assert torch.allclose(
            Served(model, FRAMES)(log_mel)[0], model(log_mel).frame_logits, atol=1e-4
        )
