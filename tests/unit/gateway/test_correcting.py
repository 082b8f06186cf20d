"""Corrections over HTTP: kept, withdrawn, counted, exported; nothing is lost."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import csv
import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from fastapi.testclient import TestClient

from earshot.domain.events import SoundEvent
from earshot.domain.ids import BundleId, PolicyId, VideoId
from earshot.domain.jobs import Job, Step
from earshot.domain.keys import events_key, speech_key
from earshot.domain.levels import Level, LevelRange
from earshot.domain.video import Video, VideoState
from earshot.labels.ontology import audioset
from earshot.tagging.event_file import StoredEvents, encode_events
from tests.unit.gateway.conftest import Gateway

BARK = audioset().ids_by_name["Bark"]
ABSENT = {"kind": "absent", "label": "bark", "start_s": 1.0, "end_s": 2.0, "by": "Ada"}


@pytest.fixture
def video(gateway: Gateway) -> Video:
    """Ready, with one bark from 1 s to 2 s."""
    video = gateway.receive(b"a film")
    ready = gateway.end(video.video_id, VideoState.READY)
    bark = SoundEvent(
        label_id=BARK,
        onset_s=1.0,
        offset_s=2.0,
        score=0.7,
        levels=LevelRange(first=Level(1), stop=7),
    )
    bundle, policy = BundleId("keen-1"), PolicyId("p1")
    stored = StoredEvents(bundle=bundle, policy=policy, duration_s=12.5, events=(bark,))
    gateway.store.put(events_key(video.video_id, bundle, policy), [encode_events(stored)])
    return ready


def corrections(client: TestClient, video_id: VideoId, **params: Any) -> list[dict[str, Any]]:
    answer = client.get(f"/api/v1/videos/{video_id}/corrections", params=params)
    found: list[dict[str, Any]] = answer.json()["corrections"]
    return found


def correct(client: TestClient, video_id: VideoId, **said: Any) -> Any:
    return client.post(f"/api/v1/videos/{video_id}/corrections", json={**ABSENT, **said})


def test_who_when_and_what_was_before(gateway: Gateway, client: TestClient, video: Video) -> None:
    answer = correct(client, video.video_id, note="it is the door")
    assert answer.status_code == 201
    one = answer.json()
    assert (one["by"], one["label"], one["label_id"]) == ("Ada", "Bark", BARK)
    assert [(was["label"], was["onset_s"], was["score"]) for was in one["before"]] == [
        ("Bark", 1.0, 0.7)
    ]
    assert corrections(client, video.video_id) == [one]
    now = gateway.catalog.get(video.video_id)
    assert (now.state, now.step, now.corrections) == (VideoState.READY, Step.INDEX, 1)
    assert gateway.due() == [Job(step=Step.INDEX, video_id=video.video_id)]
    assert gateway.record(video.video_id).corrections == 1
    again = correct(client, video.video_id).json()
    assert again["before"] == []  # it was corrected already


def test_a_withdrawn_one_stays_on_record(client: TestClient, video: Video) -> None:
    one = correct(client, video.video_id).json()
    address = f"/api/v1/videos/{video.video_id}/corrections/{one['id']}"
    for by in ("Bo", "Cy"):
        answer = client.delete(address, params={"by": by})
        assert (answer.status_code, answer.json()["withdrawn"]["by"]) == (200, "Bo")
    assert corrections(client, video.video_id) == []
    assert [each["id"] for each in corrections(client, video.video_id, withdrawn=True)] == [
        one["id"]
    ]
    unknown = client.delete(f"/api/v1/videos/{video.video_id}/corrections/{'0' * 26}")
    assert unknown.json()["code"] == "correction_not_found"


def test_editors_at_the_same_time_lose_nothing(
    gateway: Gateway, client: TestClient, video: Video
) -> None:
    with ThreadPoolExecutor(8) as editors:
        answers = list(
            editors.map(
                lambda n: correct(
                    client, video.video_id, start_s=n / 10, end_s=n / 10 + 1, by=f"{n}"
                ),
                range(24),
            )
        )
    assert {answer.status_code for answer in answers} == {201}
    assert {one["by"] for one in corrections(client, video.video_id)} == {str(n) for n in range(24)}
    assert gateway.catalog.get(video.video_id).corrections == 24


@pytest.mark.parametrize(
    ("said", "detail"),
    [
        ({"label": "Barkk"}, "no label"),
        ({"start_s": 2.0}, "ends after its start"),
        ({"end_s": 99.0}, "the video ends at 12.5"),
        ({"instead": "Cough"}, "kind instead"),
        ({"kind": "instead"}, "kind instead"),
        ({"kind": "instead", "instead": "Bark"}, "same one"),
        ({"kind": "moved", "to_start_s": 1.0}, "kind moved"),
        ({"kind": "moved"}, "kind moved"),
    ],
)
def test_what_does_not_fit_is_refused(
    client: TestClient, video: Video, said: dict[str, Any], detail: str
) -> None:
    answer = correct(client, video.video_id, **said)
    assert answer.status_code == 400
    assert detail in answer.json()["detail"]
    assert corrections(client, video.video_id) == []


def test_only_what_was_heard_is_corrected(gateway: Gateway, client: TestClient) -> None:
    failed = gateway.receive(b"no film")
    gateway.end(failed.video_id, VideoState.FAILED)
    assert correct(client, failed.video_id).json()["code"] == "nothing_to_correct"
    assert correct(client, VideoId("0" * 26)).json()["code"] == "video_not_found"
    gateway.editing.remove(failed.video_id)
    assert correct(client, failed.video_id).json()["code"] == "video_removed"


def test_exported_as_training_data(client: TestClient, video: Video) -> None:
    correct(client, video.video_id, kind="instead", instead="Cough")
    withdrawn = correct(client, video.video_id, kind="present").json()["id"]
    client.delete(f"/api/v1/videos/{video.video_id}/corrections/{withdrawn}")
    rows = list(csv.DictReader(client.get("/api/v1/corrections.csv").text.splitlines()))
    assert [(row["label"], row["onset_s"], row["positive"]) for row in rows] == [
        ("Bark", "1.000", "0"),
        ("Cough", "1.000", "1"),
    ]
    assert {row["video_id"] for row in rows} == {video.video_id}
    lines = client.get("/api/v1/corrections.jsonl").text.splitlines()
    assert [json.loads(line)["positive"] for line in lines] == [False, True]


def test_speech_captions_are_kept_and_dropped(
    gateway: Gateway, client: TestClient, video: Video
) -> None:
    address = f"/api/v1/videos/{video.video_id}/speech"
    kind = {"Content-Type": "text/vtt"}
    said = b"WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nWhat was that?\n"
    kept = client.put(address, content=said, headers=kind)
    assert (kept.status_code, kept.json()["cues"]) == (200, 1)
    assert gateway.store.get(speech_key(video.video_id)) == said
    refused = client.put(address, content=b"no captions at all", headers=kind)
    assert refused.json()["code"] == "bad_request"
    assert client.delete(address).status_code == 204
    assert speech_key(video.video_id) not in gateway.stored()
    gateway.editing.remove(video.video_id)
    assert client.put(address, content=said, headers=kind).json()["code"] == "video_removed"
