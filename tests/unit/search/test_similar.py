"""Moments that sound alike: found, joined, folded, and refused where the question does not fit."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from earshot.adapters.index.resolve import resolve_embedding_writer
from earshot.adapters.store.resolve import resolve_store
from earshot.domain.ids import QueryId, VideoId
from earshot.domain.keys import embeddings_key, query_embeddings_key
from earshot.domain.query_clips import LIFE, QueryClip, QueryState
from earshot.domain.video import Source, VideoState
from earshot.ports.embeddings import EmbeddedVideo
from earshot.ports.query_clips import write_query_clip
from earshot.tagging.embedding_file import EmbeddingHeader, encode_embeddings
from tests.unit.search.conftest import Shelf

SIZE = 64
BARK, SIREN, RAIN = range(3)
QUERY = QueryId("01K0G4W1QZ7V7C3M4D2W5T9RBC")

Rows = NDArray[np.float32]


def sound(kind: int, shade: int = 0, strength: float = 0.3) -> Rows:
    """A second of a kind of sound; shades of a kind are near each other (cosine about 0.9)."""
    base, other = (
        np.random.default_rng(seed).normal(size=SIZE) for seed in (kind, 1000 * kind + shade + 1)
    )
    mixed = base / np.linalg.norm(base) + strength * other / np.linalg.norm(other)
    return np.asarray(mixed / np.linalg.norm(mixed), dtype=np.float32)


def din(seconds: int, seed: int) -> Rows:
    """Sounds that are like nothing else."""
    drawn = np.random.default_rng(seed).normal(size=(seconds, SIZE)).astype(np.float32)
    return np.asarray(drawn / np.linalg.norm(drawn, axis=1, keepdims=True))


def film(seed: int, heard: dict[int, Rows], seconds: int = 60) -> Rows:
    rows = din(seconds, 77 + seed)
    for second, row in heard.items():
        rows[second] = row
    return rows


def put(
    shelf: Shelf, name: str, rows: Rows, *, collection: str = "default", **changes: object
) -> VideoId:
    """A ready video with its embeddings in store and index."""
    video_id = shelf.add(name)
    source = Source(file_name="film.mp4", size_bytes=1, sha256=f"{name:0>64}")
    shelf.change(video_id, **{"source": source, "collection": collection} | changes)
    bundle = shelf.bundle.bundle_id
    encoded = encode_embeddings(EmbeddingHeader(bundle=bundle, size=SIZE), [rows])
    resolve_store(shelf.settings).put(embeddings_key(video_id, bundle), encoded)
    heard = EmbeddedVideo(video_id=video_id, collection=collection, bundle=bundle)
    resolve_embedding_writer(shelf.settings).replace(heard, rows)
    return video_id


def ask(shelf: Shelf, **body: Any) -> dict[str, Any]:
    answer = shelf.client.post("/api/v1/search/similar", json=body)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def spans(answer: dict[str, Any]) -> list[tuple[str, float, float]]:
    return [(one["video_id"], one["start_s"], one["end_s"]) for one in answer["moments"]]


def refusal(shelf: Shelf, **body: Any) -> tuple[int, str, str]:
    answer = shelf.client.post("/api/v1/search/similar", json=body)
    told = answer.json()
    return answer.status_code, told["code"], told["detail"]


@pytest.fixture
def barks(shelf: Shelf) -> Shelf:
    """Three films; a dog barks in each of them, in the third one twice."""
    put(shelf, "01A", film(1, {10: sound(BARK, 1)}))
    put(shelf, "01B", film(2, {20: sound(BARK, 2), 21: sound(BARK, 3), 40: sound(SIREN)}))
    put(
        shelf,
        "01C",
        film(3, {5: sound(BARK, 4), 30: sound(BARK, 5), 31: sound(RAIN)}),
        collection="park",
    )
    return shelf


def test_the_same_sound_is_found_in_other_films(barks: Shelf) -> None:
    answer = ask(barks, video_id="01A", onset_s=10.2, offset_s=10.9)
    assert sorted(spans(answer)) == [("01B", 20.0, 22.0), ("01C", 5.0, 6.0), ("01C", 30.0, 31.0)]
    scores = [one["score"] for one in answer["moments"]]
    assert scores == sorted(scores, reverse=True)
    assert all(0.5 <= score <= 1 for score in scores)
    first = answer["moments"][0]
    start_s = first["start_s"]
    assert first["link"] == f"/api/v1/videos/{first['video_id']}/source#t={start_s - 1:.2f}"
    assert first["title"] == first["video_id"]
    assert answer["bundle"] == barks.bundle.bundle_id
    assert answer["copies"] == []


def test_another_moment_of_the_same_film_is_an_answer(barks: Shelf) -> None:
    answer = ask(barks, video_id="01C", onset_s=5, offset_s=6)
    assert ("01C", 30.0, 31.0) in spans(answer)
    assert ("01C", 5.0, 6.0) not in spans(answer)


def test_what_the_asked_moment_is_a_part_of_is_left_out(barks: Shelf) -> None:
    answer = ask(barks, video_id="01B", onset_s=20, offset_s=21)
    assert not [one for one in spans(answer) if one[0] == "01B"]


def test_only_one_collection(barks: Shelf) -> None:
    answer = ask(barks, video_id="01A", onset_s=10, offset_s=11, collection="park")
    assert {one["video_id"] for one in answer["moments"]} == {"01C"}


def test_at_most_so_many_and_only_alike_ones(barks: Shelf) -> None:
    assert len(ask(barks, video_id="01A", onset_s=10, offset_s=11, limit=1)["moments"]) == 1
    assert ask(barks, video_id="01A", onset_s=10, offset_s=11, min_score=1)["moments"] == []


def test_a_long_moment_is_asked_for_in_pieces(shelf: Shelf) -> None:
    put(shelf, "01A", film(1, {4: sound(BARK, 1)} | {at: sound(RAIN, at) for at in range(5, 20)}))
    put(shelf, "01B", film(2, {9: sound(RAIN, 99)}))
    answer = ask(shelf, video_id="01A", onset_s=0, offset_s=20)
    assert spans(answer) == [("01B", 9.0, 10.0)]


def test_one_long_hum_does_not_keep_the_others_out(shelf: Shelf) -> None:
    put(shelf, "01A", film(1, {10: sound(RAIN, 1)}))
    hum = np.stack([sound(RAIN, 1, 0.05)] * 450)
    put(shelf, "01H", hum)
    put(shelf, "01B", film(2, {9: sound(RAIN, 99, 0.6)}))
    answer = ask(shelf, video_id="01A", onset_s=10, offset_s=11)
    assert {one["video_id"] for one in answer["moments"]} == {"01H", "01B"}


def test_the_same_film_twice_is_told_once(barks: Shelf) -> None:
    again = film(2, {20: sound(BARK, 2), 21: sound(BARK, 3), 40: sound(SIREN)})
    recoded = again + np.float32(0.02) * din(len(again), 5)
    put(barks, "01D", np.concatenate([din(7, 9), recoded]), collection="shared")
    answer = ask(barks, video_id="01A", onset_s=10, offset_s=11)
    told = {one["video_id"]: one["copies"] for one in answer["moments"]}
    assert len({"01B", "01D"} & told.keys()) == 1
    [shown] = {"01B", "01D"} & told.keys()
    [other] = {"01B", "01D"} - {shown}
    assert [copy["video_id"] for copy in told[shown]] == [other]


def test_a_copy_of_the_asked_film_is_no_answer(barks: Shelf) -> None:
    put(barks, "01D", film(1, {10: sound(BARK, 1)}), collection="shared")
    answer = ask(barks, video_id="01A", onset_s=10, offset_s=11)
    assert "01D" not in {one["video_id"] for one in answer["moments"]}
    assert [(copy["video_id"], copy["start_s"]) for copy in answer["copies"]] == [("01D", 10.0)]


def test_the_same_recording_of_a_bark_in_other_company_is_an_answer(shelf: Shelf) -> None:
    put(shelf, "01A", film(1, {10: sound(BARK, 1)}))
    put(shelf, "01B", film(2, {30: sound(BARK, 1)}))
    answer = ask(shelf, video_id="01A", onset_s=10, offset_s=11)
    assert spans(answer) == [("01B", 30.0, 31.0)]
    assert answer["moments"][0]["score"] > 0.99


def test_the_same_bark_in_two_silent_films_is_an_answer(shelf: Shelf) -> None:
    hush = np.stack([sound(RAIN)] * 30)
    for name, second in (("01A", 12), ("01B", 14)):
        rows = hush.copy()
        rows[second] = sound(BARK)
        put(shelf, name, rows)
    answer = ask(shelf, video_id="01A", onset_s=12, offset_s=13)
    assert spans(answer) == [("01B", 14.0, 15.0)]


def test_videos_on_their_way_out_are_not_shown(barks: Shelf) -> None:
    barks.change(VideoId("01B"), state=VideoState.REMOVING)
    answer = ask(barks, video_id="01A", onset_s=10, offset_s=11)
    assert {one["video_id"] for one in answer["moments"]} == {"01C"}


@pytest.mark.parametrize(
    ("body", "status", "code", "says"),
    [
        ({}, 400, "bad_request", "give either"),
        ({"video_id": "01A"}, 400, "bad_request", "onset_s and offset_s"),
        ({"video_id": "01A", "query_id": "01Q"}, 400, "bad_request", "give either"),
        ({"video_id": "none", "onset_s": 1, "offset_s": 2}, 404, "video_not_found", ""),
        ({"video_id": "01A", "onset_s": 5, "offset_s": 4}, 400, "bad_request", "after it"),
        ({"video_id": "01A", "onset_s": 700, "offset_s": 701}, 400, "bad_request", "600.0 s"),
        ({"video_id": "01A", "onset_s": 590, "offset_s": 605}, 400, "bad_request", "outside"),
        ({"video_id": "01A", "onset_s": 1, "offset_s": 40}, 400, "bad_request", "30 s"),
        ({"video_id": "01A", "onset_s": -1, "offset_s": 4}, 422, "invalid", "onset_s"),
        ({"video_id": "01A", "onset_s": 1, "offset_s": 4, "k": 1}, 422, "invalid", "k"),
        ({"query_id": "01Q"}, 404, "query_not_found", "one hour"),
        ({"query_id": "../videos"}, 404, "query_not_found", "one hour"),
    ],
)
def test_what_does_not_fit_is_refused(
    barks: Shelf, body: dict[str, Any], status: int, code: str, says: str
) -> None:
    told = refusal(barks, **body)
    assert told[:2] == (status, code)
    assert says in told[2]


def test_a_video_that_is_still_listened_to_has_to_be_waited_for(barks: Shelf) -> None:
    barks.change(VideoId("01A"), state=VideoState.WORKING)
    assert refusal(barks, video_id="01A", onset_s=10, offset_s=11)[:2] == (409, "busy")


def test_a_moment_without_sound_is_refused(shelf: Shelf) -> None:
    put(shelf, "01A", np.zeros((20, SIZE), np.float32))
    status, code, says = refusal(shelf, video_id="01A", onset_s=2, offset_s=3)
    assert (status, code) == (400, "bad_request")
    assert "silence" in says


def put_clip(shelf: Shelf, rows: Rows, asked_at: datetime, **told: Any) -> None:
    store, bundle = resolve_store(shelf.settings), shelf.bundle.bundle_id
    encoded = encode_embeddings(EmbeddingHeader(bundle=bundle, size=SIZE), [rows])
    store.put(query_embeddings_key(QUERY), encoded)
    facts: dict[str, Any] = {"state": QueryState.READY, "bundle": bundle, "duration_s": 1.0} | told
    clip = QueryClip(query_id=QUERY, file_name="a.wav", size_bytes=1, asked_at=asked_at, **facts)
    write_query_clip(store, clip)


def test_a_clip_finds_what_sounds_like_it(barks: Shelf) -> None:
    put_clip(barks, np.stack([sound(BARK, 1)]), datetime.now(UTC))
    answer = ask(barks, query_id=QUERY)
    assert spans(answer)[0] == ("01A", 10.0, 11.0)
    assert len(answer["moments"]) == 4


def test_a_clip_that_waits_failed_or_expired_is_refused(barks: Shelf) -> None:
    rows, now = np.stack([sound(BARK)]), datetime.now(UTC)
    put_clip(barks, rows, now, state=QueryState.WAITING)
    assert refusal(barks, query_id=QUERY)[:2] == (409, "query_waits")
    put_clip(barks, rows, now, state=QueryState.FAILED, detail="the clip has no sound")
    assert refusal(barks, query_id=QUERY) == (422, "media", "the clip has no sound")
    put_clip(barks, rows, now - LIFE - timedelta(seconds=1))
    assert refusal(barks, query_id=QUERY)[:2] == (404, "query_not_found")
