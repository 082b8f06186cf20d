"""The page in Chromium against the real service: upload, search, watch, correct, keys alone."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.kit.browsing import Watched, axe_findings, keep_picture, running_browser, wait_for
from tests.kit.page_service import (
    BARK_S,
    ROOSTER_S,
    add_film,
    make_watchable_film,
    require_page,
    serving,
)

TIGHT_S = 0.75
LONG_MS = 180_000
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    require_page()
    return tmp_path_factory.mktemp("page")


@pytest.fixture(scope="module")
def service(folder: Path) -> Iterator[str]:
    with serving(folder / "data") as url:
        yield url


@pytest.fixture(scope="module")
def video_id(service: str, folder: Path) -> str:
    return add_film(service, make_watchable_film(folder / "Yard.mp4"))


@pytest.fixture(scope="module")
def browser(folder: Path) -> Iterator[Browser]:
    del folder
    with running_browser() as browser:
        yield browser


@pytest.fixture
def watched(browser: Browser, service: str) -> Iterator[Watched]:
    context = browser.new_context(base_url=service, locale="en-US", reduced_motion="reduce")
    yield Watched.of(context.new_page())
    context.close()


def now_s(page: Page) -> float:
    return float(page.evaluate("document.querySelector('video').currentTime"))


@pytest.mark.usefixtures("video_id")
def test_from_typing_to_the_moment(watched: Watched) -> None:
    page = watched.page
    page.goto("/")
    page.get_by_role("combobox").fill("puppy")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Enter")
    moment = page.locator(".moment").first
    expect(moment).to_contain_text('typed "puppy"')
    moment.get_by_role("button").click()
    preview = page.locator("video.preview")
    expect(preview).to_have_js_property("paused", value=False)
    assert now_s(page) == pytest.approx(BARK_S - 1, abs=2 * TIGHT_S)
    keep_picture(page, "search-light")
    moment.get_by_role("link").first.click()
    expect(page.get_by_role("heading", name="Yard")).to_be_visible()
    wait_for(page, "document.querySelector('video')?.currentTime > 1")
    assert now_s(page) == pytest.approx(BARK_S, abs=TIGHT_S)
    assert watched.complaints == []


@pytest.mark.usefixtures("video_id")
def test_nothing_is_asked_of_other_hosts(watched: Watched, service: str) -> None:
    page = watched.page
    for path in ("/", "/search?q=dog", "/upload", "/archive", "/archive?view=rhythm"):
        page.goto(path)
        page.wait_for_load_state("networkidle")
    assert {
        url for url in watched.requests if not url.startswith((service, "blob:", "data:"))
    } == set()
    assert watched.complaints == []


def test_sound_captions_are_shown_at_their_time(watched: Watched, video_id: str) -> None:
    page = watched.page
    page.goto(f"/videos/{video_id}")
    wait_for(page, "document.querySelector('video')?.textTracks[0]?.cues?.length > 0")
    track = page.evaluate(
        """() => {
            const track = document.querySelector('video').textTracks[0];
            return {mode: track.mode, cues: [...track.cues].map(c => [c.startTime, c.text])};
        }"""
    )
    assert track["mode"] == "showing"
    barks = [start_s for start_s, text in track["cues"] if re.search("dog|bark", text)]
    assert barks[0] == pytest.approx(BARK_S, abs=TIGHT_S)


def test_levels_change_what_is_counted(watched: Watched, video_id: str) -> None:
    page = watched.page
    page.goto(f"/videos/{video_id}?level=6")
    heading = page.locator("#events-title")
    sure = heading.inner_text()
    page.get_by_label("How sure").fill("6")
    expect(page).to_have_url(re.compile("level=1"))
    expect(heading).not_to_have_text(sure)
    assert int(heading.inner_text().split()[0]) > int(sure.split()[0])
    page.goto("/search?q=animal&level=6")
    count = page.locator(".count")
    expect(count).to_contain_text("moment")
    before = count.inner_text()
    page.get_by_label("How sure").fill("6")
    # At once: the counts of all levels came with the first answer.
    assert count.inner_text() != before
    expect(page).to_have_url(re.compile("level=1"))


@pytest.mark.usefixtures("video_id")
def test_without_a_mouse(watched: Watched) -> None:
    page = watched.page
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("combobox")).to_be_focused()
    page.keyboard.type("rooster")
    page.keyboard.press("Enter")
    page.locator(".moment").first.wait_for()
    play = page.locator(".moment button").first
    for _ in range(40):
        page.keyboard.press("Tab")
        if play.evaluate("element => element === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page.locator("video.preview")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("video.preview")).to_have_count(0)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    # Another test may have uploaded the same film again: then either comes first.
    expect(page).to_have_url(re.compile(r"/videos/\w+\?t="))
    page.locator(".events tbody tr").first.wait_for()
    wait_for(page, f"document.querySelector('video')?.currentTime > {ROOSTER_S - 1}")
    page.keyboard.press("p")
    wait_for(page, f"document.querySelector('video')?.currentTime < {ROOSTER_S - 1}")
    page.keyboard.press("n")
    wait_for(page, "document.querySelector('video')?.currentTime > 1")
    page.get_by_role("group", name=re.compile("Timeline of sounds")).focus()
    page.keyboard.press("+")
    expect(page.locator(".tools .time")).not_to_have_text("0:00.0 – 0:14.0")


@pytest.mark.parametrize(
    ("width", "scheme", "language"),
    [
        (360, "light", "de-DE"),
        (360, "dark", "en-US"),
        (1280, "light", "en-US"),
        (1280, "dark", "de-DE"),
        (3840, "light", "en-US"),
    ],
)
def test_axe_finds_nothing_serious(
    browser: Browser, service: str, video_id: str, width: int, scheme: str, language: str
) -> None:
    context = browser.new_context(
        base_url=service,
        locale=language,
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": width, "height": 860},
        bypass_csp=True,
        reduced_motion="reduce",
    )
    page = context.new_page()
    paths = {
        "home": "/",
        "search": "/search?q=animal&level=1",
        "query-fault": "/search?q=(dog",
        "video": f"/videos/{video_id}",
        "upload": "/upload",
        "archive": "/archive",
        "sounds": "/archive?view=sounds",
        "rhythm": "/archive?view=rhythm",
        "nowhere": "/videos/01K0G4W1QZ7V7C3M4D2W5T9RBA",
    }
    findings = {}
    for name, path in paths.items():
        page.goto(path)
        page.wait_for_load_state("networkidle")
        keep_picture(page, f"{name}-{width}-{scheme}-{language[:2]}")
        findings[name] = axe_findings(page)
        wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if wider > 0:
            findings[name].append(f"{wider} px wider than the screen")
    context.close()
    assert {name: found for name, found in findings.items() if found} == {}


def test_upload_with_progress_and_reasons(watched: Watched, folder: Path) -> None:
    page = watched.page
    (folder / "Letter.mp4").write_text("this is no video")
    page.goto("/upload")
    film = make_watchable_film(folder / "Another yard.mp4")
    film.write_bytes(film.read_bytes() + b"\0")  # other bytes than those of the first film
    page.set_input_files("#files", [film, folder / "Letter.mp4"])
    good = page.locator(".upload", has_text="Another yard")
    expect(good.locator("progress")).to_have_count(4)
    expect(page.locator(".upload", has_text="Letter")).to_contain_text(
        "no video or sound file", timeout=LONG_MS
    )
    page.reload()
    expect(page.locator(".upload", has_text="Letter")).to_contain_text("no video or sound file")
    page.goto("/archive")
    row = page.locator("tr", has_text="Another yard")
    expect(row).to_contain_text("Ready", timeout=LONG_MS)
    keep_picture(page, "archive-after-upload")
    row.get_by_role("button", name=re.compile("Delete")).click()
    expect(row).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(row).to_have_count(1)


def test_a_correction_is_seen_at_once_and_taken_back(watched: Watched, video_id: str) -> None:
    page = watched.page
    page.goto(f"/videos/{video_id}?level=6")
    rows = page.locator(".events tbody tr:not(.under)", has_text="Rooster").or_(
        page.locator(".events tbody tr:not(.under)", has_text="rooster")
    )
    rows.first.wait_for()
    before = rows.count()
    rows.first.get_by_role("button", name=re.compile("^Correct")).click()
    page.get_by_role("button", name=re.compile("^There is no")).click()
    expect(rows).to_have_count(before - 1)
    page.get_by_role("button", name="Undo").click()
    expect(rows).to_have_count(before)


def test_a_service_that_is_away_says_so(browser: Browser, folder: Path) -> None:
    context = browser.new_context(locale="en-US")
    page = context.new_page()
    with serving(folder / "other") as url:
        page.goto(url)
        page.wait_for_load_state("networkidle")
    page.get_by_role("combobox").fill("dog")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("does not answer")
    port = int(url.rpartition(":")[2])
    with serving(folder / "other", port=port):
        page.get_by_role("button", name="Try again").click()
        expect(page.get_by_role("heading", name="No sound")).to_have_count(0)
        expect(page.get_by_role("alert")).to_have_count(0)
    context.close()
