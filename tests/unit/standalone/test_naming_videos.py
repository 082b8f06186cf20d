"""Which video a person means by what they typed."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import pytest

from earshot.errors import BadRequest, VideoNotFound
from earshot_standalone.naming_videos import choose_video

VIDEOS = [
    {"id": "01B", "title": "garden", "file_name": "IMG_1.MOV"},
    {"id": "01A", "title": "garden", "file_name": "IMG_2.MOV"},
    {"id": "02A", "title": "01B", "file_name": "IMG_3.MOV"},
]


@pytest.mark.parametrize(
    ("named", "found"), [("01B", "01B"), ("02", "02A"), ("02a", "02A"), ("IMG_2.MOV", "01A")]
)
def test_one_is_meant(named: str, found: str) -> None:
    assert choose_video(named, VIDEOS)["id"] == found


@pytest.mark.parametrize("named", ["garden", "01"])
def test_several_are_named_by_id(named: str) -> None:
    with pytest.raises(BadRequest, match="01B, 01A"):
        choose_video(named, VIDEOS)


@pytest.mark.parametrize("named", ["", "kitchen"])
def test_none_is_meant(named: str) -> None:
    with pytest.raises(VideoNotFound):
        choose_video(named, VIDEOS)
