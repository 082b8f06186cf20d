"""Searching an archive: words, ancestors, several words, paging, what must not be shown."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from earshot.domain.levels import Level
from earshot.domain.video import VideoState
from earshot.errors import BadRequest
from earshot_search.searching import Found, SearchRequest
from tests.unit.search.conftest import sound

if TYPE_CHECKING:
    from tests.unit.search.conftest import Shelf


def search(shelf: Shelf, query: str, **more: Any) -> Found:
    return shelf.use_cases.searching.search(SearchRequest(query=query, **more))


def hits(found: Found) -> list[str]:
    return [one.video.video_id for one in found.videos]


@pytest.mark.parametrize("query", ["bark", "Bark", "dog", "animal", "puppy", "barking", "domestic"])
def test_a_bark_is_found_by_name_part_ancestor_and_other_words(shelf: Shelf, query: str) -> None:
    shelf.add("01A", [sound("Bark", 12.4, 13.1)])
    shelf.add("01B", [sound("Siren", 1, 5)])
    found = search(shelf, query)
    assert hits(found) == ["01A"]
    [moment] = found.videos[0].moments
    assert (moment.moment.start_s, moment.moment.end_s) == (12.4, 13.1)
    assert moment.label == "Bark"
    assert moment.matched.startswith("Bark")


def test_videos_come_best_first_and_moments_too(shelf: Shelf) -> None:
    shelf.add("01A", [sound("Bark", 1, 2, 0.5), sound("Bark", 9, 10, 0.7)])
    shelf.add("01B", [sound("Bark", 1, 2, 0.9)])
    shelf.add("01C", [sound("Bark", 1, 2, 0.6)])
    found = search(shelf, "bark")
    assert hits(found) == ["01B", "01A", "01C"]
    assert [moment.moment.start_s for moment in found.videos[1].moments] == [9, 1]


def test_parent_and_child_that_overlap_are_one_moment(shelf: Shelf) -> None:
    shelf.add(
        "01A",
        [
            sound("Dog", 10, 14, 0.95),
            sound("Bark", 10.5, 11, 0.8),
            sound("Cat", 12, 13, 0.9),
            sound("Bark", 20, 21, 0.6),
        ],
    )
    [video] = search(shelf, "animal").videos
    told = [(one.moment.start_s, one.moment.end_s, one.label) for one in video.moments]
    assert told == [(10, 14, "Bark"), (12, 13, "Cat"), (20, 21, "Bark")]
    assert video.moments[0].moment.score == pytest.approx(0.95)
    assert len(video.moments[0].moment.events) == 2


def test_several_words_mean_all_of_them(shelf: Shelf) -> None:
    shelf.add("01A", [sound("Bark", 1, 2), sound("Siren", 300, 310)])
    shelf.add("01B", [sound("Bark", 1, 2)])
    shelf.add("01C", [sound("Siren", 1, 2)])
    assert hits(search(shelf, "dog siren")) == ["01A"]
    assert hits(search(shelf, "siren and dog")) == ["01A"]
    assert hits(search(shelf, "dog siren rain")) == []


def test_videos_where_both_are_nearest_come_first(shelf: Shelf) -> None:
    shelf.add("01A", [sound("Bark", 1, 2, 0.99), sound("Siren", 300, 310, 0.99)])
    shelf.add("01B", [sound("Bark", 1, 2, 0.5), sound("Siren", 4, 5, 0.5)])
    shelf.add("01C", [sound("Siren", 1, 5, 0.5), sound("Bark", 4, 6, 0.5)])
    found = search(shelf, "dog siren")
    assert hits(found) == ["01C", "01B", "01A"]
    nearest = found.videos[0].moments[0]
    assert (nearest.moment.start_s, nearest.moment.end_s) == (1, 6)
    assert nearest.label == "Bark + Siren"
    assert "Bark" in nearest.matched
    assert "Siren" in nearest.matched


def test_inside_a_video_the_nearest_pair_comes_first(shelf: Shelf) -> None:
    shelf.add("01A", [sound("Bark", 1, 2), sound("Siren", 50, 60), sound("Bark", 61, 62)])
    [video] = search(shelf, "siren bark").videos
    assert [(one.moment.start_s, one.moment.end_s) for one in video.moments] == [(50, 62), (1, 60)]


def test_a_level_and_a_least_score_are_kept(shelf: Shelf) -> None:
    shelf.add(
        "01A",
        [
            sound("Bark", 1, 5, 0.9, first=1, stop=4),
            sound("Bark", 1, 2, 0.9, first=4),
            sound("Bark", 4, 5, 0.4, first=4, stop=6),
        ],
    )

    def spans(**more: Any) -> list[tuple[float, float]]:
        videos = search(shelf, "bark", **more).videos
        return [(one.moment.start_s, one.moment.end_s) for v in videos for one in v.moments]

    assert spans(level=Level.EVERYTHING) == [(1, 5)]
    assert spans() == [(1, 2), (4, 5)]
    assert spans(level=Level.SURE) == [(1, 2)]
    assert spans(min_score=0.5) == [(1, 2)]
    assert spans(min_score=0.95) == []


@pytest.mark.parametrize("query", ["dog", "dog siren"])
def test_pages_hold_every_video_once(shelf: Shelf, query: str) -> None:
    names = [f"01{number:02}" for number in range(11)]
    for at, name in enumerate(names):
        events = [sound("Bark", 1, 2, 0.5 + at % 3 / 10), sound("Siren", 3 + at % 4, 9, 0.5)]
        shelf.add(name, events)
    whole = hits(search(shelf, query, limit=50))
    assert sorted(whole) == names
    paged: list[str] = []
    cursor = None
    while True:
        found = search(shelf, query, limit=3, cursor=cursor)
        assert len(found.videos) <= 3
        paged += hits(found)
        cursor = found.next
        if cursor is None:
            break
        # A better one that comes meanwhile neither doubles nor hides another.
        if len(paged) == 3:
            shelf.add("0199", [sound("Bark", 1, 2, 0.99), sound("Siren", 1, 2, 0.99)])
    assert [name for name in paged if name != "0199"] == whole


def test_the_last_page_has_no_cursor(shelf: Shelf) -> None:
    for number in range(4):
        shelf.add(f"01{number}", [sound("Bark", 1, 2)])
    first = search(shelf, "bark", limit=2)
    assert first.next is not None
    assert search(shelf, "bark", limit=2, cursor=first.next).next is None
    assert search(shelf, "bark", limit=4).next is None


@pytest.mark.parametrize("state", [VideoState.REMOVING, VideoState.REMOVED, VideoState.FAILED])
def test_a_video_that_is_going_is_not_shown_and_leaves_no_gap(
    shelf: Shelf, state: VideoState
) -> None:
    for number in range(5):
        shelf.add(f"01{number}", [sound("Bark", 1, 2)], title="Walk")
    shelf.change(
        shelf.use_cases.searching.search(SearchRequest(query="bark")).videos[0].video.video_id,
        state=state,
    )
    found = search(shelf, "bark", limit=3)
    assert hits(found) == ["013", "012", "011"]
    assert hits(search(shelf, "bark", limit=3, cursor=found.next)) == ["010"]
    assert [video.video_id for video in search(shelf, "walk").names] == ["013", "012", "011", "010"]


def test_an_edited_video_stays_visible_while_it_is_indexed_again(shelf: Shelf) -> None:
    video_id = shelf.add("01A", [sound("Bark", 1, 2)])
    shelf.change(video_id, state=VideoState.WAITING, title="New title")
    [video] = search(shelf, "bark").videos
    assert video.video.title == "New title"


def test_names_are_a_group_of_their_own(shelf: Shelf) -> None:
    shelf.add("01A", [sound("Siren", 1, 2)], title="My dog at the lake")
    shelf.add("01B", [sound("Bark", 1, 2)], title="Something else")
    found = search(shelf, "dog")
    assert hits(found) == ["01B"]
    assert [video.video_id for video in found.names] == ["01A"]


def test_unknown_words_are_named_with_the_nearest(shelf: Shelf) -> None:
    shelf.add("01A", [sound("Bark", 1, 2)])
    found = search(shelf, "bark xyzzyplugh")
    assert found.videos == ()
    [word] = found.unresolved
    assert word.typed == "xyzzyplugh"
    assert "xyzzyplugh" in str(word.problem)
    [unheard] = search(shelf, "helicopter").unresolved
    assert "cannot hear" in str(unheard.problem)


def test_a_slip_of_the_finger_is_understood(shelf: Shelf) -> None:
    shelf.add("01A", [sound("Growling", 1, 2)])
    assert hits(search(shelf, "growlling")) == ["01A"]


@pytest.mark.parametrize(
    "query", ["", "   ", "a" * 10_001, '"dog" ' * 201, "(" * 101 + "dog" + ")" * 101, "dog THEN"]
)
def test_queries_that_cannot_be_answered_are_refused(shelf: Shelf, query: str) -> None:
    with pytest.raises(BadRequest):
        search(shelf, query)


@pytest.mark.parametrize(
    "query", ['"', '""', "' OR 1=1 --", "dog\x00", "\ud800", "🐕", "%", "AND", "a" * 900, "((("]
)
def test_odd_queries_are_answered_or_refused(shelf: Shelf, query: str) -> None:
    shelf.add("01A", [sound("Bark", 1, 2)])
    try:
        assert hits(search(shelf, query)) in ([], ["01A"])
    except BadRequest:
        return


@pytest.mark.parametrize(
    "cursor", ["", "x", "e30", "bnVsbA", "W10", "🐕", "WzEsMiwzLDQsNV0", "A" * 5000]
)
def test_a_foreign_cursor_is_refused(shelf: Shelf, cursor: str) -> None:
    with pytest.raises(BadRequest, match="cursor"):
        search(shelf, "bark", cursor=cursor)


def test_a_cursor_belongs_to_its_search(shelf: Shelf) -> None:
    for number in range(4):
        shelf.add(f"01{number}", [sound("Bark", 1, 2)])
    cursor = search(shelf, "bark", limit=2).next
    with pytest.raises(BadRequest, match="cursor"):
        search(shelf, "dog", limit=2, cursor=cursor)
    with pytest.raises(BadRequest, match="cursor"):
        search(shelf, "bark", limit=2, cursor=cursor, level=Level.SURE)
