"""The page in Chromium: its weight, from an answer to paint, a timeline of 10,000 events."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import gzip
import json
import re
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Route

from earshot_web.page import DIST
from tests.bench.timing import table
from tests.kit.browsing import running_browser, wait_for
from tests.kit.page_service import (
    FILM_S,
    add_film,
    make_watchable_film,
    require_page,
    serving,
)

EVENTS = 10_000
LANES = 40
ROUNDS = 20
# Two frames after the results are in the document they are on the screen.
WATCH = """
window.painted = [];
new MutationObserver(() => {
  const row = document.querySelector('.found-video');
  if (!row || row.dataset.seen) return;
  row.dataset.seen = '1';
  requestAnimationFrame(() => requestAnimationFrame(() => {
    const asked = performance.getEntriesByType('resource').filter(e => /v1.search.q=/.test(e.name));
    window.painted.push(performance.now() - asked.at(-1).responseEnd);
  }));
}).observe(document, {childList: true, subtree: true});
"""
DRAWN = "performance.getEntriesByName('timeline-drawn').map(e => e.duration)"


def run() -> Iterator[str]:
    """One short film; its events are made up for the timeline."""
    require_page()
    with tempfile.TemporaryDirectory() as name, running_browser() as browser:
        folder = Path(name)
        with serving(folder / "data") as url:
            video_id = add_film(url, make_watchable_film(folder / "Yard.mp4"))
            page = browser.new_context(base_url=url, locale="en-US").new_page()
            painted = list(_painted(page))
            drawn = _drawn(page, video_id)
    weight = _weight()
    rows = [
        ("first load, gzip", f"{weight / 1000:.0f} kB", "", "150 kB"),
        ("answer to painted results", *_figures(painted), "100 ms"),
        (f"drawing {EVENTS:,} events in {LANES} lanes, a frame", *_figures(drawn), "8 ms"),
    ]
    yield from table(("what", "median", "most", "at most"), rows)


def _figures(taken_ms: list[float]) -> tuple[str, str]:
    return f"{statistics.median(taken_ms):.1f} ms", f"{max(taken_ms):.1f} ms"


def _painted(page: Page) -> Iterator[float]:
    page.add_init_script(WATCH)
    for _ in range(ROUNDS):
        page.goto("/search?q=animal")
        yield float(wait_for(page, "window.painted[0]"))


def _drawn(page: Page, video_id: str) -> list[float]:
    """Scripting of each frame while the timeline is zoomed and moved."""
    page.route(re.compile(r"/events\?"), _with_many_events)
    page.goto(f"/videos/{video_id}")
    page.get_by_text(re.compile("Made up 39")).first.wait_for()
    timeline = page.locator(".lanes[role=group]")
    timeline.focus()
    for key in ("+", "+", "+", "ArrowRight", "ArrowLeft", "-", "-", "0") * (ROUNDS // 4):
        page.keyboard.press(key)
        page.wait_for_timeout(30)
    durations: list[float] = page.evaluate(DRAWN)
    return durations


def _with_many_events(route: Route) -> None:
    answer: dict[str, Any] = route.fetch().json()
    answer["events"] = [
        {
            "label": f"Made up {number % LANES}",
            "label_id": f"/m/made{number % LANES}",
            "onset_s": FILM_S * number / EVENTS,
            "offset_s": FILM_S * (number + LANES * 0.7) / EVENTS,
            "score": number % 97 / 97,
            "heard_by": [],
        }
        for number in range(EVENTS)
    ]
    route.fulfill(body=json.dumps(answer), content_type="application/json")


def _weight() -> int:
    html = (DIST / "index.html").read_text()
    names = ["index.html", *re.findall(r'(?:src|href)="/([^"]+)"', html)]
    return sum(len(gzip.compress((DIST / name).read_bytes())) for name in names)
