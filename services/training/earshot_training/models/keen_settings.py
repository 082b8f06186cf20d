"""Sizes of the `keen` network."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class KeenSettings:
    """Sizes of the network."""

    labels: int = 0
    hidden: int = 512
    width: int = 192
    dilations: tuple[int, ...] = (1, 2, 4, 8, 1, 2)
    tag_dropout: float = 0.4
    fine_dropout: float = 0.15
    embedding_size: int = 128
