"""Windows of candidates: pages stay whole however the windows fall, and time is bounded."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from earshot.adapters.index.resolve import resolve_index_reader
from earshot.domain.ids import VideoId
from earshot.domain.levels import Level
from earshot.query.plan import make_plan
from earshot.query.ranking import Weights
from earshot_search.cursors import Cursor, read_cursor, write_cursor
from earshot_search.windows import Windows
from tests.unit.search.conftest import sound

if TYPE_CHECKING:
    from tests.unit.search.conftest import Shelf

START = Cursor(newest=VideoId("~"), rarity=())


def windows(shelf: Shelf, query: str, *, size: int, seconds: float = 60.0) -> Windows:
    return Windows(
        index=resolve_index_reader(shelf.settings),
        plan=make_plan(query, shelf.use_cases.audible.words()),
        level=Level.BALANCED,
        min_score=0.0,
        weights=Weights(),
        deadline_s=time.monotonic() + seconds,
        size=size,
    )


def fill(shelf: Shelf) -> list[str]:
    names = [f"01{number}" for number in range(9)]
    for at, name in enumerate(names):
        shelf.add(name, [sound("Bark", 1, 2, 0.4 + at % 4 / 10), sound("Siren", 2 + at % 3, 9)])
    return names


def test_going_on_from_any_place_gives_the_rest(shelf: Shelf) -> None:
    names = fill(shelf)
    for size in (1, 2, 4, 20):
        whole = list(windows(shelf, "bark siren", size=size).answers(START))
        told = [answer.rank.video_id for answer in whole]
        assert sorted(told) == names
        for at, answer in enumerate(whole):
            place = read_cursor(write_cursor(answer.place, asked="x"), asked="x")
            rest = windows(shelf, "bark siren", size=size).answers(place)
            assert [one.rank.video_id for one in rest] == told[at + 1 :]


def test_a_video_that_comes_later_is_left_out_of_all_pages(shelf: Shelf) -> None:
    names = fill(shelf)
    start = Cursor(newest=VideoId(names[-1]), rarity=())
    shelf.add("0199", [sound("Bark", 1, 2, 0.99), sound("Siren", 1, 2, 0.99)])
    told = [one.rank.video_id for one in windows(shelf, "bark siren", size=3).answers(start)]
    assert sorted(told) == names


def test_when_the_time_is_up_the_place_is_told(shelf: Shelf) -> None:
    names = fill(shelf)
    cut = windows(shelf, "bark siren", size=4, seconds=-1.0)
    first = [one.rank.video_id for one in cut.answers(START)]
    assert len(first) == 4
    assert cut.was_cut
    assert cut.reached is not None
    rest = [one.rank.video_id for one in windows(shelf, "bark siren", size=4).answers(cut.reached)]
    assert sorted(first + rest) == names
