"""What every Catalog promises."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from earshot.domain.ids import VideoId
from earshot.domain.video import Video, VideoState
from earshot.errors import VideoExists, VideoNotFound
from earshot.ports.catalog import Catalog, VideoFilter

MakeVideo = Callable[..., Video]
ANY = VideoFilter()
ABSENT = VideoId("01ARZ3NDEKTSV4RRFFQ6999999")


def soon(ask: Callable[[], object], expected: object) -> None:
    """Changes but creation and removal may take a second to be listed."""
    stop_at = time.monotonic() + 5
    while ask() != expected and time.monotonic() < stop_at:
        time.sleep(0.05)
    assert ask() == expected


def titled(title: str) -> Callable[[Video], Video]:
    return lambda video: replace(video, title=title)


def test_created_video_comes_back_whole(catalog: Catalog, make_video: MakeVideo) -> None:
    video = make_video(1)
    catalog.create(video)
    assert catalog.get(video.video_id) == video
    assert catalog.page(ANY, None, 10) == [video]


def test_an_id_is_taken_once(catalog: Catalog, make_video: MakeVideo) -> None:
    catalog.create(make_video(1))
    with pytest.raises(VideoExists, match="000001"):
        catalog.create(replace(make_video(1), title="other"))
    assert catalog.get(make_video(1).video_id) == make_video(1)


def test_absent_videos(catalog: Catalog) -> None:
    with pytest.raises(VideoNotFound, match=ABSENT):
        catalog.get(ABSENT)
    with pytest.raises(VideoNotFound, match=ABSENT):
        catalog.update(ABSENT, titled("new"))
    catalog.forget(ABSENT)
    assert catalog.page(ANY, None, 10) == []
    assert catalog.find_bytes("0" * 64, "") is None


def test_several_videos_as_they_stand_at_once(catalog: Catalog, make_video: MakeVideo) -> None:
    first, second = make_video(1), make_video(2)
    for video in (first, second):
        catalog.create(video)
    changed = catalog.update(second.video_id, titled("new"))
    asked = [second.video_id, ABSENT, first.video_id]
    assert catalog.several(asked) == {first.video_id: first, second.video_id: changed}
    catalog.forget(first.video_id)
    assert catalog.several(asked) == {second.video_id: changed}
    assert catalog.several([]) == {}


def test_update_is_seen_by_get_at_once(catalog: Catalog, make_video: MakeVideo) -> None:
    catalog.create(make_video(1))
    changed = catalog.update(make_video(1).video_id, titled("new"))
    assert changed == replace(make_video(1), title="new")
    assert catalog.get(make_video(1).video_id) == changed
    soon(lambda: catalog.page(ANY, None, 10), [changed])


def test_update_that_declines_changes_nothing(catalog: Catalog, make_video: MakeVideo) -> None:
    catalog.create(make_video(1))
    assert catalog.update(make_video(1).video_id, lambda _: None) == make_video(1)
    assert catalog.get(make_video(1).video_id) == make_video(1)


def test_what_a_change_raises_passes_through(catalog: Catalog, make_video: MakeVideo) -> None:
    def refuse(_: Video) -> Video:
        raise KeyError("mine")

    catalog.create(make_video(1))
    with pytest.raises(KeyError, match="mine"):
        catalog.update(make_video(1).video_id, refuse)
    assert catalog.get(make_video(1).video_id) == make_video(1)
    catalog.update(make_video(1).video_id, titled("goes on"))


def test_a_change_keeps_the_id(catalog: Catalog, make_video: MakeVideo) -> None:
    catalog.create(make_video(1))
    with pytest.raises(ValueError, match="another id"):
        catalog.update(make_video(1).video_id, lambda _: make_video(2))


def test_no_update_is_lost(catalog: Catalog, make_video: MakeVideo) -> None:
    catalog.create(replace(make_video(1), title=""))

    def append(letter: str) -> None:
        for _ in range(5):
            catalog.update(
                make_video(1).video_id, lambda video: replace(video, title=video.title + letter)
            )

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(append, "abcd"))
    title = catalog.get(make_video(1).video_id).title
    assert sorted(title) == sorted("abcd" * 5)


def test_pages_are_newest_first(catalog: Catalog, make_video: MakeVideo) -> None:
    videos = [make_video(number) for number in range(7)]
    for video in videos[::2] + videos[1::2]:
        catalog.create(video)
    newest = videos[::-1]
    assert catalog.page(ANY, None, 100) == newest
    assert catalog.page(ANY, None, 3) == newest[:3]
    assert catalog.page(ANY, newest[2].video_id, 3) == newest[3:6]
    assert catalog.page(ANY, newest[5].video_id, 3) == newest[6:]
    assert catalog.page(ANY, newest[6].video_id, 3) == []
    assert catalog.page(ANY, ABSENT, 2) == newest[:2]


def test_pages_filter(catalog: Catalog, make_video: MakeVideo) -> None:
    states = [VideoState.READY, VideoState.FAILED, VideoState.WAITING]
    videos = [
        make_video(number, state=states[number % 3], collection="ab"[number % 2])
        for number in range(12)
    ]
    for video in videos:
        catalog.create(video)
    where = VideoFilter(states=frozenset({VideoState.READY, VideoState.FAILED}), collection="a")
    expected = [videos[number] for number in (10, 6, 4, 0)]
    assert catalog.page(where, None, 10) == expected
    assert catalog.page(where, expected[0].video_id, 2) == expected[1:3]
    assert catalog.page(VideoFilter(collection=""), None, 10) == []
    assert catalog.page(VideoFilter(states=frozenset()), None, 10) == []
    assert catalog.page(VideoFilter(collection="A"), None, 10) == []
    waiting = VideoFilter(states=frozenset({VideoState.WAITING}))
    assert catalog.page(waiting, None, 10) == videos[11::-3]


def test_bytes_are_found_in_their_collection(catalog: Catalog, make_video: MakeVideo) -> None:
    same = "f" * 64
    first, second = make_video(1, sha256=same), make_video(2, sha256=same)
    other = make_video(3, sha256=same, collection="other")
    for video in (second, first, other):
        catalog.create(video)
    assert catalog.find_bytes(same, "") == first
    assert catalog.find_bytes(same, "other") == other
    assert catalog.find_bytes(same, "none") is None
    catalog.forget(first.video_id)
    assert catalog.find_bytes(same, "") == second


@pytest.mark.parametrize(
    ("state", "counts"),
    [
        (VideoState.UPLOADING, False), (VideoState.WAITING, True), (VideoState.WORKING, True),
        (VideoState.READY, True), (VideoState.FAILED, False), (VideoState.REMOVING, False),
        (VideoState.REMOVED, False),
    ],
)  # fmt: skip
def test_only_videos_that_stay_count_as_found(
    catalog: Catalog,
    make_video: MakeVideo,
    state: VideoState,
    counts: bool,  # noqa: FBT001  pytest passes it by name
) -> None:
    video = make_video(1, state=state)
    catalog.create(video)
    assert catalog.find_bytes(video.source.sha256, "") == (video if counts else None)


def test_state_changes_reach_listings(catalog: Catalog, make_video: MakeVideo) -> None:
    video = make_video(1)
    catalog.create(video)
    catalog.update(video.video_id, lambda video: replace(video, state=VideoState.FAILED))
    soon(lambda: catalog.find_bytes(video.source.sha256, ""), None)
    waiting = VideoFilter(states=frozenset({VideoState.WAITING}))
    soon(lambda: catalog.page(waiting, None, 10), [])


def test_forgotten_is_gone_and_the_id_free(catalog: Catalog, make_video: MakeVideo) -> None:
    catalog.create(make_video(1))
    catalog.create(make_video(2))
    catalog.forget(make_video(1).video_id)
    catalog.forget(make_video(1).video_id)
    assert catalog.page(ANY, None, 10) == [make_video(2)]
    with pytest.raises(VideoNotFound):
        catalog.get(make_video(1).video_id)
    with pytest.raises(VideoNotFound):
        catalog.update(make_video(1).video_id, titled("back"))
    catalog.create(make_video(1))
    assert catalog.get(make_video(1).video_id) == make_video(1)


def test_a_change_may_read_the_catalog(catalog: Catalog, make_video: MakeVideo) -> None:
    twin, video = make_video(1, sha256="ab" * 32), make_video(2)
    for one in (twin, video):
        catalog.create(one)
    found: list[Video | None] = []

    def change(now: Video) -> Video:
        found.append(catalog.find_bytes("ab" * 32, now.collection))
        return replace(now, title="changed")

    assert catalog.update(video.video_id, change).title == "changed"
    assert found == [twin]
