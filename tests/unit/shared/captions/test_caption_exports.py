"""Exports are read back by the parsers of others, or by the rules that the tools document."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET

import pytest
import ttconv.imsc.reader
import webvtt

from earshot.captions.cue import Cue
from earshot.captions.formats import Sheet, SheetFormat, write
from earshot.captions.interchange import RAVEN_COLUMNS
from earshot.captions.tables import write_csv, write_ttml
from tests.kit.query_archives import heard

SHEET = Sheet(
    events=(heard("Rain", 0, 90, 0.9), heard("Bark", 100, 101), heard("Shatter", 100.2, 101)),
    duration_s=120.0,
    audio="/api/v1/videos/v/source",
    model="keen-1",
)
TEXTS = ["[rain begins]", "[rain stops]", "[dog barking, glass shatters]"]


def test_every_format_is_written_also_for_silence() -> None:
    for form in SheetFormat:
        assert isinstance(write(form, SHEET), str)
        assert isinstance(write(form, Sheet(events=())), str)


def test_ttml_is_read_back() -> None:
    tree = ET.ElementTree(ET.fromstring(write(SheetFormat.TTML, SHEET)))  # noqa: S314 - our own text
    document = ttconv.imsc.reader.to_model(tree)
    assert document is not None
    body = document.get_body()
    assert body is not None
    shown = [
        (
            float(p.get_begin() or 0),
            "".join(t.get_text() for t in p.dfs_iterator() if hasattr(t, "get_text")),
        )
        for div in body
        for p in div
    ]
    assert shown == list(zip([0.0, 90.0, 100.0], TEXTS, strict=True))


def test_ttml_escapes_and_drops_what_xml_cannot_hold() -> None:
    text = write_ttml([Cue(start_s=0, end_s=1, lines=("a <b> & \x08c",))], language='e"n')
    (paragraph,) = ET.fromstring(text).iter("{http://www.w3.org/ns/ttml}p")  # noqa: S314 - our own text
    assert paragraph.text == "a <b> & c"


def test_csv_json_and_text() -> None:
    rows = list(csv.DictReader(io.StringIO(write(SheetFormat.CSV, SHEET))))
    assert [row["text"] for row in rows] == TEXTS
    assert rows[2]["labels"] == "Bark; Shatter"
    cues = json.loads(write(SheetFormat.JSON, SHEET))["cues"]
    assert [cue["text"] for cue in cues] == TEXTS
    assert write(SheetFormat.TXT, SHEET).splitlines()[1] == "00:01:30 [rain stops]"


def test_csv_runs_nothing_in_a_spreadsheet() -> None:
    text = write_csv([Cue(start_s=0, end_s=1, lines=("=1+1",), is_speech=True)])
    assert list(csv.reader(io.StringIO(text)))[1][4] == "'=1+1"


def test_audacity_and_raven_tables() -> None:
    lines = write(SheetFormat.AUDACITY, SHEET).splitlines()
    assert lines[0] == "0.000000\t90.000000\tRain"
    table = list(csv.DictReader(io.StringIO(write(SheetFormat.RAVEN, SHEET)), delimiter="\t"))
    assert tuple(table[0]) == RAVEN_COLUMNS
    assert [row["Label"] for row in table] == ["Rain", "Bark", "Shatter"]
    assert [row["Selection"] for row in table] == ["1", "2", "3"]


def test_labelstudio_task() -> None:
    (task,) = json.loads(write(SheetFormat.LABELSTUDIO, SHEET))
    (prediction,) = task["predictions"]
    assert prediction["model_version"] == "keen-1"
    first = prediction["result"][0]
    assert first["value"]["labels"] == ["Rain"]
    assert first["value"]["end"] == 90


@pytest.mark.parametrize("form", [SheetFormat.METADATA, SheetFormat.CHAPTERS])
def test_tracks_are_webvtt(form: SheetFormat) -> None:
    read = webvtt.from_buffer(io.StringIO(write(form, SHEET)))
    assert len(read) == (3 if form is SheetFormat.METADATA else 2)


def test_metadata_payloads_are_json_and_chapters_cover_the_video() -> None:
    read = webvtt.from_buffer(io.StringIO(write(SheetFormat.METADATA, SHEET)))
    assert json.loads(read[1].text)["label"] == "Bark"
    chapters = webvtt.from_buffer(io.StringIO(write(SheetFormat.CHAPTERS, SHEET)))
    assert (chapters[0].start, chapters[-1].end) == ("00:00:00.000", "00:02:00.000")
    assert chapters[0].text == "rain"
