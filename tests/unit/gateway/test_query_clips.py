"""Query clips: taken in, bounded, told of, and gone after an hour."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from fastapi.testclient import TestClient

from earshot.domain.ids import QueryId
from earshot.domain.jobs import Job, Priority, Step
from earshot.domain.query_clips import LIFE, QueryState
from earshot.errors import EmptyUpload, QueryNotFound, QueueUnavailable, UploadTooLarge
from earshot.ports.query_clips import read_query_clip, write_query_clip
from earshot_gateway.query_clips import QueryClips
from tests.unit.gateway.conftest import Gateway

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def clips(gateway: Gateway, most_bytes: int = 10) -> QueryClips:
    return QueryClips(
        store=gateway.store, queue=gateway.queue, most_bytes=most_bytes, clock=lambda: NOW
    )


def test_a_clip_is_stored_and_waits_to_be_heard(gateway: Gateway) -> None:
    clip = clips(gateway).receive("../a/bark.wav", [b"abc", b"def"])
    assert (clip.state, clip.size_bytes, clip.file_name) == (QueryState.WAITING, 6, "bark.wav")
    assert gateway.store.get(f"queries/{clip.query_id}/source") == b"abcdef"  # type: ignore[arg-type]  # a key
    assert clips(gateway).told(clip.query_id) == clip
    [status] = gateway.queue.unfinished()
    assert status.job == Job(step=Step.EMBED, video_id=clip.query_id)  # type: ignore[arg-type]  # a clip's id


@pytest.mark.parametrize(
    ("chunks", "error"),
    [([], EmptyUpload), ([b""], EmptyUpload), ([b"12345", b"678901"], UploadTooLarge)],
)
def test_what_is_empty_or_too_large_leaves_nothing(
    gateway: Gateway, chunks: list[bytes], error: type[Exception]
) -> None:
    with pytest.raises(error, match="clip"):
        clips(gateway).receive("a.wav", chunks)
    assert list(gateway.store.list("queries/")) == []
    assert list(gateway.queue.unfinished()) == []


def test_a_declared_length_over_the_limit_is_refused_at_once(gateway: Gateway) -> None:
    def unread() -> bytes:
        raise AssertionError

    with pytest.raises(UploadTooLarge):
        clips(gateway).receive("a.wav", (unread() for _ in (1,)), declared_bytes=11)


def test_a_lost_message_is_no_loss(gateway: Gateway) -> None:
    class Away:
        def enqueue(self, job: Job, priority: Priority = Priority.UPLOAD) -> None:
            del job, priority
            raise QueueUnavailable

    taking = replace(clips(gateway), queue=Away())
    assert taking.receive("a.wav", [b"a"]).state is QueryState.WAITING


def test_after_its_hour_there_is_no_such_clip(gateway: Gateway) -> None:
    clip = clips(gateway).receive("a.wav", [b"abc"])
    just_before = NOW + LIFE - timedelta(seconds=1)
    assert read_query_clip(gateway.store, clip.query_id, just_before) == clip
    with pytest.raises(QueryNotFound):
        read_query_clip(gateway.store, clip.query_id, NOW + LIFE)


def test_over_http_a_clip_is_accepted_and_told_of(client: TestClient, gateway: Gateway) -> None:
    answer = client.post("/api/v1/queries", content=b"abc", headers={"X-File-Name": "b%C3%A4r.wav"})
    assert answer.status_code == 202
    told = answer.json()
    assert (told["state"], told["file_name"], told["size_bytes"]) == ("waiting", "bär.wav", 3)
    assert answer.headers["Location"] == f"/api/v1/queries/{told['id']}"
    assert client.get(answer.headers["Location"]).json() == told
    clip = read_query_clip(gateway.store, QueryId(told["id"]), datetime.now(UTC))
    failed = replace(clip, state=QueryState.FAILED, detail="the clip has no sound")
    write_query_clip(gateway.store, failed)
    told = client.get(f"/api/v1/queries/{clip.query_id}").json()
    assert (told["state"], told["detail"]) == ("failed", "the clip has no sound")


def test_a_form_does_as_well(client: TestClient) -> None:
    answer = client.post("/api/v1/queries", files={"file": ("bark.wav", b"abc")})
    assert answer.status_code == 202
    assert answer.json()["file_name"] == "bark.wav"


@pytest.mark.parametrize("name", ["01K0G4W1QZ7V7C3M4D2W5T9RBC", "..%2Fvideos", "..", "a%00b"])
def test_an_unknown_clip_is_not_found(client: TestClient, name: str) -> None:
    answer = client.get(f"/api/v1/queries/{name}")
    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_an_empty_clip_is_refused(client: TestClient) -> None:
    answer = client.post("/api/v1/queries", content=b"", headers={"X-File-Name": "a.wav"})
    assert (answer.status_code, answer.json()["detail"]) == (422, "the clip is empty")
