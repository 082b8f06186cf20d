"""WebVTT and SubRip files are read back by parsers that we did not write."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import io

import pysrt
import pytest
import webvtt

from earshot.captions.cue import Cue
from earshot.captions.subrip import write_subrip
from earshot.captions.webvtt import write_webvtt

CUES = (
    Cue(start_s=1.0, end_s=2.5004, lines=("[dog barking,", "rain begins]")),
    Cue(start_s=3661.2, end_s=3662.0, lines=("a --> b & <i>c</i>",)),
    Cue(start_s=3662.0, end_s=3663.0, lines=("[crash]\n\n00:00 --> 00:01", "")),
)


def test_webvtt_is_read_back() -> None:
    text = write_webvtt(CUES, language="en")
    read = webvtt.from_buffer(io.StringIO(text))
    assert [(c.start, c.end) for c in read] == [
        ("00:00:01.000", "00:00:02.500"),
        ("01:01:01.200", "01:01:02.000"),
        ("01:01:02.000", "01:01:03.000"),
    ]
    assert read[0].lines == ["[dog barking,", "rain begins]"]
    assert text.count("-->") == len(CUES)
    assert "<i>" not in text


def test_subrip_is_read_back() -> None:
    text = write_subrip(CUES)
    read = pysrt.from_string(text, error_handling=pysrt.ERROR_RAISE)
    assert [item.index for item in read] == [1, 2, 3]
    assert read[0].start.ordinal == 1000
    assert read[1].start.ordinal == 3_661_200
    assert read[0].text == "[dog barking,\nrain begins]"
    assert text.count("-->") == len(CUES)


@pytest.mark.parametrize("write", [write_webvtt, write_subrip])
def test_no_cues_is_still_a_file(write: object) -> None:
    assert callable(write)
    assert "-->" not in str(write(()))
