"""Random queries over random archives: the fast evaluator answers as the slow one does."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from earshot.domain.events import SoundEvent
from earshot.domain.ids import VideoId
from earshot.domain.levels import Level
from earshot.labels.ontology import audioset
from earshot.labels.vocabulary import vocabulary
from earshot.query.evaluation import Asked, evaluate
from earshot.query.plan import plan_of
from earshot.query.ranking import Weights
from earshot.query.spans import VIDEO_STRIDE
from earshot.query.tree import (
    AllOf,
    AnyOf,
    Comparison,
    Lasting,
    Near,
    Node,
    Placed,
    Repeated,
    Sound,
    Then,
    With,
    Without,
)
from tests.kit.query_archives import archive, document, heard
from tests.kit.query_reference import Hit, reference

NAMES = ("Animal", "Dog", "Bark", "Growling", "Cat", "Speech", "Siren")
WORDS = vocabulary([audioset().ids_by_name[name] for name in NAMES])
RARITY = Weights(rarity={audioset().ids_by_name["Dog"]: 0.25})

# A coarse grid makes ties, touching events and events inside each other likely.
TICKS = st.integers(0, 24).map(lambda tick: tick * 0.5)
EVENTS = st.lists(
    st.builds(
        lambda name, onset_s, length_s, score: heard(name, onset_s, onset_s + length_s, score),
        st.sampled_from(NAMES),
        TICKS,
        st.integers(1, 10).map(lambda tick: tick * 0.5),
        st.sampled_from([0.1, 0.2, 0.3, 0.5, 0.7, 0.9]),
    ),
    max_size=12,
    unique_by=lambda event: (event.label_id, event.onset_s, event.offset_s),
)
SOUNDS: st.SearchStrategy[Node] = st.sampled_from(
    ["animal", "dog", "bark", "cat", "speech", "siren", "puppy"]
).map(lambda word: Sound(text=word))
WITHIN = st.sampled_from([0.5, 1.0, 2.0, 5.0])


def _larger(parts: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return st.one_of(_of_several(parts), _of_one(parts))


def _of_several(parts: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    two = st.tuples(parts, parts)
    some = st.lists(parts, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        some.map(lambda nodes: AllOf(parts=nodes)),
        some.map(lambda nodes: AnyOf(parts=nodes)),
        two.map(lambda pair: Without(wanted=pair[0], unwanted=pair[1])),
        two.map(lambda pair: With(parts=pair)),
        st.builds(lambda pair, time: Near(parts=pair, within_s=time), two, WITHIN),
        st.builds(
            lambda nodes, times: Then(parts=nodes, within_s=tuple(times[: len(nodes) - 1])),
            some,
            st.lists(st.one_of(st.none(), WITHIN), min_size=2, max_size=2),
        ),
    )


def _of_one(parts: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return st.one_of(
        st.builds(
            lambda node, sign, time: Lasting(part=node, comparison=sign, seconds=time),
            parts,
            st.sampled_from([Comparison.MORE, Comparison.AT_MOST]),
            WITHIN,
        ),
        st.builds(
            lambda node, sign, count, time: Repeated(
                part=node, comparison=sign, count=count, within_s=time
            ),
            parts,
            st.sampled_from([Comparison.MORE, Comparison.AT_LEAST]),
            st.integers(0, 4),
            st.one_of(st.none(), WITHIN),
        ),
        st.builds(
            lambda node, start, length: Placed(part=node, start_s=start, stop_s=start + length),
            parts,
            TICKS,
            WITHIN,
        ),
        st.builds(
            lambda node, time: Placed(part=node, start_s=time, stop_s=None, from_end=True),
            parts,
            WITHIN,
        ),
    )


QUERIES = st.recursive(SOUNDS, _larger, max_leaves=5)
DURATION_S = 18.0


@settings(max_examples=400)
@given(query=QUERIES, videos=st.lists(EVENTS, min_size=1, max_size=3))
def test_fast_and_slow_agree(query: Node, videos: Sequence[Sequence[SoundEvent]]) -> None:
    plan = plan_of(query, WORDS)
    named = {f"v{at}": list(events) for at, events in enumerate(videos)}
    documents = {name: document(VideoId(name), DURATION_S) for name in named}
    asked = Asked(level=Level.BALANCED, weights=RARITY)
    spans = evaluate(plan, archive(named, documents), asked)
    for number, events in enumerate(named.values()):
        expected = reference(plan, query, events, DURATION_S, RARITY)
        mine = [
            Hit(
                int(spans.begin[at]) - number * VIDEO_STRIDE,
                int(spans.end[at]) - number * VIDEO_STRIDE,
                float(spans.score[at]),
                float(spans.rank[at]),
            )
            for at in range(len(spans))
            if int(spans.video[at]) == number
        ]
        assert [(h.begin, h.end) for h in mine] == [(h.begin, h.end) for h in expected]
        assert [h.rank for h in mine] == pytest.approx([h.rank for h in expected])


@settings(max_examples=100)
@given(query=QUERIES, events=EVENTS)
def test_every_result_is_made_of_events_that_touch_it(
    query: Node, events: Sequence[SoundEvent]
) -> None:
    plan = plan_of(query, WORDS)
    scene = archive({"v": list(events)}, {"v": document(VideoId("v"), DURATION_S)})
    spans = evaluate(plan, scene, Asked(level=Level.BALANCED))
    for result in range(len(spans)):
        made_of = scene.block.columns.rows(scene.block.lane_of_row() >= 0).events()
        rows = spans.rows_of(result)
        assert rows
        begin_s, end_s = spans.begin[result] / 1e6, spans.end[result] / 1e6
        assert any(
            made_of[row].onset_s <= end_s and begin_s <= made_of[row].offset_s for row in rows
        )


@settings(max_examples=150)
@given(query=QUERIES, events=EVENTS)
def test_a_video_with_results_is_always_a_candidate(
    query: Node, events: Sequence[SoundEvent]
) -> None:
    plan = plan_of(query, WORDS)
    scene = archive({"v": list(events)}, {"v": document(VideoId("v"), DURATION_S)})
    found = evaluate(plan, scene, Asked(level=Level.BALANCED))
    asked = plan.candidates(Level.BALANCED)
    lanes = {label for _, label in scene.block.keys}
    is_candidate = asked is not None and all(lanes & set(group.label_ids) for group in asked.groups)
    assert is_candidate or not len(found)
