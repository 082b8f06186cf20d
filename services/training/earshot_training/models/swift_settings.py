"""Sizes of the `swift` network."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SwiftSettings:
    """Sizes of the network; `widths` are those at 40, 80, 160 and 320 ms a step."""

    labels: int = 0
    stem: tuple[int, ...] = (16, 32, 64)
    widths: tuple[int, ...] = (256, 384, 512, 512)
    depths: tuple[int, ...] = (2, 2, 3, 3)
    width: int = 192
    dilations: tuple[int, ...] = (1, 2, 4)
    tag_dropout: float = 0.2
    fine_dropout: float = 0.1
    embedding_size: int = 128
