"""Playing a video: ranges, validators, names and types that are safe with anything."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earshot.domain.video import Source
from earshot_search.media_types import media_type_of
from earshot_search.ranges import Unsatisfiable, read_range
from earshot_search.sources import content_disposition

if TYPE_CHECKING:
    from tests.unit.search.conftest import Shelf

MP4 = b"\x00\x00\x00\x20ftypisom" + bytes(range(200))
PATH = "/api/v1/videos/01A/source"


def test_the_whole_file(shelf: Shelf) -> None:
    shelf.add("01A", source=MP4)
    answer = shelf.client.get(PATH)
    assert (answer.status_code, answer.content) == (200, MP4)
    assert answer.headers["content-length"] == str(len(MP4))
    assert answer.headers["content-type"] == "video/mp4"
    assert answer.headers["accept-ranges"] == "bytes"
    assert answer.headers["content-disposition"].startswith('inline; filename="film.mp4"')


@pytest.mark.parametrize(
    ("asked", "span"),
    [
        ("bytes=0-3", (0, 4)),
        ("bytes=5-", (5, 212)),
        ("bytes=-10", (202, 212)),
        ("bytes=100-999", (100, 212)),
    ],
)
def test_a_range(shelf: Shelf, asked: str, span: tuple[int, int]) -> None:
    shelf.add("01A", source=MP4)
    answer = shelf.client.get(PATH, headers={"Range": asked})
    assert answer.status_code == 206
    assert answer.content == MP4[slice(*span)]
    assert answer.headers["content-range"] == f"bytes {span[0]}-{span[1] - 1}/{len(MP4)}"
    assert answer.headers["content-length"] == str(span[1] - span[0])


@pytest.mark.parametrize("asked", ["bytes=212-", "bytes=900-999", "bytes=-0"])
def test_a_range_outside_of_the_file(shelf: Shelf, asked: str) -> None:
    shelf.add("01A", source=MP4)
    answer = shelf.client.get(PATH, headers={"Range": asked})
    assert answer.status_code == 416
    assert answer.headers["content-range"] == f"bytes */{len(MP4)}"
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "asked", ["bytes=0-1,4-5", "items=0-1", "bytes=5-2", "bytes=-", "bytes=a-b"]
)
def test_what_is_no_single_range_gets_the_whole_file(shelf: Shelf, asked: str) -> None:
    shelf.add("01A", source=MP4)
    answer = shelf.client.get(PATH, headers={"Range": asked})
    assert (answer.status_code, answer.content) == (200, MP4)


def test_validators(shelf: Shelf) -> None:
    shelf.add("01A", source=MP4)
    etag = shelf.client.get(PATH).headers["etag"]
    part = {"Range": "bytes=0-3"}
    assert shelf.client.get(PATH, headers={**part, "If-Range": etag}).status_code == 206
    assert shelf.client.get(PATH, headers={**part, "If-Range": '"other"'}).status_code == 200
    assert shelf.client.get(PATH, headers={**part, "If-Range": f"W/{etag}"}).status_code == 200
    same = shelf.client.get(PATH, headers={"If-None-Match": f'"x", W/{etag}'})
    assert (same.status_code, same.content) == (304, b"")
    assert shelf.client.get(PATH, headers={"If-None-Match": '"x"'}).status_code == 200


def test_head_tells_the_same_without_the_bytes(shelf: Shelf) -> None:
    shelf.add("01A", source=MP4)
    whole, head = shelf.client.get(PATH), shelf.client.head(PATH)
    assert (head.status_code, head.content) == (200, b"")
    for name in ("content-length", "content-type", "etag", "accept-ranges", "content-disposition"):
        assert head.headers[name] == whole.headers[name]
    assert shelf.client.head("/api/v1/videos/01NEVER/source").status_code == 404


def test_an_empty_source(shelf: Shelf) -> None:
    shelf.add("01A", source=b"")
    assert shelf.client.get(PATH).content == b""
    assert shelf.client.get(PATH, headers={"Range": "bytes=0-"}).status_code == 416


def test_a_page_in_disguise_is_never_a_page(shelf: Shelf) -> None:
    page = b"<html><script>alert(1)</script>"
    source = Source(file_name="evil.html", size_bytes=len(page), sha256="cd" * 32)
    shelf.change(shelf.add("01B", source=page), source=source)
    answer = shelf.client.get("/api/v1/videos/01B/source")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_any_file_name_makes_a_header(shelf: Shelf) -> None:
    name = 'a "quoted"\r\nSet-Cookie: x=1; ../../é🐕\\.mp4'
    shelf.change(
        shelf.add("01A", source=MP4), source=Source(file_name=name, size_bytes=1, sha256="ab" * 32)
    )
    answer = shelf.client.get(PATH, params={"download": "true"})
    assert answer.status_code == 200
    assert "set-cookie" not in answer.headers
    assert answer.headers["content-disposition"].startswith("attachment; ")
    assert "%F0%9F%90%95" in answer.headers["content-disposition"]


@given(st.text())
def test_a_disposition_is_one_plain_line(name: str) -> None:
    told = content_disposition(name, download=False)
    assert told.isascii()
    assert told.isprintable()
    assert told.count('"') == 2
    assert "/" not in told


@given(st.text(alphabet="bytes=0123456789-, ", max_size=30), st.integers(0, 500))
def test_ranges_lie_inside_the_file(header: str, size_bytes: int) -> None:
    try:
        found = read_range(header, size_bytes)
    except Unsatisfiable:
        return
    assert found is None or 0 <= found.start < found.stop <= size_bytes


@pytest.mark.parametrize(
    ("head", "name", "expected"),
    [
        (MP4, "a.mp4", "video/mp4"),
        (MP4, "a.m4a", "audio/mp4"),
        (b"\x00\x00\x00\x14ftypqt  ", "a", "video/quicktime"),
        (b"\x1aE\xdf\xa3....webm", "a", "video/webm"),
        (b"\x1aE\xdf\xa3....matroska", "a", "video/x-matroska"),
        (b"RIFF....WAVE", "a", "audio/wav"),
        (b"RIFF....AVI ", "a", "video/x-msvideo"),
        (b"RIFF....WEBP", "a", "application/octet-stream"),
        (b"OggS", "a.ogv", "video/ogg"),
        (b"OggS", "a.ogg", "audio/ogg"),
        (b"fLaC", "a", "audio/flac"),
        (b"\xff\xfb\x90", "a", "audio/mpeg"),
        (b"\xff\xf1\x50", "a", "audio/aac"),
        (b"ID3\x04", "a", "audio/mpeg"),
        (b"\x47\x40\x00", "a", "video/mp2t"),
        (b"\x00\x00\x01\xba", "a", "video/mpeg"),
        (b"<svg onload=", "a.svg", "application/octet-stream"),
        (b"", "a.mp4", "application/octet-stream"),
    ],
)
def test_types_by_first_bytes(head: bytes, name: str, expected: str) -> None:
    assert media_type_of(head, name) == expected
