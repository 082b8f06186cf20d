"""Plots as inline SVG: bars of labels, reliability, and the timeline of a scene."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import numpy as np
from numpy.typing import NDArray

COLOURS = ("#0b6e99", "#d9822b", "#6b7f3a", "#8a4f7d")
BAR_WIDTH, BAR_HEIGHT, NAME_WIDTH = 320, 7, 200
SIDE, MARGIN = 300, 40
LANE_WIDTH, LANE_HEIGHT, LANE_GAP = 720, 34, 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """One label in a scene: scores (frame,) of each contender, references and events in s."""

    name: str
    scores: Sequence[NDArray[np.float32]]
    references: NDArray[np.float64]
    found: Sequence[NDArray[np.float64]]


def bars(names: Sequence[str], values: Sequence[Sequence[float]]) -> str:
    """A row a name, a bar a contender; values in [0, 1], NaN draws nothing."""
    row = BAR_HEIGHT * len(values) + 6
    parts = []
    for place, name in enumerate(names):
        top = place * row
        middle = top + row / 2
        parts.append(
            f'<text x="{NAME_WIDTH - 8}" y="{middle:.1f}" class="name">{escape(name)}</text>'
        )
        for contender, column in enumerate(values):
            value = column[place]
            if math.isnan(value):
                continue
            parts.append(
                f'<rect x="{NAME_WIDTH}" y="{top + contender * BAR_HEIGHT + 1}" '
                f'width="{value * BAR_WIDTH:.1f}" height="{BAR_HEIGHT - 1}" '
                f'fill="{COLOURS[contender % len(COLOURS)]}"><title>{value:.3f}</title></rect>'
            )
    return _svg(NAME_WIDTH + BAR_WIDTH + 10, row * len(names), parts)


def reliability(told: Sequence[Sequence[float]], true: Sequence[Sequence[float]]) -> str:
    """Mean score of a bin against how often the label sounds there, a line a contender."""
    side = SIDE - 2 * MARGIN
    corner = f"{MARGIN},{SIDE - MARGIN} {SIDE - MARGIN},{MARGIN}"
    parts = [
        f'<rect x="{MARGIN}" y="{MARGIN}" width="{side}" height="{side}" class="frame"/>',
        f'<polyline points="{corner}" class="ideal"/>',
        f'<text x="{SIDE / 2}" y="{SIDE - 10}" class="axis">score</text>',
        f'<text x="12" y="{MARGIN - 10}" class="axis left">share that sounds</text>',
    ]
    for contender, (across, upward) in enumerate(zip(told, true, strict=True)):
        colour = COLOURS[contender % len(COLOURS)]
        points = [
            (MARGIN + x * side, SIDE - MARGIN - y * side)
            for x, y in zip(across, upward, strict=True)
            if not math.isnan(x)
        ]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5" fill="{colour}"/>' for x, y in points]
    return _svg(SIDE, SIDE, parts)


def timeline(lanes: Sequence[Lane], duration_s: float) -> str:
    """A lane a label: what sounds as a band, scores as curves, events as strokes below."""
    scale = LANE_WIDTH / duration_s
    height = len(lanes) * (LANE_HEIGHT + LANE_GAP) + 18
    parts: list[str] = []
    for place, lane in enumerate(lanes):
        parts += _lane(lane, place * (LANE_HEIGHT + LANE_GAP), scale)
    for second in range(int(duration_s) + 1):
        x = NAME_WIDTH + second * scale
        parts.append(f'<text x="{x:.1f}" y="{height - 4}" class="axis">{second}</text>')
    parts.append(
        f'<line class="playhead" x1="{NAME_WIDTH}" x2="{NAME_WIDTH}" y1="0" y2="{height - 18}" '
        f'data-left="{NAME_WIDTH}" data-scale="{scale:.3f}"/>'
    )
    return _svg(NAME_WIDTH + LANE_WIDTH + 10, height, parts)


def _lane(lane: Lane, top: float, scale: float) -> list[str]:
    foot = top + LANE_HEIGHT - 6
    parts = [
        f'<text x="{NAME_WIDTH - 8}" y="{top + LANE_HEIGHT / 2:.1f}" class="name">'
        f"{escape(lane.name)}</text>"
    ]
    for onset_s, offset_s in lane.references:
        parts.append(
            f'<rect x="{NAME_WIDTH + onset_s * scale:.1f}" y="{top}" '
            f'width="{(offset_s - onset_s) * scale:.1f}" height="{LANE_HEIGHT - 6}" class="truth"/>'
        )
    for contender, (scores, found) in enumerate(zip(lane.scores, lane.found, strict=True)):
        colour = COLOURS[contender % len(COLOURS)]
        points = " ".join(
            f"{NAME_WIDTH + (frame + 0.5) * 0.04 * scale:.1f},"
            f"{foot - float(score) * (LANE_HEIGHT - 6):.1f}"
            for frame, score in enumerate(scores)
        )
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}"/>')
        y = foot + 2 + 2 * contender
        for onset_s, offset_s in found:
            left, right = (NAME_WIDTH + edge * scale for edge in (onset_s, offset_s))
            parts.append(
                f'<line x1="{left:.1f}" x2="{right:.1f}" y1="{y}" y2="{y}" stroke="{colour}" '
                'stroke-width="2"/>'
            )
    return parts


def _svg(width: float, height: float, parts: Sequence[str]) -> str:
    return (
        f'<svg viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" height="{height:.0f}" '
        f'role="img">{"".join(parts)}</svg>'
    )
