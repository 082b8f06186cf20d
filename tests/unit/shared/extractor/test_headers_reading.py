"""Headers from ffprobe's JSON and from ffmpeg's own report."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from earshot.adapters.extractor.ffmpeg_banner import read_banner
from earshot.adapters.extractor.ffprobe_json import read_json
from earshot.adapters.extractor.headers import Headers
from earshot.errors import NoAudioTrack

NOW = datetime(2030, 1, 1, tzinfo=UTC)
BANNER = b"""[h264 @ 0x1] complaint
Input #0, matroska,webm, from 'file:/dev/fd/3':
  Metadata:
    title           : Walk
                    :   Stream #0:9: Audio: fake
    creation_time   : 2022-03-04T05:06:07.000000Z
  Duration: 01:02:03.50, start: -0.021000, bitrate: 61 kb/s
  Chapters:
    Chapter #0:0: start 0.000000, end 1.000000
  Stream #0:0[0x1](und): Video: h264 (High), yuv420p, 160x120, 10 fps (default)
    Metadata:
      creation_time   : 2001-01-01T00:00:00.000000Z
  Stream #0:1(eng): Audio: aac (LC), 44100 Hz, mono, fltp
    Metadata:
      DURATION        : 00:00:05.700000000
  Stream #0:2[0x3]: Audio: ac3, 48000 Hz, stereo, fltp, 69 kb/s, start 1.476009 (default)
At least one output file must be specified
"""


def answer(**container: object) -> bytes:
    audio = {"index": 1, "codec_type": "audio", "start_time": "0.5", "duration": "5.2"}
    second = {"index": 2, "codec_type": "audio", "disposition": {"default": 1}}
    tagged = {"index": 3, "codec_type": "audio", "tags": {"DURATION": "00:00:05.700000000"}}
    video = {"index": 0, "codec_type": "video", "disposition": {"attached_pic": 1}}
    streams = [video, audio, second, tagged]
    return json.dumps({"streams": streams, "format": {"format_name": "avi", **container}}).encode()


def test_a_report_is_read() -> None:
    headers = read_banner(BANNER, NOW)
    assert headers is not None
    assert headers.container == "matroska,webm"
    assert (headers.streams, len(headers.audio)) == (3, 2)
    assert headers.duration_s == pytest.approx(3723.5)
    assert headers.start_s == pytest.approx(-0.021)
    assert headers.recorded_at == datetime(2022, 3, 4, 5, 6, 7, tzinfo=UTC)
    assert headers.default_track().index == 2
    assert headers.audio[0].end_s == pytest.approx(5.7)


def test_a_report_without_length() -> None:
    text = b"Input #0, aac, from 'x':\n  Duration: N/A, bitrate: N/A\n  Stream #0:0: Audio: aac\n"
    headers = read_banner(text, NOW)
    assert headers is not None
    assert (headers.duration_s, headers.start_s) == (None, 0.0)


def test_no_report_means_no_media() -> None:
    assert read_banner(b"file:/dev/fd/3: Invalid data found\n", NOW) is None
    assert read_json(b"{\n}\n", NOW) is None
    assert read_json(b"", NOW) is None


def test_json_is_read() -> None:
    headers = read_json(answer(duration="6.0", start_time="0.5", tags={"DATE": "2020-02-02"}), NOW)
    assert headers is not None
    assert headers.streams == 4
    assert headers.duration_s == pytest.approx(6.0)
    assert headers.recorded_at == datetime(2020, 2, 2, tzinfo=UTC)
    assert headers.default_track().index == 2
    assert [track.end_s for track in headers.audio] == [
        pytest.approx(5.7),
        None,
        pytest.approx(5.7),
    ]


@pytest.mark.parametrize("text", ["N/A", "nan", "inf", ""])
def test_numbers_that_are_none(text: str) -> None:
    headers = read_json(answer(duration=text), NOW)
    assert headers is not None
    assert headers.duration_s is None


@pytest.mark.parametrize(
    ("start_s", "lead_s"), [(0.0, 0.0), (1.4, 0.0), (-0.021, -0.021), (-3.0, 0.0)]
)
def test_only_priming_lies_before_zero(start_s: float, lead_s: float) -> None:
    headers = Headers(
        container="x", streams=1, duration_s=None, start_s=start_s, audio=(), recorded_at=None
    )
    assert headers.player_lead_s == lead_s
    with pytest.raises(NoAudioTrack):
        headers.default_track()
