"""The report as one HTML file that needs nothing else: tables, plots, sounds."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from earshot_training.evaluation.bootstrap import Estimate
from earshot_training.evaluation.plots import COLOURS
from earshot_training.evaluation.printing import TITLES, cell, differences

STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 62rem; color: #222; }
table { border-collapse: collapse; margin: 1rem 0; }
td, th { padding: .15rem .8rem; text-align: right; border-bottom: 1px solid #ddd; }
td:first-child, th:first-child { text-align: left; }
svg { display: block; margin: 1rem 0; max-width: 100%; }
.name { text-anchor: end; dominant-baseline: middle; font-size: 11px; }
.axis { text-anchor: middle; font-size: 10px; fill: #666; } .left { text-anchor: start; }
.frame { fill: none; stroke: #bbb; } .ideal { stroke: #bbb; stroke-dasharray: 4; }
.truth { fill: #dfe8cf; } .playhead { stroke: #c00; }
.key span { display: inline-block; padding: 0 .6rem; margin-right: .6rem; color: #fff; }
audio { width: 100%; }
"""
SCRIPT = """
for (const example of document.querySelectorAll('.example')) {
  const sound = example.querySelector('audio'), head = example.querySelector('.playhead');
  if (!sound) continue;
  const follow = () => {
    const x = +head.dataset.left + sound.currentTime * head.dataset.scale;
    head.setAttribute('x1', x); head.setAttribute('x2', x);
    if (!sound.paused) requestAnimationFrame(follow);
  };
  sound.addEventListener('play', follow); sound.addEventListener('seeked', follow);
}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One view's figures: a column a contender."""

    title: str
    columns: Sequence[Mapping[str, Estimate]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A scene: its timeline as SVG, and its sound as a data URI, where it may be given away."""

    title: str
    timeline: str
    sound: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Everything that the report shows; plots are SVG."""

    names: Sequence[str]
    tables: Sequence[Table]
    reliability: Sequence[tuple[str, str]]
    onset_bars: str
    tag_bars: str
    confusions: Sequence[tuple[str, Sequence[tuple[str, str, int]]]]
    examples: Sequence[Example]


def written(page: Page) -> str:
    """The page as HTML."""
    title = f"{page.names[0]}, judged"
    parts = [
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(title)}</title>',
        f"<style>{STYLE}</style><h1>{escape(title)}</h1>{_key(page.names)}",
        "<p>Recordings that no contender has learnt from or been tuned on. In brackets: where 95 "
        "of 100 draws of other scenes or sources lie. p: paired bootstrap, the first contender "
        "against each other one.</p>",
        *(_table(table, page.names) for table in page.tables),
        "<h2>Do scores mean what they say?</h2><p>All frames of known truth, all labels.</p>",
        *(f"<h3>{escape(name.capitalize())}</h3>{plot}" for name, plot in page.reliability),
        "<h2>Scenes to look at and to listen to</h2><p>Green: what sounds. Curves: scores. Strokes "
        "below: events at the balanced level.</p>",
        *(_example(example) for example in page.examples),
        "<h2>Frequent mistakes</h2>",
        *(_confusions(name, rows) for name, rows in page.confusions),
        f"<h2>Onset F1 of every label, 5 dB and above</h2>{page.onset_bars}",
        f"<h2>Average precision of every label, whole clips</h2>{page.tag_bars}",
        f"<script>{SCRIPT}</script></html>",
    ]
    return "\n".join(parts)


def _key(names: Sequence[str]) -> str:
    spans = (
        f'<span style="background:{COLOURS[place % len(COLOURS)]}">{escape(name)}</span>'
        for place, name in enumerate(names)
    )
    return f'<p class="key">{"".join(spans)}</p>'


def _table(table: Table, names: Sequence[str]) -> str:
    head = "".join(f"<th>{escape(name)}</th>" for name in names)
    rows = []
    for key, text in TITLES.items():
        found = [column.get(key) for column in table.columns]
        if all(one is None for one in found):
            continue
        cells = "".join(f"<td>{escape(cell(one))}</td>" for one in found)
        rows.append(f"<tr><td>{escape(text)}</td>{cells}<td>{escape(differences(found))}</td></tr>")
    first = f"<tr><th></th>{head}<th>difference</th></tr>"
    return f"<h2>{escape(table.title.capitalize())}</h2><table>{first}{''.join(rows)}</table>"


def _example(example: Example) -> str:
    sound = (
        f'<audio controls preload="none" src="{example.sound}"></audio>'
        if example.sound
        else "<p>Its recordings may not be given away, so there is no sound here.</p>"
    )
    return f'<div class="example"><h3>{escape(example.title)}</h3>{example.timeline}{sound}</div>'


def _confusions(name: str, rows: Sequence[tuple[str, str, int]]) -> str:
    body = "".join(
        f"<tr><td>{escape(heard)}</td><td>{escape(sounding)}</td><td>{times}</td></tr>"
        for heard, sounding, times in rows
    )
    head = "<tr><th>heard</th><th>where there was</th><th>times</th></tr>"
    return f"<h3>{escape(name)}</h3><table>{head}{body}</table>"
