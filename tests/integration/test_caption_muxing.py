"""ffmpeg takes our SubRip and WebVTT into a film, and gives the same cues back."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import subprocess
from pathlib import Path

import pysrt
import pytest

from earshot.adapters.extractor.binaries import find_binaries
from earshot.captions.formats import Sheet, SheetFormat, write
from tests.kit.query_archives import heard

SHEET = Sheet(
    events=(heard("Bark", 1, 1.2), heard("Rain", 2.5, 12), heard("Shatter", 6, 6.4)),
    duration_s=15.0,
)
TEXTS = ["[dog barking]", "[rain begins]", "[rain begins, glass shatters]", "[rain stops]"]


@pytest.mark.parametrize(
    ("form", "container", "codec"),
    [
        (SheetFormat.SRT, "mkv", "srt"),
        (SheetFormat.SRT, "mp4", "mov_text"),
        (SheetFormat.VTT, "webm", "webvtt"),
    ],
)
def test_captions_travel_in_a_film(
    tmp_path: Path, form: SheetFormat, container: str, codec: str
) -> None:
    ffmpeg = [find_binaries().ffmpeg, "-nostdin", "-v", "error", "-y"]
    captions, film = tmp_path / f"sounds.{form}", tmp_path / f"film.{container}"
    captions.write_text(write(form, SHEET), "utf-8")
    subprocess.run([*ffmpeg, "-i", captions, "-c:s", codec, film], check=True)
    again = tmp_path / "again.srt"
    subprocess.run([*ffmpeg, "-i", film, "-map", "0:s:0", again], check=True)
    read = pysrt.open(str(again))
    cues = SHEET.cues()
    assert [cue.text for cue in cues] == TEXTS
    assert [item.text.replace("\n", " ") for item in read] == TEXTS
    assert [item.start.ordinal for item in read] == [round(cue.start_s * 1000) for cue in cues]
