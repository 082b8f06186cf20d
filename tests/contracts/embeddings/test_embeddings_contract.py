"""What every index of embeddings promises."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from earshot.adapters.index.memory_embeddings import MemoryEmbeddings
from earshot.domain.ids import BundleId, VideoId
from earshot.ports.embeddings import EmbeddedVideo, NearQuery, NearSecond
from tests.contracts.embeddings.conftest import Embeddings

SIZE = 8
KEEN, SWIFT = BundleId("keen-1"), BundleId("swift-1")
ANY = NearQuery(bundle=KEEN)


def video(name: str, *, collection: str = "default", bundle: BundleId = KEEN) -> EmbeddedVideo:
    return EmbeddedVideo(video_id=VideoId(name), collection=collection, bundle=bundle)


def rows(count: int, seed: int, size: int = SIZE) -> NDArray[np.float32]:
    drawn = np.random.default_rng(seed).normal(size=(count, size)).astype(np.float32)
    return np.asarray(drawn / np.linalg.norm(drawn, axis=1, keepdims=True), dtype=np.float32)


def axis(number: int) -> NDArray[np.float32]:
    return np.asarray(np.eye(SIZE, dtype=np.float32)[number])


def places(found: list[NearSecond]) -> list[tuple[str, int]]:
    return [(near.video_id, near.second) for near in found]


def test_an_empty_index_finds_nothing(embeddings: Embeddings) -> None:
    assert embeddings.reader.nearest([axis(0)], ANY, 10) == []
    assert embeddings.reader.counts().seconds == 0
    assert list(embeddings.writer.video_ids()) == []


def test_the_nearest_seconds_come_first_with_their_cosines(embeddings: Embeddings) -> None:
    tilted = (3 * axis(0) + 4 * axis(1)) / 5
    embeddings.writer.replace(video("a"), np.stack([axis(1), axis(0)]))
    embeddings.writer.replace(video("b"), np.stack([tilted, -axis(0)]))
    found = embeddings.reader.nearest([axis(0)], ANY, 10)
    assert places(found) == [("a", 1), ("b", 0), ("a", 0), ("b", 1)]
    assert [near.cosine for near in found] == pytest.approx([1.0, 0.6, 0.0, -1.0], abs=0.01)


def test_at_most_so_many_are_found(embeddings: Embeddings) -> None:
    embeddings.writer.replace(video("a"), rows(50, 1))
    assert len(embeddings.reader.nearest([axis(0)], ANY, 7)) == 7


def test_a_second_counts_with_its_nearest_asked_vector(embeddings: Embeddings) -> None:
    embeddings.writer.replace(video("a"), np.stack([axis(0), axis(1), axis(2)]))
    found = embeddings.reader.nearest([axis(0), axis(1)], ANY, 2)
    assert sorted(places(found)) == [("a", 0), ("a", 1)]
    assert [near.cosine for near in found] == pytest.approx([1.0, 1.0], abs=0.001)


def test_the_length_of_what_is_asked_does_not_matter(embeddings: Embeddings) -> None:
    embeddings.writer.replace(video("a"), rows(20, 2))
    asked = rows(1, 3)[0]
    near = embeddings.reader.nearest([asked], ANY, 5)
    assert places(embeddings.reader.nearest([20 * asked], ANY, 5)) == places(near)


def test_equals_come_newest_video_first_then_by_time(embeddings: Embeddings) -> None:
    for name in ("01B", "01A", "01C"):
        embeddings.writer.replace(video(name), np.stack([axis(3), axis(3)]))
    found = places(embeddings.reader.nearest([axis(3)], ANY, 10))
    assert found == [(name, second) for name in ("01C", "01B", "01A") for second in (0, 1)]


def test_silence_is_never_found(embeddings: Embeddings) -> None:
    embeddings.writer.replace(video("a"), np.stack([0 * axis(0), axis(0), 0 * axis(0)]))
    assert places(embeddings.reader.nearest([axis(0)], ANY, 10)) == [("a", 1)]
    assert embeddings.reader.counts().seconds == 1


def test_a_video_of_silence_alone_is_there_and_can_go(embeddings: Embeddings) -> None:
    embeddings.writer.replace(video("a"), np.zeros((3, SIZE), np.float32))
    assert embeddings.reader.nearest([axis(0)], ANY, 10) == []
    assert list(embeddings.writer.video_ids()) == ["a"]
    embeddings.writer.remove(VideoId("a"))
    assert list(embeddings.writer.video_ids()) == []


def test_only_the_asked_collection(embeddings: Embeddings) -> None:
    embeddings.writer.replace(video("a", collection="birds"), rows(4, 1))
    embeddings.writer.replace(video("b", collection="cars"), rows(4, 2))
    found = embeddings.reader.nearest([axis(0)], NearQuery(bundle=KEEN, collection="cars"), 10)
    assert {near.video_id for near in found} == {"b"}


def test_only_what_the_same_bundle_heard(embeddings: Embeddings) -> None:
    embeddings.writer.replace(video("a", bundle=SWIFT), rows(4, 1))
    embeddings.writer.replace(video("b"), rows(4, 1))
    found = embeddings.reader.nearest([axis(0)], ANY, 10)
    assert {near.video_id for near in found} == {"b"}


def test_bundles_may_differ_in_size(embeddings: Embeddings) -> None:
    embeddings.writer.replace(video("a", bundle=SWIFT), rows(4, 1, size=2 * SIZE))
    embeddings.writer.replace(video("b"), rows(4, 1))
    asked = rows(1, 5, size=2 * SIZE)
    found = embeddings.reader.nearest(list(asked), NearQuery(bundle=SWIFT), 10)
    assert {near.video_id for near in found} == {"a"}


def test_videos_can_be_left_out(embeddings: Embeddings) -> None:
    for name in "abc":
        embeddings.writer.replace(video(name), rows(3, 1))
    without = frozenset({VideoId("a"), VideoId("c")})
    found = embeddings.reader.nearest([axis(0)], NearQuery(bundle=KEEN, without=without), 10)
    assert {near.video_id for near in found} == {"b"}


def test_a_replacement_leaves_nothing_of_the_former_behind(embeddings: Embeddings) -> None:
    embeddings.writer.replace(video("a", collection="old"), rows(30, 1))
    embeddings.writer.replace(video("a", collection="new"), rows(5, 2))
    found = embeddings.reader.nearest([axis(0)], ANY, 100)
    assert sorted(near.second for near in found) == list(range(5))
    assert embeddings.reader.counts().seconds == 5
    old = NearQuery(bundle=KEEN, collection="old")
    assert embeddings.reader.nearest([axis(0)], old, 10) == []


def test_a_new_collection_counts_even_where_the_seconds_are_the_same(
    embeddings: Embeddings,
) -> None:
    embeddings.writer.replace(video("a", collection="old"), rows(5, 2))
    embeddings.writer.replace(video("a", collection="new"), rows(5, 2))
    new = NearQuery(bundle=KEEN, collection="new")
    assert len(embeddings.reader.nearest([axis(0)], new, 10)) == 5


def test_a_video_that_grew_is_whole(embeddings: Embeddings) -> None:
    embeddings.writer.replace(video("a"), rows(5, 2))
    embeddings.writer.replace(video("a"), rows(30, 1))
    assert len(embeddings.reader.nearest([axis(0)], ANY, 100)) == 30


def test_writing_the_same_again_changes_nothing(embeddings: Embeddings) -> None:
    for _ in range(2):
        embeddings.writer.replace(video("a"), rows(5, 2))
    assert embeddings.reader.counts().seconds == 5
    assert len(embeddings.reader.nearest([axis(0)], ANY, 100)) == 5


def test_removing_takes_all_and_may_be_done_twice(embeddings: Embeddings) -> None:
    embeddings.writer.replace(video("a"), rows(5, 1))
    embeddings.writer.replace(video("b"), rows(5, 2))
    for _ in range(2):
        embeddings.writer.remove(VideoId("a"))
    assert {near.video_id for near in embeddings.reader.nearest([axis(0)], ANY, 100)} == {"b"}
    assert list(embeddings.writer.video_ids()) == ["b"]
    assert embeddings.reader.counts().videos == 1


def test_it_finds_what_the_slow_and_obvious_one_finds(embeddings: Embeddings) -> None:
    plain = MemoryEmbeddings()
    for number, count in enumerate((3, 2500, 40, 1, 700)):
        drawn = rows(count, number)
        plain.replace(video(f"v{number}"), drawn)
        embeddings.writer.replace(video(f"v{number}"), drawn)
    assert embeddings.reader.counts() == plain.counts()
    for seed in range(3):
        asked = list(rows(3, 100 + seed))
        expected, found = (one.nearest(asked, ANY, 25) for one in (plain, embeddings.reader))
        assert set(places(found)) == set(places(expected))
        cosines = [near.cosine for near in expected]
        assert [near.cosine for near in found] == pytest.approx(cosines, abs=1e-3)
