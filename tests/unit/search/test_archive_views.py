"""Timelines, suggestions and figures over HTTP."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from earshot.domain.ids import VideoId
from earshot.domain.video import VideoState
from earshot_search.statistics import Period, starts_of
from tests.unit.search.conftest import sound

if TYPE_CHECKING:
    from tests.unit.search.conftest import Shelf

API = "/api/v1"
DAY = timedelta(days=1)
NOON = datetime(2026, 3, 7, 12, 30, tzinfo=UTC)


def get(shelf: Shelf, path: str, **asked: Any) -> dict[str, Any]:
    answer = shelf.client.get(f"{API}{path}", params=asked)
    assert answer.status_code == 200, answer.json()
    told: dict[str, Any] = answer.json()
    return told


def test_a_short_timeline_shows_every_event(shelf: Shelf) -> None:
    shelf.add(
        "01A",
        [sound("Bark", 1, 2), sound("Siren", 3, 13, 0.5), sound("Rain", 0, 9, first=1, stop=3)],
    )
    told = get(shelf, "/videos/01A/timeline")
    assert (told["duration_s"], told["resolution_s"], told["left_out"]) == (600, None, 0)
    assert [(lane["label"], lane["events"], lane["seconds"]) for lane in told["lanes"]] == [
        ("Siren", 1, 10),
        ("Bark", 1, 1),
    ]
    point = {"start_s": 3, "end_s": 13, "events": 1, "density": 1, "score": 0.5}
    assert told["lanes"][0]["points"] == [point]


@pytest.mark.parametrize("resolution", [None, 0.001, 0.3, 1.0, 7.0, 1000.0])
@pytest.mark.parametrize("lanes", ["", "dog", "dog,siren,rain"])
def test_a_timeline_has_at_most_two_thousand_points(
    shelf: Shelf, lanes: str, resolution: float | None
) -> None:
    shelf.add(
        "01A",
        [sound("Bark", at / 5, at / 5 + 0.1, 0.1 + at % 7 / 10) for at in range(2999)]
        + [sound("Siren", 100.0, 400.0)],
    )
    more = {} if resolution is None else {"resolution": resolution}
    told = get(shelf, "/videos/01A/timeline", lanes=lanes, **more)
    assert 0 < sum(len(lane["points"]) for lane in told["lanes"]) <= 2000
    assert told["resolution_s"] >= (resolution or 0)
    bark = next(lane for lane in told["lanes"] if lane["label"] in {"Bark", "Dog"})
    assert (bark["events"], sum(point["events"] for point in bark["points"])) == (2999, 2999)
    sounding = sum(
        point["density"] * (point["end_s"] - point["start_s"]) for point in bark["points"]
    )
    assert sounding == pytest.approx(bark["seconds"], rel=1e-3)
    assert max(point["score"] for point in bark["points"]) == pytest.approx(0.7)
    for before, after in zip(bark["points"], bark["points"][1:], strict=False):
        assert before["end_s"] <= after["start_s"] + 1e-6


def test_a_lane_of_an_ancestor_holds_what_lies_below(shelf: Shelf) -> None:
    shelf.add("01A", [sound("Bark", 1, 2), sound("Growling", 5, 6), sound("Cat", 8, 9)])
    # AudioSet has Growling below both.
    told = get(shelf, "/videos/01A/timeline", lanes="dog, /m/01yrx")
    assert [(lane["label"], lane["events"]) for lane in told["lanes"]] == [("Dog", 2), ("Cat", 2)]
    wrong = shelf.client.get(f"{API}/videos/01A/timeline", params={"lanes": "xyzzyplugh"})
    assert (wrong.status_code, wrong.json()["code"]) == (400, "bad_request")
    assert "xyzzyplugh" in wrong.json()["detail"]


def suggest(shelf: Shelf, typed: str, **more: Any) -> list[dict[str, str]]:
    told: list[dict[str, str]] = get(shelf, "/search/suggestions", q=typed, **more)["suggestions"]
    return told


@pytest.mark.parametrize(
    ("typed", "kind", "text"),
    [
        ("do", "label", "dog"),
        ("pup", "label", "pup"),
        ("siren THEN ba", "label", "siren THEN bark"),
        ("siren ", "operator", "siren THEN"),
        ("siren wi", "operator", "siren WITH"),
        ("siren ti", "filter", "siren title:"),
        ("gard", "title", 'title:"Garden, first warm day"'),
        ("garden fir", "title", 'title:"Garden, first warm day"'),
        ("siren title:gar", "title", 'siren title:"Garden, first warm day"'),
        ("new", "collection", 'collection:"news 2019"'),
        ("dog collection:", "collection", 'dog collection:"news 2019"'),
        ('dog collection:"news 2', "collection", 'dog collection:"news 2019"'),
    ],
)
def test_what_is_typed_is_completed(shelf: Shelf, typed: str, kind: str, text: str) -> None:
    shelf.add("01A", [], title="Garden, first warm day", collection="news 2019")
    found = suggest(shelf, typed, limit=30)
    assert text in [one["text"] for one in found if one["kind"] == kind]


def test_a_suggested_query_is_understood(shelf: Shelf) -> None:
    shelf.add("01A", [sound("Bark", 1, 2)], title='A "loud" (old) dog: barks', collection="a-b c")
    for typed in ("dog collection:", "dog title:loud", "lou", "do", "dog a", "gro"):
        for one in suggest(shelf, typed):
            if one["kind"] in {"label", "collection", "title"}:
                answer = get(shelf, "/search", q=one["text"])
                assert answer["unresolved"] == []
                if one["kind"] != "label":
                    assert [video["video_id"] for video in answer["videos"]] == ["01A"]


@pytest.mark.parametrize("typed", ["", " ", '"', "(((", "🐕", "x" * 9000, "AND", "-", ":"])
def test_odd_beginnings_get_an_answer(shelf: Shelf, typed: str) -> None:
    shelf.add("01A", [], title="Garden")
    suggest(shelf, typed)


def test_a_video_that_is_going_is_not_suggested(shelf: Shelf) -> None:
    shelf.add("01A", [], title="Garden")
    shelf.change(VideoId("01A"), state=VideoState.REMOVING)
    assert [one for one in suggest(shelf, "gard") if one["kind"] == "title"] == []


def test_labels_are_counted_in_all_and_by_period(shelf: Shelf) -> None:
    today = datetime.now(UTC)
    shelf.add("01A", [sound("Bark", 0, 1800), sound("Bark", 2000, 3800)], recorded_at=today)
    shelf.add("01B", [sound("Bark", 0, 900, first=1, stop=3)], recorded_at=today)
    shelf.add("01C", [sound("Bark", 0, 1800), sound("Siren", 1, 2)], recorded_at=NOON - 4000 * DAY)
    told = get(shelf, "/stats/labels", period="week", periods=4)
    bark = told["labels"][0]
    assert (bark["label"], bark["videos"], bark["events"], bark["hours"]) == ("Dog", 2, 3, 1.5) or (
        bark["label"],
        bark["videos"],
        bark["events"],
        bark["hours"],
    ) == ("Bark", 2, 3, 1.5)
    assert [one["videos"] for one in bark["trend"]] == [0, 0, 0, 1]
    assert bark["trend"][-1]["hours"] == 1.0
    assert "Animal" not in [one["label"] for one in told["labels"]]


def test_periods_begin_where_a_calendar_says() -> None:
    saturday = date(2026, 3, 7)
    assert starts_of(Period.DAY, 2, saturday) == (date(2026, 3, 6), saturday)
    assert starts_of(Period.WEEK, 2, saturday) == (date(2026, 2, 23), date(2026, 3, 2))
    assert starts_of(Period.MONTH, 3, saturday)[0] == date(2026, 1, 1)
    assert starts_of(Period.MONTH, 15, saturday)[0] == date(2025, 1, 1)


def test_a_heatmap_tells_the_hour_of_recordings(shelf: Shelf) -> None:
    shelf.add("01A", [sound("Bark", 10, 11), sound("Bark", 1900, 1901)], recorded_at=NOON)
    shelf.add("01B", [sound("Growling", 10, 11)], recorded_at=NOON + 11 * timedelta(hours=1))
    shelf.add("01C", [sound("Bark", 10, 11)])
    told = get(shelf, "/stats/heatmap", label=["dog", "siren"])
    dog, siren = told["rows"]
    assert told["exact"]
    assert {hour: n for hour, n in zip(told["columns"], dog["moments"], strict=True) if n} == {
        "12": 1,
        "13": 1,
        "23": 1,
    }
    assert (dog["label"], dog["total"], siren["total"]) == ("Dog", 3, 0)
    [east] = get(shelf, "/stats/heatmap", label="dog", utc_offset_min=60)["rows"]
    assert [at for at, n in enumerate(east["moments"]) if n] == [0, 13, 14]


def test_a_heatmap_tells_the_place_in_the_video(shelf: Shelf) -> None:
    shelf.add("01A", [sound("Bark", 0, 1), sound("Bark", 299, 301), sound("Bark", 599.9, 600)])
    told = get(shelf, "/stats/heatmap", label="bark", by="position")
    assert {at for at, n in enumerate(told["rows"][0]["moments"]) if n} == {0, 9, 19}
    assert len(told["columns"]) == len(told["rows"][0]["moments"]) == 20
    most = get(shelf, "/stats/heatmap", by="position")
    assert {row["label"] for row in most["rows"]} == {"Bark", "Dog"}
    wrong = shelf.client.get(f"{API}/stats/heatmap", params={"label": "xyzzyplugh"})
    assert wrong.status_code == 400


def test_what_is_heard_for_the_first_time_is_unusual(shelf: Shelf) -> None:
    for at in range(30):
        shelf.add(f"01A{at:02}", [sound("Bark", 1, 2)], recorded_at=NOON - (8 + at) * DAY)
    for at in range(3):
        shelf.add(f"01B{at}", [sound("Bark", 1, 2)], recorded_at=NOON - at * DAY)
    shelf.add("01C", [sound("Siren", 1, 2)], recorded_at=NOON - 6 * DAY, title="Fire?")
    shelf.add("01D", [sound("Siren", 1, 2)], recorded_at=NOON + 1 * DAY)
    told = get(shelf, "/stats/rare", until="2026-03-07")
    assert (told["start"], told["stop"]) == ("2026-03-01", "2026-03-08")
    [siren] = told["labels"]
    assert (siren["label"], siren["videos"], siren["first"]) == ("Siren", 1, True)
    assert [video["title"] for video in siren["examples"]] == ["Fire?"]


def test_more_than_usual_is_unusual_and_as_usual_is_not(shelf: Shelf) -> None:
    for at in range(40):
        events = [sound("Bark", 1, 2), *([sound("Siren", 5, 6)] if at % 20 == 0 else [])]
        shelf.add(f"01A{at:02}", events, recorded_at=NOON - (8 + at) * DAY)
    for at in range(7):
        events = [sound("Bark", 1, 2), *([sound("Siren", 5, 6)] if at < 5 else [])]
        shelf.add(f"01B{at}", events, recorded_at=NOON - at * DAY)
    told = get(shelf, "/stats/rare", until="2026-03-07")["labels"]
    assert [(one["label"], one["videos"], one["first"]) for one in told] == [("Siren", 5, False)]
    assert told[0]["chance"] < 0.05
    assert told[0]["expected_videos"] < 1
    assert get(shelf, "/stats/rare", until="2026-02-01")["labels"] == []
