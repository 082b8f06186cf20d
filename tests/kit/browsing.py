"""A real browser for tests of the page: Debian's Chromium, installed where that is allowed."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from earshot_stack.errors import MissingToolError
from earshot_stack.installing import require
from tests.house.tree import ROOT

SCREENSHOTS = ROOT / "var" / "screenshots"
AXE = ROOT / "services" / "web" / "node_modules" / "axe-core" / "axe.min.js"
# Sound may start by itself, and there is no sound card to play it on.
PATIENCE_MS = 30_000
_FLAGS = ("--no-sandbox", "--autoplay-policy=no-user-gesture-required", "--mute-audio")


def chromium() -> str:
    """Path of Chromium; where it cannot be had the test skips, in CI it fails."""
    try:
        return require(
            "chromium",
            package="chromium",
            advice="install it with 'apt install chromium' to test the page",
        )
    except MissingToolError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(error))


@contextmanager
def running_browser() -> Iterator[Browser]:
    """Chromium, without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(_FLAGS))
        expect.set_options(timeout=PATIENCE_MS)
        try:
            yield browser
        finally:
            browser.close()


@dataclass(slots=True, kw_only=True)
class Watched:
    """A page with everything that it asked for and complained about."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, page: Page) -> Watched:
        """Watch a page from now on."""
        watched = cls(page=page)
        page.on("request", lambda request: watched.requests.append(request.url))
        page.on("pageerror", lambda error: watched.complaints.append(str(error)))
        page.on("console", lambda message: watched.note(message))
        return watched

    def note(self, message: Any) -> None:
        """Keep what the console says of the page itself; missing pictures are expected."""
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.complaints.append(message.text)


def wait_for(page: Page, expression: str) -> Any:
    """What an expression gives once it is true; Playwright's own way needs `unsafe-eval`."""
    until = time.monotonic() + PATIENCE_MS / 1000
    while not (found := page.evaluate(expression)):
        assert time.monotonic() < until, expression
        page.wait_for_timeout(50)
    return found


def keep_picture(page: Page, name: str) -> Path:
    """A screenshot in `var/screenshots`, for people to look at."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    path = SCREENSHOTS / f"{name}.png"
    page.screenshot(path=path)
    return path


def axe_findings(page: Page) -> list[str]:
    """What axe finds that is serious or worse, one line a rule with the first element."""
    # The page's policy forbids strange scripts, but not those of the browser's own tools.
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:160]} {one['nodes'][0]['failureSummary'][:300]}"
        for one in found["violations"]
        if one["impact"] in {"serious", "critical"}
    ]
