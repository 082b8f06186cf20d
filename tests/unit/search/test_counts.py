"""How much an answer holds: at every level, by label, collection, score and month."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from earshot.adapters.index.resolve import resolve_index_reader
from earshot.domain.ids import VideoId
from earshot.domain.levels import Level
from earshot.domain.video import VideoState
from earshot.labels.ontology import audioset
from earshot_search.counting import count
from earshot_search.searching import SearchRequest
from earshot_search.surveying import Survey
from tests.unit.search.conftest import sound

if TYPE_CHECKING:
    from tests.unit.search.conftest import Shelf

API = "/api/v1"
QUERIES = (
    "dog",
    "bark OR siren",
    "dog siren",
    "dog NOT speech",
    "bark THEN siren WITHIN 30s",
    "animal COUNT >= 2",
    "dog collection:family",
    'label:"Dog"',
    "title:walk",
)


def fill(shelf: Shelf) -> None:
    march, april = (datetime(2026, month, 3, 23, 30, tzinfo=UTC) for month in (3, 4))
    for at in range(6):
        shelf.add(
            f"01A{at}",
            [
                sound("Bark", 1, 2, 0.2 + at / 8, first=1 + at % 3),
                sound("Dog", 0.5, 3, 0.9, stop=5),
                sound("Growling", 20, 22, 0.6, first=4, stop=6),
                sound("Siren", 5 + at, 9 + at, 0.95, first=2),
                sound("Speech", 21, 24, 0.4, stop=3),
            ],
            title="Walk" if at % 2 else "Talk",
            collection="family" if at % 2 else "news 2019",
            recorded_at=[None, march, april][at % 3],
        )
    shelf.add("01B", [sound("Cat", 1, 2)])


def search(shelf: Shelf, query: str, **more: Any) -> dict[str, Any]:
    answer = shelf.client.get(f"{API}/search", params={"q": query, **more})
    assert answer.status_code == 200, answer.json()
    told: dict[str, Any] = answer.json()
    return told


def survey_of(shelf: Shelf, query: str, *, first: int, deadline_s: float) -> Survey:
    return Survey(
        index=resolve_index_reader(shelf.settings),
        plan=shelf.use_cases.searching.plan(SearchRequest(query=query)),
        levels=tuple(Level),
        min_score=0.0,
        deadline_s=deadline_s,
        first=first,
    )


def telling(moment: dict[str, Any]) -> set[str]:
    """What was heard in a moment, without what lies above another of it."""
    labels = {event["label_id"] for event in moment["events"]}
    above = {up for label in labels for up in audioset().ancestors(label)}
    return {audioset().names[label] for label in labels - above}


@pytest.mark.parametrize("query", QUERIES)
def test_every_level_counts_what_a_search_at_it_finds(shelf: Shelf, query: str) -> None:
    fill(shelf)
    counts = search(shelf, query, level="sure")["counts"]
    assert counts["exact"]
    assert [one["level"] for one in counts["levels"]] == [1, 2, 3, 4, 5, 6]
    here = counts["levels"][5]
    assert (counts["videos"], counts["moments"]) == (here["videos"], here["moments"])
    for told in counts["levels"]:
        videos = search(shelf, query, level=told["level"], limit=100)["videos"]
        assert told["videos"] == len(videos)
        assert told["moments"] == sum(video["moments_total"] for video in videos)
        assert told["more_videos"] == told["videos"] - counts["videos"]
        assert told["more_moments"] == told["moments"] - counts["moments"]


@pytest.mark.parametrize("query", QUERIES)
def test_facets_divide_the_moments_that_are_found(shelf: Shelf, query: str) -> None:
    fill(shelf)
    answer = search(shelf, query, limit=100, moments=100)
    facets = answer["counts"]["facets"]
    videos = answer["videos"]
    moments = [moment for video in videos for moment in video["moments"]]

    def told(facet: str) -> dict[str, tuple[int, int]]:
        return {one["value"]: (one["videos"], one["moments"]) for one in facets[facet]}

    def of(names: list[str | None]) -> dict[str, tuple[int, int]]:
        return {
            name: (
                names.count(name),
                sum(v["moments_total"] for v, n in zip(videos, names, strict=True) if n == name),
            )
            for name in names
            if name is not None
        }

    assert told("collections") == of([video["collection"] for video in videos])
    months = [video["recorded_at"] and video["recorded_at"][:7] for video in videos]
    assert told("months") == of(months)
    assert sum(one[1] for one in told("scores").values()) == len(moments)
    for name, (_, held) in told("labels").items():
        assert held == sum(name in telling(moment) for moment in moments), name
    assert bool(told("labels")) == bool(moments)


def test_a_facet_narrows_the_search_to_itself(shelf: Shelf) -> None:
    fill(shelf)
    facets = search(shelf, "bark")["counts"]["facets"]
    for kind in ("collections", "scores", "months"):
        assert facets[kind]
        for part in facets[kind]:
            narrowed = search(shelf, f"bark {part['filter']}")["counts"]
            assert (narrowed["videos"], narrowed["moments"]) == (part["videos"], part["moments"])


def test_scores_fall_into_their_bands(shelf: Shelf) -> None:
    for at, score in enumerate((0.1, 0.3, 0.49, 0.9, 1.0)):
        shelf.add(f"01{at}", [sound("Bark", 1, 2, score)])
    scores = search(shelf, "bark")["counts"]["facets"]["scores"]
    assert [(one["value"], one["moments"]) for one in scores] == [
        ("0.9 to 1.0", 2),
        ("0.3 to 0.5", 2),
        ("0.0 to 0.3", 1),
    ]


def test_what_is_going_does_not_count(shelf: Shelf) -> None:
    fill(shelf)
    shelf.change(VideoId("01A3"), state=VideoState.REMOVING)
    assert search(shelf, "siren")["counts"]["videos"] == 5
    assert len(search(shelf, "siren")["videos"]) == 5


def test_counts_stand_on_the_first_page_alone_unless_unwanted(shelf: Shelf) -> None:
    fill(shelf)
    first = search(shelf, "siren", limit=2)
    assert first["counts"]["videos"] == 6
    assert search(shelf, "siren", limit=2, cursor=first["next"])["counts"] is None
    assert search(shelf, "siren", counts="none")["counts"] is None
    assert search(shelf, "siren", counts="full")["counts"] == first["counts"]
    by_tree = {"tree": {"op": "sound", "text": "siren"}}
    assert shelf.client.post(f"{API}/search", json=by_tree).json()["counts"] == first["counts"]


def test_a_word_that_finds_nothing_counts_nothing(shelf: Shelf) -> None:
    fill(shelf)
    counts = search(shelf, "helicopter")["counts"]
    assert (counts["videos"], counts["moments"], counts["exact"]) == (0, 0, True)
    assert {one["videos"] for one in counts["levels"]} == {0}
    assert not any(counts["facets"].values())


def test_when_the_time_is_up_the_counts_are_lower_bounds(
    shelf: Shelf,
) -> None:
    fill(shelf)
    told = count(survey_of(shelf, "siren", first=4, deadline_s=1e12), Level.BALANCED)
    assert (told.exact, told.levels[Level.BALANCED].videos) == (True, 6)
    cut = count(survey_of(shelf, "siren", first=4, deadline_s=0.0), Level.BALANCED)
    assert (cut.exact, cut.levels[Level.BALANCED].videos) == (False, 4)
    assert sum(cut.collections.videos.values()) == 4


@pytest.mark.parametrize("size", [1, 2, 5, 50])
def test_a_survey_sees_every_video_once_in_parts(shelf: Shelf, size: int) -> None:
    fill(shelf)
    survey = survey_of(shelf, "dog", first=size, deadline_s=1e12)
    seen = [video for part in survey.parts() for video in part.archive.videos]
    assert seen == [f"01A{at}" for at in reversed(range(6))]
    assert not survey.was_cut


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("dgo barking siren", None),
        ("growlling", "growling"),
        ("siren THEN growlling WITHIN 5s", "siren THEN growling WITHIN 5s"),
        ("xyzzyplugh", None),
        ("dog", None),
    ],
)
def test_did_you_mean_puts_words_right(shelf: Shelf, query: str, meant: str | None) -> None:
    told = search(shelf, query)["did_you_mean"]
    if meant is not None:
        assert meant in told
        assert search(shelf, told[0])["unresolved"] == []
    elif query == "dog":
        assert told == []
    for offer in told:
        assert offer != query


def test_did_you_mean_offers_what_can_be_heard(shelf: Shelf) -> None:
    fill(shelf)
    answer = search(shelf, "meowing dog")
    for offer in answer["did_you_mean"]:
        assert search(shelf, offer)["unresolved"] == []
    unheard = search(shelf, "helicopter")
    assert unheard["unresolved"][0]["nearest"] == [] or unheard["did_you_mean"]
