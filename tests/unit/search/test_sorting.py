"""Sorting: by relevance, time, upload and length, stable from page to page."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from earshot.adapters.index.resolve import resolve_index_writer
from earshot.domain.ids import VideoId
from earshot.domain.queries import Order
from tests.unit.search.conftest import sound

if TYPE_CHECKING:
    from tests.unit.search.conftest import Shelf

API = "/api/v1"
DAY = timedelta(days=1)
START = datetime(2026, 3, 1, tzinfo=UTC)
RECORDED = (None, START - 3 * DAY, START - 300 * DAY, START + DAY, None, START - 3 * DAY, None)


def fill(shelf: Shelf) -> None:
    for at, recorded_at in enumerate(RECORDED):
        shelf.add(
            f"01{at}",
            [
                sound("Bark", 50, 51 + (at * 3) % 7, 0.3 + at % 4 / 10),
                sound("Bark", 10, 10.5, 0.9),
                sound("Siren", 54 + at % 3, 60, 0.8),
                sound("Growling", 100, 103, 0.5),
            ],
            recorded_at=recorded_at,
            uploaded_at=START + at * DAY,
        )


def search(shelf: Shelf, query: str, **more: Any) -> dict[str, Any]:
    answer = shelf.client.get(f"{API}/search", params={"q": query, **more})
    assert answer.status_code == 200, answer.json()
    told: dict[str, Any] = answer.json()
    return told


def ids(answer: dict[str, Any]) -> list[str]:
    return [video["video_id"] for video in answer["videos"]]


QUERIES = ("bark", "dog", "bark siren", "bark THEN siren", "dog NOT speech", "duration:>1m")


@pytest.mark.parametrize("query", QUERIES)
def test_newest_first_is_by_upload(shelf: Shelf, query: str) -> None:
    fill(shelf)
    assert ids(search(shelf, query, sort="newest")) == [f"01{at}" for at in range(6, -1, -1)]


@pytest.mark.parametrize("query", QUERIES)
def test_by_time_the_oldest_recording_comes_first(shelf: Shelf, query: str) -> None:
    fill(shelf)
    answer = search(shelf, query, sort="time")
    assert answer["sort"] == "time"
    # 010 counts by its upload; recordings of the same moment come newest upload first.
    assert ids(answer) == ["012", "015", "011", "010", "013", "014", "016"]
    for video in answer["videos"]:
        starts = [moment["start_s"] for moment in video["moments"]]
        assert starts == sorted(starts)


@pytest.mark.parametrize("query", QUERIES[:-1])
def test_by_duration_the_longest_moment_comes_first(shelf: Shelf, query: str) -> None:
    fill(shelf)
    videos = search(shelf, query, sort="duration")["videos"]
    lengths = [[one["end_s"] - one["start_s"] for one in video["moments"]] for video in videos]
    assert len(videos) == len(RECORDED)
    for held in lengths:
        assert held == sorted(held, reverse=True)
    longest = [(held[0], video["video_id"]) for held, video in zip(lengths, videos, strict=True)]
    assert longest == sorted(longest, reverse=True)


@pytest.mark.parametrize("sort", list(Order))
@pytest.mark.parametrize("query", QUERIES)
def test_pages_in_any_order_hold_every_video_once(shelf: Shelf, query: str, sort: Order) -> None:
    fill(shelf)
    whole = ids(search(shelf, query, sort=sort, limit=50))
    assert len(whole) == len(RECORDED)
    paged: list[str] = []
    cursor: str | None = None
    while True:
        more = {"cursor": cursor} if cursor else {}
        answer = search(shelf, query, sort=sort, limit=2, **more)
        paged += ids(answer)
        cursor = answer["next"]
        if cursor is None:
            break
        # Of all orders this would be the first, or the last.
        if len(paged) == 2:
            shelf.add(
                "7ZZZ",
                [sound("Bark", 1, 59, 1.0), sound("Siren", 1, 59, 1.0)],
                uploaded_at=START - 900 * DAY,
            )
    assert paged == whole


def test_a_video_that_comes_late_among_the_places_still_to_come_is_left_out(shelf: Shelf) -> None:
    """Its id says that it was uploaded after the first page was asked for."""
    fill(shelf)
    first = search(shelf, "bark", limit=3)
    for name, score in (("7ZZA", 0.01), ("7ZZB", 0.5), ("7ZZC", 1.0)):
        shelf.add(name, [sound("Bark", 1, 2, score)])
    rest = search(shelf, "bark", limit=50, cursor=first["next"])
    assert sorted(ids(first) + ids(rest)) == [f"01{at}" for at in range(7)]
    assert search(shelf, "bark")["counts"]["videos"] == len(RECORDED)


def test_a_removed_video_leaves_no_gap_on_later_pages(shelf: Shelf) -> None:
    fill(shelf)
    whole = ids(search(shelf, "bark", limit=50))
    first = search(shelf, "bark", limit=3)
    resolve_index_writer(shelf.settings).remove(VideoId(whole[2]))
    resolve_index_writer(shelf.settings).remove(VideoId(whole[4]))
    rest = search(shelf, "bark", limit=50, cursor=first["next"])
    assert ids(first) + ids(rest) == [one for one in whole if one != whole[4]]


def test_the_rarity_is_frozen_with_the_first_page(shelf: Shelf) -> None:
    fill(shelf)
    whole = [
        (video["video_id"], video["score"]) for video in search(shelf, "animal", limit=50)["videos"]
    ]
    first = search(shelf, "animal", limit=3)
    for at in range(20):
        shelf.add(f"7ZZ{at:02}", [sound("Growling", 1, 2, 0.9)])
    rest = search(shelf, "animal", limit=50, cursor=first["next"])
    told = [(video["video_id"], video["score"]) for video in first["videos"] + rest["videos"]]
    assert told == whole


def test_a_cursor_belongs_to_its_order(shelf: Shelf) -> None:
    fill(shelf)
    cursor = search(shelf, "bark", limit=2)["next"]
    answer = shelf.client.get(
        f"{API}/search", params={"q": "bark", "cursor": cursor, "sort": "time"}
    )
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_request")
    wrong = shelf.client.get(f"{API}/search", params={"q": "bark", "sort": "loud"})
    assert wrong.status_code == 422
