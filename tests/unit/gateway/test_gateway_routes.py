"""The gateway's HTTP API on the embedded adapters."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from earshot.domain.video import VideoState
from tests.unit.gateway.conftest import MAX_UPLOAD_BYTES, Gateway

VIDEOS = "/api/v1/videos"
DATA = bytes(range(256)) * 4000
NAME = 'it\'s "my"\n🐕/dog & cat.mp4'
FIELDS = {
    "id",
    "title",
    "file_name",
    "collection",
    "description",
    "state",
    "step",
    "progress",
    "reason",
    "detail",
    "duration_s",
    "audio_tracks",
    "size_bytes",
    "sha256",
    "uploaded_at",
    "recorded_at",
    "playable",
    "has_picture",
    "poster",
    "proxy",
    "corrections",
}


def upload(client: TestClient, data: bytes = b"dog", **said: str) -> dict[str, Any]:
    answer = client.post(VIDEOS, files={"file": ("dog.mp4", data)}, data=said)
    assert answer.status_code in {200, 201}, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_a_form_is_uploaded(gateway: Gateway, client: TestClient) -> None:
    said = {"title": "My dog", "collection": "pets", "recorded_at": "2026-01-02T03:04:05Z"}
    answer = client.post(VIDEOS, files={"file": (NAME, DATA)}, data=said)
    video = answer.json()
    assert answer.status_code == 201
    assert answer.headers["location"] == f"{VIDEOS}/{video['id']}"
    assert set(video) == FIELDS | {"duplicate"}
    assert video["duplicate"] is False
    assert video["file_name"] == "dog & cat.mp4"
    assert video["title"] == "My dog"
    assert video["collection"] == "pets"
    assert video["recorded_at"] == "2026-01-02T03:04:05Z"
    assert video["state"] == "waiting"
    assert video["step"] == "listen"
    assert video["size_bytes"] == len(DATA)
    assert video["sha256"] == sha256(DATA).hexdigest()
    assert client.get(answer.headers["location"]).json() == {name: video[name] for name in FIELDS}
    assert gateway.store.get(gateway.stored()[0]) == DATA


def test_a_raw_body_is_uploaded(gateway: Gateway, client: TestClient) -> None:
    answer = client.post(
        VIDEOS,
        params={"title": "My dog", "collection": "pets", "description": "one\ntwo"},
        content=DATA,
        headers={"X-File-Name": quote(NAME), "Content-Type": "video/mp4"},
    )
    video = answer.json()
    assert answer.status_code == 201
    assert video["file_name"] == "dog & cat.mp4"
    assert (video["title"], video["collection"]) == ("My dog", "pets")
    assert video["description"] == "one\ntwo"
    assert gateway.store.get(gateway.stored()[0]) == DATA


def test_a_chunked_body_without_a_length_is_uploaded(client: TestClient) -> None:
    answer = client.post(
        VIDEOS,
        content=iter([DATA[:7], DATA[7:]]),
        headers={"Content-Disposition": 'attachment; filename="dog.mp4"'},
    )
    assert answer.status_code == 201
    assert answer.json()["sha256"] == sha256(DATA).hexdigest()
    assert answer.json()["title"] == "dog"


def test_the_same_bytes_are_answered_with_the_first_video(client: TestClient) -> None:
    first = client.post(VIDEOS, files={"file": ("one.mp4", DATA)})
    again = client.post(VIDEOS, content=DATA, headers={"X-File-Name": "two.mp4"})
    assert again.status_code == 200
    assert again.json() == first.json() | {"duplicate": True}
    assert again.headers["location"] == first.headers["location"]
    assert len(client.get(VIDEOS).json()["videos"]) == 1


@pytest.mark.parametrize(
    ("status", "code", "request_of"),
    [
        (422, "empty_upload", {"content": b"", "headers": {"X-File-Name": "a.mp4"}}),
        (422, "empty_upload", {"files": {"file": ("a.mp4", b"")}}),
        (400, "bad_request", {"content": b"dog"}),
        (400, "bad_request", {"data": {"title": "x"}, "files": {"file": ("", b"dog")}}),
        (400, "bad_request", {"files": [("a", ("a", b"dog")), ("b", ("b", b"cat"))]}),
        (
            400,
            "bad_request",
            {"files": {"file": ("a", b"dog")}, "data": {"recorded_at": "yesterday"}},
        ),
        (
            400,
            "bad_request",
            {"content": b"dog", "headers": {"X-File-Name": "a"}, "params": {"title": "x" * 301}},
        ),
        (
            413,
            "upload_too_large",
            {"content": bytes(MAX_UPLOAD_BYTES + 1), "headers": {"X-File-Name": "a"}},
        ),
        (413, "upload_too_large", {"files": {"file": ("a", bytes(MAX_UPLOAD_BYTES + 1))}}),
        (
            400,
            "bad_request",
            {"content": b"dog", "headers": {"Content-Type": "multipart/form-data"}},
        ),
        (
            400,
            "bad_request",
            {"content": b"dog", "headers": {"Content-Type": "multipart/form-data; boundary=x"}},
        ),
    ],
)
def test_bad_uploads_are_problems_and_leave_nothing(
    client: TestClient,
    nothing_left: Callable[[], bool],
    status: int,
    code: str,
    request_of: dict[str, Any],
) -> None:
    answer = client.post(VIDEOS, **request_of)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"]
    assert nothing_left()


def test_pages_of_videos(client: TestClient) -> None:
    ids = [upload(client, f"dog {number}".encode())["id"] for number in range(5)]
    seen, cursor = [], None
    for _ in range(3):
        page = client.get(VIDEOS, params={"limit": 2} | ({"cursor": cursor} if cursor else {}))
        seen += [video["id"] for video in page.json()["videos"]]
        cursor = page.json()["next"]
    assert seen == sorted(ids, reverse=True)
    assert cursor is None


def test_an_exact_page_has_no_next_one(client: TestClient) -> None:
    upload(client)
    assert client.get(VIDEOS, params={"limit": 1}).json()["next"] is None
    assert client.get(VIDEOS, params={"collection": "none"}).json() == {"videos": [], "next": None}


def test_videos_are_filtered_and_removed_ones_hidden(gateway: Gateway, client: TestClient) -> None:
    ready, failed, gone = (upload(client, data)["id"] for data in (b"1", b"2", b"3"))
    pet = upload(client, b"4", collection="pets")["id"]
    gateway.end(ready, VideoState.READY)
    gateway.end(failed, VideoState.FAILED)
    gateway.end(gone, VideoState.REMOVED)

    def ids(**params: Any) -> set[str]:
        return {video["id"] for video in client.get(VIDEOS, params=params).json()["videos"]}

    assert ids() == {ready, failed, pet}
    assert ids(state="ready") == {ready}
    assert ids(state=["ready", "failed"]) == {ready, failed}
    assert ids(state="removed") == {gone}
    assert ids(collection="pets") == {pet}
    assert client.get(f"{VIDEOS}/{gone}").json()["code"] == "video_not_found"


@pytest.mark.parametrize(
    "params", [{"limit": 0}, {"limit": 201}, {"state": "odd"}, {"cursor": "../x"}]
)
def test_bad_parameters_of_a_page(client: TestClient, params: dict[str, Any]) -> None:
    answer = client.get(VIDEOS, params=params)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")


def test_a_ready_video_tells_what_was_found_out(gateway: Gateway, client: TestClient) -> None:
    video_id = upload(client)["id"]
    gateway.end(video_id, VideoState.READY)
    edited = client.patch(f"{VIDEOS}/{video_id}", json={"title": "New", "recorded_at": None})
    assert edited.status_code == 200
    found = client.get(f"{VIDEOS}/{video_id}").json()
    assert found == edited.json()
    assert (found["state"], found["step"], found["progress"]) == ("ready", None, 1.0)
    assert (found["duration_s"], found["audio_tracks"]) == (12.5, 2)
    assert found["title"] == "New"


@pytest.mark.parametrize(
    "wanted",
    [
        {"title": ""},
        {"title": None},
        {"headline": "x"},
        {"recorded_at": "yesterday"},
        {"id": "x"},
        [],
    ],
)
def test_bad_edits(client: TestClient, wanted: Any) -> None:
    video = upload(client)
    answer = client.patch(f"{VIDEOS}/{video['id']}", json=wanted)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
    assert client.get(f"{VIDEOS}/{video['id']}").json()["title"] == video["title"]


@pytest.mark.parametrize("declared", [True, False])
def test_a_huge_edit_is_refused(client: TestClient, *, declared: bool) -> None:
    address = f"{VIDEOS}/{upload(client)['id']}"
    body = b'{"title": "' + bytes(2_000_000) + b'"}'
    pieces = (
        [body] if declared else [body[start : start + 9999] for start in range(0, 2_000_000, 9999)]
    )
    answer = client.patch(
        address,
        content=body if declared else iter(pieces),
        headers={"Content-Type": "application/json"},
    )
    assert (answer.status_code, answer.json()["code"]) == (413, "upload_too_large")


def test_remove_and_retry(gateway: Gateway, client: TestClient) -> None:
    video_id = upload(client)["id"]
    address = f"{VIDEOS}/{video_id}"
    assert client.post(f"{address}/retry").json()["code"] == "busy"
    gateway.end(video_id, VideoState.READY)
    assert client.post(f"{address}/retry").status_code == 409
    assert client.post(f"{address}/retry").json()["code"] == "not_retryable"
    gateway.end(video_id, VideoState.FAILED)
    failed = client.get(address).json()
    assert (failed["state"], failed["reason"]) == ("failed", "not_media")
    assert failed["detail"] == "this is not a video"
    again = client.post(f"{address}/retry")
    assert (again.status_code, again.json()["state"]) == (202, "waiting")
    removed = client.delete(address)
    assert (removed.status_code, removed.json()["state"]) == (202, "removing")
    assert client.delete(address).status_code == 202
    assert client.patch(address, json={"title": "x"}).json()["code"] == "video_removed"


@pytest.mark.parametrize("method", ["GET", "DELETE", "PATCH"])
@pytest.mark.parametrize("video_id", ["01K0G4W1QZ7V7C3M4D2W5T9RBA", "x", "..%2F..", "' OR 1=1"])
def test_unknown_videos(client: TestClient, method: str, video_id: str) -> None:
    answer = client.request(
        method, f"{VIDEOS}/{video_id}", json={"title": "x"} if method == "PATCH" else None
    )
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


def test_openapi_tells_all(client: TestClient) -> None:
    schema = client.get("/openapi.json").json()
    operations = {
        (method, path): operation
        for path, methods in schema["paths"].items()
        for method, operation in methods.items()
    }
    assert set(operations) >= {
        ("post", VIDEOS),
        ("get", VIDEOS),
        ("get", f"{VIDEOS}/{{video_id}}"),
        ("patch", f"{VIDEOS}/{{video_id}}"),
        ("delete", f"{VIDEOS}/{{video_id}}"),
        ("post", f"{VIDEOS}/{{video_id}}/retry"),
        ("get", f"{VIDEOS}/{{video_id}}/corrections"),
        ("post", f"{VIDEOS}/{{video_id}}/corrections"),
        ("delete", f"{VIDEOS}/{{video_id}}/corrections/{{correction_id}}"),
        ("post", f"{VIDEOS}/{{video_id}}/proxy"),
        ("post", f"{VIDEOS}/{{video_id}}/excerpts"),
        ("get", "/api/v1/corrections.csv"),
        ("get", "/api/v1/corrections.jsonl"),
    }
    for operation in operations.values():
        assert operation["summary"]
        problems = [status for status in operation["responses"] if int(status) >= 400]
        assert "422" in problems or not (
            operation.get("parameters") or operation.get("requestBody")
        )
        for status in problems:
            assert "application/problem+json" in operation["responses"][status]["content"]
    body = operations["post", VIDEOS]["requestBody"]["content"]
    assert set(body) == {"multipart/form-data", "application/octet-stream"}
    assert schema["components"]["schemas"]["VideoAnswer"]["examples"]


def test_readiness_looks_at_store_and_catalog(client: TestClient) -> None:
    assert client.get("/readyz").json()["checks"] == {"store": "ok", "catalog": "ok"}
