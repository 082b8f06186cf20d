"""Losses of incompletely labelled sound: masked cross-entropy, on frames and on whole clips."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import torch
from torch.nn import functional


def masked_bce(logits: torch.Tensor, targets: torch.Tensor, known: torch.Tensor) -> torch.Tensor:
    """Binary cross-entropy where the truth is known, summed over labels, averaged over the rest.

    All three (..., label); `known` is 0 where nobody can tell.
    """
    loss = functional.binary_cross_entropy_with_logits(logits, targets, known, reduction="sum")
    return loss / (logits.numel() / logits.shape[-1])


def linear_softmax(logits: torch.Tensor, dim: int) -> torch.Tensor:
    """Pool frame probabilities into one, each weighing as much as itself.

    Wang, Li and Metze, "A comparison of five multiple instance learning pooling functions"
    (2019): sum(p * p) / sum(p).
    """
    scores = torch.sigmoid(logits)
    return scores.square().sum(dim) / scores.sum(dim).clamp_min(1e-6)


def masked_clip_bce(
    scores: torch.Tensor, targets: torch.Tensor, known: torch.Tensor
) -> torch.Tensor:
    """As `masked_bce`, for pooled probabilities."""
    safe = scores.clamp(1e-5, 1.0 - 1e-5)
    loss = functional.binary_cross_entropy(safe, targets, known, reduction="sum")
    return loss / (scores.numel() / scores.shape[-1])
