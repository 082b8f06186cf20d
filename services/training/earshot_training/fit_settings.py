"""How long and how fast a network learns."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FitSettings:
    """How long and how fast to learn."""

    steps: int = 2400
    scene_rows: int = 10
    weak_rows: int = 6
    learning_rate: float = 1.5e-3
    trunk_rate: float = 0.0
    freed_blocks: int = 0
    weight_decay: float = 0.02
    warm_up_steps: int = 100
    average_decay: float = 0.998
    weak_weight: float = 0.5
    tag_weight: float = 0.25
    mixup_share: float = 0.3
    teacher_weight: float = 0.0
    short_emphasis: float = 0.0
    save_every_s: float = 300.0
    seed: int = 1
