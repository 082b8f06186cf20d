"""The page of a guarded service: it asks for the token once, and players load as well."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.kit.browsing import Watched, keep_picture, running_browser, wait_for
from tests.kit.page_service import add_film, make_watchable_film, require_page, serving

TOKEN = "a token for this test"
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Watched, str]]:
    require_page()
    folder = tmp_path_factory.mktemp("locked")
    with serving(folder / "data", token=TOKEN) as url:
        video_id = add_film(url, make_watchable_film(folder / "Yard.mp4"), TOKEN)
        with running_browser() as browser:
            context = browser.new_context(base_url=url, locale="en-US")
            yield Watched.of(context.new_page()), video_id
            context.close()


def open_door(page: Page, token: str) -> None:
    page.get_by_label("Token").fill(token)
    page.get_by_role("button", name="Open").click()


def test_the_token_is_asked_for_and_kept_for_the_tab(watched: tuple[Watched, str]) -> None:
    seen, video_id = watched
    page = seen.page
    page.goto(f"/videos/{video_id}")
    expect(page.get_by_role("heading", name="locked")).to_be_visible()
    keep_picture(page, "locked")
    open_door(page, "a wrong one")
    expect(page.get_by_role("alert")).to_contain_text("not the token")
    open_door(page, TOKEN)
    expect(page.get_by_role("heading", name="Yard")).to_be_visible()
    # The player cannot send the token: it loads by the pass.
    assert wait_for(page, "document.querySelector('video')?.duration > 10")
    assert wait_for(page, "document.querySelector('video').textTracks[0]?.cues?.length > 0")
    page.reload()
    expect(page.get_by_role("heading", name="Yard")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
    cookies = page.context.cookies()
    assert [cookie["httpOnly"] for cookie in cookies] == [True]
    assert TOKEN not in str(cookies)
    assert seen.complaints == []
