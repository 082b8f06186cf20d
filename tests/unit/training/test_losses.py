"""What nobody knows costs nothing; pooling weighs a frame by itself."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import math

import pytest

torch = pytest.importorskip("torch")

from earshot_training.losses import (  # noqa: E402 - torch may be missing
    linear_softmax,
    masked_bce,
    masked_clip_bce,
)


def test_the_mask_hides_a_wrong_answer() -> None:
    logits = torch.tensor([[[20.0, 0.0]]])
    targets = torch.tensor([[[0.0, 1.0]]])
    seen = float(masked_bce(logits, targets, torch.ones(1, 1, 2)))
    hidden = float(masked_bce(logits, targets, torch.tensor([[[0.0, 1.0]]])))
    assert seen == pytest.approx(20.0 + math.log(2.0))
    assert hidden == pytest.approx(math.log(2.0))


def test_linear_softmax_by_hand() -> None:
    logits = torch.logit(torch.tensor([[0.9, 0.1]]))
    assert float(linear_softmax(logits, 1)) == pytest.approx((0.81 + 0.01) / 1.0)


def test_the_clip_loss_is_masked_too() -> None:
    scores = torch.tensor([[0.5, 0.999]])
    loss = masked_clip_bce(scores, torch.zeros(1, 2), torch.tensor([[1.0, 0.0]]))
    assert float(loss) == pytest.approx(math.log(2.0))
