"""When a recording was made, from the tags of its container."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from earshot.adapters.extractor.recorded import recorded_at

NOW = datetime(2030, 1, 1, tzinfo=UTC)
APPLE = "com.apple.quicktime.creationdate"


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ({"creation_time": "2021-05-04T03:02:01.000000Z"}, "2021-05-04T03:02:01"),
        ({APPLE: "2021-05-04T03:02:01+0200"}, "2021-05-04T01:02:01"),
        ({APPLE: "2021-05-04T03:02:01-05:30"}, "2021-05-04T08:32:01"),
        (
            {"creation_time": "2020-01-01T00:00:00Z", APPLE: "2021-05-04T03:02:01Z"},
            "2021-05-04T03:02:01",
        ),
        ({"DATE": "2019-08-07"}, "2019-08-07T00:00:00"),
        ({"date": "2019-08-07 10:11:12"}, "2019-08-07T10:11:12"),
        ({APPLE: "garbage", "creation_time": "2021-05-04T00:00:00Z"}, "2021-05-04T00:00:00"),
    ],
)
def test_what_tags_say(tags: dict[str, str], expected: str) -> None:
    moment = recorded_at([tags], NOW)
    assert moment == datetime.fromisoformat(f"{expected}+00:00")
    assert moment.tzinfo is UTC


@pytest.mark.parametrize(
    "text",
    [
        "1904-01-01T00:00:00Z",
        "1970-01-01T00:00:00Z",
        "1970-12-31T23:59:59Z",
        "2036-02-06T06:28:15Z",
        "2004",
        "0001-01-01T00:00:00+01:00",
        "2021-13-45",
        "",
    ],
)
def test_nonsense_is_ignored(text: str) -> None:
    assert recorded_at([{"creation_time": text, "date": text}], NOW) is None


def test_tags_of_the_file_come_before_those_of_a_track() -> None:
    whole, track = "2021-01-01T00:00:00Z", "2020-01-01T00:00:00Z"
    assert recorded_at([{"creation_time": whole}, {"creation_time": track}], NOW) == datetime(
        2021, 1, 1, tzinfo=UTC
    )
    assert recorded_at([{}, {"creation_time": track}], NOW) == datetime(2020, 1, 1, tzinfo=UTC)
