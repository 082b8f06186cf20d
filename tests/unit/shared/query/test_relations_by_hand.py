"""Each relation on a few events, as the pictures in SEMANTICS.md show it."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import pytest

from earshot.domain.events import SoundEvent
from earshot.domain.ids import VideoId
from earshot.domain.levels import Level
from earshot.labels.ontology import audioset
from earshot.labels.vocabulary import vocabulary
from earshot.query.evaluation import Asked, evaluate
from earshot.query.moments import best_moments, rank_videos
from earshot.query.plan import make_plan
from earshot.query.ranking import Weights, rarity
from tests.kit.query_archives import archive, document, heard

NAMES = ("Dog", "Bark", "Cat", "Speech", "Music", "Siren", "Glass", "Alarm", "Applause")
WORDS = vocabulary([audioset().ids_by_name[name] for name in NAMES])


def found(
    text: str, events: list[SoundEvent], duration_s: float = 100.0
) -> list[tuple[float, float]]:
    """Stretches by time."""
    video = VideoId("v")
    plan = make_plan(text, WORDS)
    scene = archive({"v": events}, {"v": document(video, duration_s)})
    spans = evaluate(plan, scene, Asked(level=Level.BALANCED))
    moments = best_moments(spans, scene, plan, video, limit=100)
    return sorted((one.moment.start_s, one.moment.end_s) for one in moments)


DOG_AND_SPEECH = [heard("Dog", 1, 2), heard("Dog", 5, 6), heard("Speech", 5.5, 9)]
TWO_BARKS = [heard("Dog", 0, 9), heard("Bark", 1, 2), heard("Bark", 7, 8)]
CHAIN = [heard("Glass", 1, 2), heard("Dog", 2, 3), heard("Dog", 9, 9.5), heard("Siren", 12, 20)]
CLAPS = [heard("Applause", at, at + 1) for at in (0, 4, 8, 50)]


@pytest.mark.parametrize(
    ("text", "events", "stretches"),
    [
        ("dog", [heard("Bark", 1, 2), heard("Cat", 3, 4)], [(1, 2)]),
        ("dog", [heard("Dog", 1, 4), heard("Bark", 2, 5)], [(1, 5)]),
        ("dog", TWO_BARKS, [(1, 2), (7, 8)]),
        ("dog speech", DOG_AND_SPEECH, [(1, 9), (5, 9)]),
        ("dog cat", DOG_AND_SPEECH, []),
        ("dog OR speech", DOG_AND_SPEECH, [(1, 2), (5, 6), (5.5, 9)]),
        ("dog NOT speech", DOG_AND_SPEECH, [(1, 2)]),
        ("dog WITH speech", DOG_AND_SPEECH, [(5.5, 6)]),
        ("glass THEN siren WITHIN 11s", CHAIN, [(1, 20)]),
        ("glass THEN siren WITHIN 10s", CHAIN, []),
        ("siren THEN glass", CHAIN, []),
        # The near dog does not reach the siren, the later one does.
        ("glass THEN dog THEN siren WITHIN 8s", CHAIN, [(1, 20)]),
        ("siren NEAR dog WITHIN 3s", CHAIN, [(9, 20)]),
        ("dog FOR > 0.5s", CHAIN, [(2, 3)]),
        ("dog FOR <= 0.5s", CHAIN, [(9, 9.5)]),
        ("applause COUNT >= 3 WITHIN 10s", CLAPS, [(0, 9)]),
        ("applause COUNT > 3 WITHIN 10s", CLAPS, []),
        ("applause COUNT = 4", CLAPS, [(0, 51)]),
        ("applause COUNT < 4", CLAPS, []),
        ("speech IN first 6s", DOG_AND_SPEECH, [(5.5, 6)]),
        ("applause IN last 49.5s", CLAPS, [(50.5, 51)]),
        ("applause IN 3s..9s", CLAPS, [(4, 5), (8, 9)]),
        ("applause IN 0:03..", CLAPS, [(4, 5), (8, 9), (50, 51)]),
        ("dog title:film", DOG_AND_SPEECH, [(1, 2), (5, 6)]),
        ("dog NOT title:film", DOG_AND_SPEECH, []),
        ("dog uploaded:>2026-03-05", DOG_AND_SPEECH, []),
        ("dog uploaded:2026-03 duration:<2m", DOG_AND_SPEECH, [(1, 2), (5, 6)]),
        ("dog score:>0.5", DOG_AND_SPEECH, []),
        ("dog score:>=50%", DOG_AND_SPEECH, [(1, 2), (5, 6)]),
        ("dog blorf", DOG_AND_SPEECH, []),
        ("dog OR blorf", DOG_AND_SPEECH, [(1, 2), (5, 6)]),
        ("dog NOT blorf", DOG_AND_SPEECH, [(1, 2), (5, 6)]),
    ],
)
def test_relations(
    text: str, events: list[SoundEvent], stretches: list[tuple[float, float]]
) -> None:
    assert found(text, events) == stretches


def test_a_label_alone_leaves_out_what_lies_below_it() -> None:
    events = [heard("Dog", 1, 2), heard("Bark", 5, 6)]
    assert found('label:"Dog"', events) == [(1, 2)]
    assert found('"dog"', events) == [(1, 2), (5, 6)]
    # Nobody hears Animal itself here, so that label means what is below it.
    assert found('label:"Animal"', events) == [(1, 2), (5, 6)]


def test_the_nearest_together_rank_first_and_videos_by_their_best() -> None:
    scene = archive(
        {
            "far": [heard("Dog", 0, 1), heard("Siren", 60, 61)],
            "near": [heard("Dog", 0, 1), heard("Siren", 2, 3)],
            "alone": [heard("Dog", 0, 1)],
        }
    )
    plan = make_plan("dog siren", WORDS)
    spans = evaluate(plan, scene, Asked(level=Level.BALANCED))
    assert [one.video_id for one in rank_videos(spans, scene)] == ["near", "far"]


def test_moments_tell_their_events_and_reasons() -> None:
    scene = archive({"v": [heard("Dog", 1, 4), heard("Bark", 2, 5, 0.9), heard("Music", 3, 9)]})
    plan = make_plan("puppy WITH music", WORDS)
    spans = evaluate(plan, scene, Asked(level=Level.BALANCED))
    (one,) = best_moments(spans, scene, plan, VideoId("v"), limit=5)
    assert [event.onset_s for event in one.moment.events] == [1, 2, 3]
    assert one.moment.score == 0.5
    assert one.reasons == ('Bark — child of dog, typed "puppy"', 'Music — exact, typed "music"')


def test_rare_labels_and_exact_matches_rank_higher() -> None:
    ids = audioset().ids_by_name
    weights = rarity({ids["Dog"]: 100, ids["Cat"]: 2}, videos=100)
    scene = archive({"v": [heard("Dog", 1, 2), heard("Cat", 5, 6)]})
    plan = make_plan("dog OR cat", WORDS)
    spans = evaluate(plan, scene, Asked(level=Level.BALANCED, weights=weights))
    first, second = best_moments(spans, scene, plan, VideoId("v"), limit=5)
    assert (first.moment.start_s, second.moment.start_s) == (5, 1)
    plain = make_plan("puppy OR cat", WORDS)
    spans = evaluate(plain, scene, Asked(level=Level.BALANCED, weights=Weights()))
    assert best_moments(spans, scene, plain, VideoId("v"), limit=1)[0].moment.start_s == 5


def test_min_score_and_level_choose_events() -> None:
    scene = archive({"v": [heard("Dog", 1, 2, 0.3), heard("Dog", 5, 6, 0.8)]})
    plan = make_plan("dog", WORDS)
    assert len(evaluate(plan, scene, Asked(level=Level.SURE))) == 2
    assert len(evaluate(plan, scene, Asked(level=Level.SURE, min_score=0.5))) == 1


def test_a_plan_tells_the_index_what_a_video_must_hold() -> None:
    plan = make_plan("dog (cat OR siren) NOT speech score:>=0.4", WORDS)
    asked = plan.candidates(Level.BALANCED, min_score=0.1)
    assert asked is not None
    assert [group.typed for group in asked.groups] == ["dog", "cat / siren"]
    assert asked.min_score == 0.4
    assert make_plan("dog blorf", WORDS).candidates(Level.BALANCED) is None
    assert [word.typed for word in make_plan("dog blorf", WORDS).problems] == ["blorf"]
    assert not make_plan("title:x", WORDS).has_sounds
    assert make_plan("dog IN last 3s", WORDS).needs_documents
    assert not make_plan("dog", WORDS).needs_documents
    assert not make_plan("dog title:party", WORDS).admits(document(VideoId("v")))
