"""File names and what people say are data: tidied, bounded, never a path."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import json
import os
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earshot.errors import BadRequest
from earshot_gateway.details import details_of
from earshot_gateway.names import MAX_NAME_CHARACTERS, tidy_file_name, title_of


@pytest.mark.parametrize(
    ("raw", "tidy"),
    [
        ("dog.mp4", "dog.mp4"),
        ("../../etc/passwd", "passwd"),
        ("C:\\videos\\dog.mov", "dog.mov"),
        ("a/b\\..\\dog.mov", "dog.mov"),
        ('it\'s "my" 🐕‍🦺 film.mp4', 'it\'s "my" 🐕‍🦺 film.mp4'),
        ("two\nlines\r\n\tand\x00more.mp4", "two lines and more.mp4"),
        ("line\u2028separator.mp4", "line separator.mp4"),
        ("evil\u202egpj.exe", "evilgpj.exe"),
        ("cafe\u0301.mp4", "café.mp4"),
        ("<script>alert(1)<.mp4", "<script>alert(1)<.mp4"),
        ("", "unnamed"),
        ("/", "unnamed"),
        ("..", "unnamed"),
        (" . ", "unnamed"),
        ("\n", "unnamed"),
        (".mp4", ".mp4"),
        ("x" * 500 + ".mp4", "x" * 196 + ".mp4"),
        ("x." + "y" * 500, "x." + "y" * 198),
        (os.fsdecode(b"d\xf6g.mp4"), "d\ufffdg.mp4"),
    ],
)
def test_names(raw: str, tidy: str) -> None:
    assert tidy_file_name(raw) == tidy


@given(st.text())
def test_any_name_becomes_a_short_line_without_a_path(raw: str) -> None:
    name = tidy_file_name(raw)
    assert 0 < len(name) <= MAX_NAME_CHARACTERS
    assert not set(name) & set("/\\\n\r\0")
    assert name not in {".", ".."}
    assert tidy_file_name(name) == name
    assert title_of(name)
    json.dumps(name, ensure_ascii=False).encode()


@pytest.mark.parametrize(
    ("name", "title"), [("a.b.mp4", "a.b"), (".mp4", ".mp4"), ("dog", "dog"), ("x.", "x.")]
)
def test_titles_are_names_without_their_ending(name: str, title: str) -> None:
    assert title_of(name) in {title, title.rstrip(".")}


def test_details_are_tidied() -> None:
    said = {
        "title": " A\ndog ",
        "description": "one\r\n two\x00 ",
        "collection": "",
        "recorded_at": "2026-01-02T03:04:05+02:00",
    }
    details = details_of(said)
    assert details.title == "A dog"
    assert details.description == "one\ntwo"
    assert details.collection == "default"
    assert details.recorded_at == datetime(2026, 1, 2, 1, 4, 5, tzinfo=UTC)


@pytest.mark.parametrize("moment", ["2026-01-02", "2026-01-02T00:00:00", "2026-01-02T00:00:00Z"])
def test_a_moment_without_a_zone_is_utc(moment: str) -> None:
    assert details_of({"recorded_at": moment}).recorded_at == datetime(2026, 1, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    "said", [{"title": "x" * 301}, {"recorded_at": "yesterday"}, {"collection": "x" * 101}]
)
def test_what_does_not_fit_is_refused_by_name(said: dict[str, str]) -> None:
    with pytest.raises(BadRequest, match=f"^{next(iter(said))}: "):
        details_of(said)
