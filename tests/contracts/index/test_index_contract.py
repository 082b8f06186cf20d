"""What every index promises: what was put in comes out, best first, page after page."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from earshot.adapters.index.memory import MemoryIndex
from earshot.domain.events import Lane, SoundEvent
from earshot.domain.ids import BundleId, LabelId, PolicyId, VideoId
from earshot.domain.levels import Level, LevelRange
from earshot.domain.queries import Candidate, CandidateQuery, LabelGroup, Order
from earshot.ports.index import IndexReader, LabelCount, VideoDocument

if TYPE_CHECKING:
    from tests.contracts.index.conftest import Index

WHEN = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
LABELS = [LabelId(f"/m/{name}") for name in ("dog", "bark", "siren", "rain")]
Archive = dict[VideoId, tuple[VideoDocument, list[Lane]]]

many = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def document(name: str, **changes: object) -> VideoDocument:
    made = VideoDocument(
        video_id=VideoId(name),
        title=f"Title of {name}",
        file_name="clip.mp4",
        description="",
        collection="default",
        uploaded_at=WHEN,
        recorded_at=None,
        duration_s=60.0,
        bundle=BundleId("keen-1"),
        policy=PolicyId("p1"),
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # names are checked by replace


def event(
    label: LabelId, onset_s: float, score: float, *, first: int = 1, stop: int = 7
) -> SoundEvent:
    return SoundEvent(
        label_id=label,
        onset_s=onset_s,
        offset_s=onset_s + 1.5,
        score=score,
        levels=LevelRange(first=Level(first), stop=stop),
    )


def lane(name: str, label: LabelId, *events: SoundEvent) -> Lane:
    return Lane(video_id=VideoId(name), label_id=label, events=events)


def ask(*groups: tuple[LabelId, ...], level: int = 1, min_score: float = 0.0) -> CandidateQuery:
    return CandidateQuery(
        groups=tuple(LabelGroup(typed="word", label_ids=labels) for labels in groups),
        level=Level(level),
        min_score=min_score,
    )


def all_pages(reader: IndexReader, query: CandidateQuery, size: int) -> list[Candidate]:
    found: list[Candidate] = []
    while page := reader.candidates(query, found[-1] if found else None, size):
        assert len(page) <= size
        found += page
    return found


# Scores with few values make equals; scores with all their digits must come back as they were.
scores = st.one_of(
    st.sampled_from([0.25, 0.5, 0.75]),
    st.floats(0.0009765625, 1.0, width=32),
    st.floats(0.001, 1.0),
)
times = st.one_of(
    st.integers(0, 86_400_000).map(lambda ms: ms / 1000), st.floats(0, 1e5, allow_subnormal=False)
)


HEARD_BY = ((), (BundleId("other-2"),), (BundleId("keen-1"), BundleId("other-2")))


@st.composite
def events(draw: st.DrawFn, label: LabelId) -> SoundEvent:
    first = draw(st.integers(1, 6))
    onset_s = draw(times)
    return SoundEvent(
        label_id=draw(st.sampled_from([label, LABELS[1]])),
        onset_s=onset_s,
        offset_s=onset_s + draw(st.floats(0.001, 100)),
        score=draw(scores),
        levels=LevelRange(first=Level(first), stop=draw(st.integers(first + 1, 7))),
        heard_by=draw(st.sampled_from(HEARD_BY)),
    )


EARLY, LATE = datetime(1931, 1, 1), datetime(2031, 12, 31)  # noqa: DTZ001 - hypothesis adds zones
zones = st.sampled_from([UTC, timezone(timedelta(hours=9)), timezone(-timedelta(hours=11))])


@st.composite
def archives(draw: st.DrawFn) -> Archive:
    made: Archive = {}
    for number in draw(st.sets(st.integers(0, 40), max_size=5)):
        name = f"01V{number:04}"
        lanes = []
        for label in draw(st.sets(st.sampled_from(LABELS))):
            held = draw(st.lists(events(label), min_size=1, max_size=4))
            held.sort(key=lambda one: one.onset_s)
            lanes.append(lane(name, label, *held))
        uploaded_at = WHEN + draw(st.integers(0, 5)) * timedelta(days=7)
        recorded_at = draw(st.one_of(st.none(), st.datetimes(EARLY, LATE, timezones=zones)))
        told = document(
            name,
            uploaded_at=uploaded_at,
            recorded_at=recorded_at,
            collection=draw(st.sampled_from(["default", "News 2019", "\u732b"])),
            duration_s=draw(st.sampled_from([60.0, 61.25, 1e4])),
        )
        made[VideoId(name)] = (told, lanes)
    return made


queries = st.builds(
    lambda groups, level, min_score, order: replace(
        ask(*groups, level=level, min_score=min_score), order=order
    ),
    st.lists(st.lists(st.sampled_from(LABELS), min_size=1, max_size=3).map(tuple), max_size=3),
    st.integers(1, 6),
    st.sampled_from([0.0, 0.3, 0.5]),
    st.sampled_from(Order),
)


@pytest.mark.parametrize("order", list(Order))
def test_a_window_is_candidates_with_their_lanes(index: Index, order: Order) -> None:
    dog, bark, siren, _ = LABELS
    for name, score in (("a", 0.25), ("b", 0.75), ("c", 0.5), ("d", 0.5)):
        held = [lane(name, dog, event(bark, 1, score)), lane(name, siren, event(siren, 2, 0.5))]
        index.writer.replace(document(name), held)
    asked = [(ask((dog,)), (dog,)), (ask((dog,)), (dog, siren)), (ask((dog,), (siren,)), (dog,))]
    for query, labels in asked:
        ordered = replace(query, order=order)
        everything = index.reader.candidates(ordered, None, 9)
        for after, size in ((None, 9), (None, 2), (everything[1], 2)):
            found, block = index.reader.window(ordered, after, size, labels)
            assert found == index.reader.candidates(ordered, after, size)
            lanes = index.reader.lanes([one.video_id for one in found], labels)
            assert [one.unpack() for one in block] == [one.unpack() for one in lanes]
    assert index.reader.window(ask((LABELS[3],)), None, 9, (LABELS[3],))[0] == []


@many
@given(archive=archives())
def test_what_was_put_in_comes_out(index: Index, archive: Archive) -> None:
    index.clear()
    for entry, lanes in archive.values():
        index.writer.replace(entry, lanes)
    asked = sorted(archive, reverse=True)
    assert index.reader.documents(asked) == [archive[video_id][0] for video_id in asked]
    expected = [
        one
        for video_id in asked
        for one in sorted(archive[video_id][1], key=lambda one: one.label_id)
    ]
    assert [packed.unpack() for packed in index.reader.lanes(asked, ())] == expected
    assert sorted(index.writer.video_ids()) == sorted(archive)
    assert index.reader.counts().videos == len(archive)
    assert index.reader.counts().lanes == len(expected)


@many
@given(archive=archives(), query=queries, size=st.integers(1, 4))
def test_candidates_are_those_of_the_reference(
    index: Index, archive: Archive, query: CandidateQuery, size: int
) -> None:
    index.clear()
    reference = MemoryIndex()
    for entry, lanes in archive.values():
        index.writer.replace(entry, lanes)
        reference.replace(entry, lanes)
    expected = reference.candidates(query, None, 1000)
    assert all_pages(index.reader, query, size) == expected
    assert index.reader.label_counts(query.level) == reference.label_counts(query.level)
    after: VideoId | None = None
    holders: list[VideoId] = []
    while page := index.reader.holders(query.groups, after, size):
        assert len(page) <= size
        holders += page
        after = page[-1]
    assert holders == reference.holders(query.groups, None, 1000)


@many
@given(
    archive=archives(),
    level=st.integers(1, 6).map(Level),
    starts=st.lists(st.dates(date(1930, 1, 1), date(2032, 1, 1)), max_size=3, unique=True),
)
def test_figures_are_those_of_the_reference(
    index: Index, archive: Archive, level: Level, starts: list[date]
) -> None:
    index.clear()
    reference = MemoryIndex()
    for entry, lanes in archive.values():
        index.writer.replace(entry, lanes)
        reference.replace(entry, lanes)
    starts = sorted([*starts, date.min])
    told, expected = (one.tallies(level, starts) for one in (index.reader, reference))
    assert told.keys() == expected.keys()
    for label in told:
        for here, there in zip(told[label], expected[label], strict=True):
            assert (here.videos, here.events) == (there.videos, there.events)
            assert here.seconds == pytest.approx(there.seconds)
    assert index.reader.collections() == reference.collections()


def test_lanes_are_chosen_by_label_and_absent_ones_left_out(index: Index) -> None:
    dog, bark = LABELS[:2]
    index.writer.replace(document("b"), [lane("b", dog, event(dog, 1, 0.5))])
    index.writer.replace(
        document("a"),
        [
            lane("a", dog, event(bark, 1, 0.5), event(dog, 4, 0.25)),
            lane("a", bark, event(bark, 1, 0.5)),
        ],
    )
    block = index.reader.lanes([VideoId("b"), VideoId("gone"), VideoId("a")], [dog])
    assert block.keys == (("b", dog), ("a", dog))
    assert [len(packed.columns) for packed in block] == [1, 2]
    assert list(block.lane_of_row()) == [0, 1, 1]
    assert next(iter(block)).unpack().events == (event(dog, 1, 0.5),)
    assert len(index.reader.lanes([VideoId("a")], [LabelId("/m/never")])) == 0
    assert len(index.reader.lanes([], [])) == 0


def test_replacing_leaves_nothing_of_the_former_entry(index: Index) -> None:
    dog, bark = LABELS[:2]
    index.writer.replace(document("a", title="Garden"), [lane("a", dog, event(dog, 1, 0.5))])
    index.writer.replace(document("a", title="Kitchen"), [lane("a", bark, event(bark, 2, 0.75))])
    assert index.reader.candidates(ask((dog,)), None, 9) == []
    assert index.reader.candidates(ask((bark,)), None, 9) == [
        Candidate(video_id=VideoId("a"), relevance=0.75)
    ]
    assert index.reader.named("garden", 9) == []
    assert index.reader.named("kitchen", 9) == ["a"]
    assert index.reader.counts().videos == 1
    assert index.reader.counts().lanes == 1


def test_a_removed_video_is_found_by_nothing(index: Index) -> None:
    dog = LABELS[0]
    for name in ("a", "b"):
        index.writer.replace(document(name), [lane(name, dog, event(dog, 1, 0.5))])
    index.writer.remove(VideoId("a"))
    index.writer.remove(VideoId("a"))
    index.writer.remove(VideoId("never"))
    assert [one.video_id for one in index.reader.candidates(ask((dog,)), None, 9)] == ["b"]
    assert index.reader.named("title", 9) == ["b"]
    assert index.reader.documents([VideoId("a")]) == []
    assert len(index.reader.lanes([VideoId("a")], ())) == 0
    assert list(index.writer.video_ids()) == ["b"]


def test_a_video_without_events_has_an_entry(index: Index) -> None:
    index.writer.replace(document("quiet"), [])
    assert index.reader.named("quiet", 9) == ["quiet"]
    assert index.reader.counts().videos == 1


def test_an_event_counts_only_at_its_levels(index: Index) -> None:
    dog = LABELS[0]
    merged = event(dog, 1, 0.9, first=1, stop=4)
    parted = [event(dog, 1, 0.9, first=4), event(dog, 5, 0.6, first=4, stop=6)]
    index.writer.replace(document("a"), [lane("a", dog, merged, *parted)])
    assert index.reader.label_counts(Level(3)) == {dog: LabelCount(videos=1, events=1)}
    assert index.reader.label_counts(Level(4)) == {dog: LabelCount(videos=1, events=2)}
    assert index.reader.label_counts(Level(6)) == {dog: LabelCount(videos=1, events=1)}


def test_documents_keep_every_field(index: Index) -> None:
    made = document(
        "a",
        title="Zwei 'Hunde' \"bellen\"\n🐕",
        file_name="../weird name.mp4",
        description="long",
        collection="news 2019",
        recorded_at=WHEN - timedelta(days=400),
        duration_s=12.345678,
    )
    index.writer.replace(made, [])
    assert index.reader.documents([VideoId("a")]) == [made]


def test_a_lane_of_another_video_is_refused(index: Index) -> None:
    with pytest.raises(ValueError, match="every lane must be of video a"):
        index.writer.replace(document("a"), [lane("b", LABELS[0], event(LABELS[0], 1, 0.5))])
    assert index.reader.counts().videos == 0


def test_paging_stays_whole_while_newer_videos_arrive(index: Index) -> None:
    dog = LABELS[0]
    for number in range(10):
        name = f"01{number:02}"
        index.writer.replace(document(name), [lane(name, dog, event(dog, 1, 0.5))])
    first = index.reader.candidates(ask((dog,)), None, 4)
    index.writer.replace(document("0199"), [lane("0199", dog, event(dog, 1, 0.5))])
    rest = index.reader.candidates(ask((dog,)), first[-1], 40)
    assert [one.video_id for one in first + rest] == [f"01{n:02}" for n in range(9, -1, -1)]
