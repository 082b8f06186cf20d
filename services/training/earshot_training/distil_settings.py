"""How much a network minds its teacher, and how much the truth."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DistilSettings:
    """Weights of the losses: `soft_weight` on the teacher's frame scores everywhere,
    `hard_weight` on the truth of scenes, `embedding_weight` on the direction of embeddings.
    """

    soft_weight: float = 1.0
    hard_weight: float = 0.3
    embedding_weight: float = 2.0
