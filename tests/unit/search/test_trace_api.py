"""Waveform, spectrogram, loudness and markers over HTTP, and captions that use the loudness."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import csv
import json
import struct
import zlib

import numpy as np
import pytest
import webvtt

from earshot.adapters.store.resolve import resolve_store
from earshot.domain.ids import VideoId
from earshot.domain.keys import loudness_key, peaks_key, spectrogram_key, speech_key
from earshot.traces.makers import LoudnessMaker, PeaksMaker, SpectrogramMaker
from tests.unit.search.conftest import Shelf, sound

RATE_HZ = 16_000


@pytest.fixture
def video_id(shelf: Shelf) -> VideoId:
    """A loud bark on the left, one in the distance; a siren in the middle."""
    events = [sound("Bark", 10, 11), sound("Bark", 30, 31), sound("Siren", 50, 51)]
    video_id = shelf.add("01K0G4W1QZ7V7C3M4D2W5T9RBA", events, title="Garden | noon")
    noise = np.random.default_rng(3).normal(0, 1, (60 * RATE_HZ, 2))
    height = np.full((60, 2), 1e-4)
    height[[*range(12, 22), 50]] = 0.3
    height[10] = (0.3, 0.01)
    height[30] = 0.001
    block = np.clip(noise * np.repeat(height, RATE_HZ, axis=0), -1, 1)
    store = resolve_store(shelf.settings)
    peaks, spectrogram = PeaksMaker(RATE_HZ), SpectrogramMaker(RATE_HZ)
    loudness = LoudnessMaker(RATE_HZ)
    peaks.take(block.mean(axis=1).astype(np.float32))
    spectrogram.take(block.mean(axis=1).astype(np.float32))
    loudness.take(np.rint(block * 32767).astype(np.int16))
    store.put(peaks_key(video_id), peaks.encoded())
    store.put(spectrogram_key(video_id), spectrogram.encoded())
    store.put(loudness_key(video_id), loudness.encoded())
    for maker in (peaks, spectrogram, loudness):
        maker.close()
    return video_id


def test_peaks_are_what_a_page_draws(shelf: Shelf, video_id: VideoId) -> None:
    address = f"/api/v1/videos/{video_id}/peaks"
    told = shelf.client.get(address, params={"start": 9, "end": 12, "points": 300}).json()
    assert (told["start_s"], told["step_s"], told["scale"]) == (9.0, 0.01, 127)
    assert len(told["least"]) == len(told["greatest"]) == 300
    assert max(told["greatest"][:100]) == 0
    assert max(told["greatest"][100:200]) > 20
    assert min(told["least"][100:200]) < -20
    whole = shelf.client.get(address, params={"end": 60, "points": 50}).json()
    assert len(whole["least"]) <= 50


def test_a_spectrogram_is_a_png_of_its_stretch(shelf: Shelf, video_id: VideoId) -> None:
    address = f"/api/v1/videos/{video_id}/spectrogram"
    answer = shelf.client.get(address, params={"start": 9.5, "end": 11.5, "palette": "grey"})
    assert answer.headers["content-type"] == "image/png"
    width, height, depth, kind = struct.unpack(">IIBB", answer.content[16:26])
    assert (width, height, depth, kind) == (34, 64, 8, 3)
    assert float(answer.headers["x-start-s"]) == pytest.approx(9.48)
    assert float(answer.headers["x-step-s"]) == pytest.approx(0.06)
    packed = answer.content[answer.content.index(b"IDAT") + 4 : -16]
    pixels = np.frombuffer(zlib.decompress(packed), np.uint8).reshape(height, width + 1)[:, 1:]
    assert pixels[:, 20].mean() > pixels[:, 5].mean() + 50
    behind = shelf.client.get(address, params={"start": 100, "end": 101})
    assert behind.status_code == 400


def test_loudness_of_both_channels(shelf: Shelf, video_id: VideoId) -> None:
    told = shelf.client.get(f"/api/v1/videos/{video_id}/loudness").json()
    left, right = told["channels"]
    assert (told["step_s"], len(left)) == (0.1, 600)
    assert left[105] > right[105] + 20


def test_what_was_not_sketched_says_so(shelf: Shelf) -> None:
    old = shelf.add("01K0G4W1QZ7V7C3M4D2W5T9RBB", [sound("Bark", 1, 2)])
    for name in ("peaks", "spectrogram", "loudness", "poster", "proxy"):
        answer = shelf.client.get(f"/api/v1/videos/{old}/{name}")
        assert (answer.status_code, answer.json()["code"]) == (404, "not_made_yet")
    assert "[dog barking]" in shelf.client.get(f"/api/v1/videos/{old}/captions.vtt").text


def test_captions_tell_where_a_sound_comes_from(shelf: Shelf, video_id: VideoId) -> None:
    text = shelf.client.get(f"/api/v1/videos/{video_id}/captions.vtt").text
    told = [cue.text for cue in webvtt.from_string(text)]
    assert told == ["[dog barking on the left]", "[dog barking in the distance]", "[siren]"]


def test_speech_that_was_uploaded_is_merged(shelf: Shelf, video_id: VideoId) -> None:
    speech = "1\r\n00:00:10,000 --> 00:00:12,000\r\nWhat was that?\r\n"
    resolve_store(shelf.settings).put(speech_key(video_id), [speech.encode()])
    address = f"/api/v1/videos/{video_id}/captions.vtt"
    merged = [cue.text for cue in webvtt.from_string(shelf.client.get(address).text)]
    assert any("What was that?" in text for text in merged)
    assert any("siren" in text for text in merged)
    alone = shelf.client.get(address, params={"speech": False}).text
    assert "What was that?" not in alone


def test_metadata_cues_are_json(shelf: Shelf, video_id: VideoId) -> None:
    answer = shelf.client.get(
        f"/api/v1/videos/{video_id}/captions.vtt", params={"kind": "metadata"}
    )
    cues = [json.loads(cue.text) for cue in webvtt.from_string(answer.text)]
    assert [cue["label"] for cue in cues] == ["Bark", "Bark", "Siren"]
    chapters = shelf.client.get(
        f"/api/v1/videos/{video_id}/captions.vtt", params={"kind": "chapters"}
    )
    assert "Kind: chapters" in chapters.text


def test_markers_for_editors(shelf: Shelf, video_id: VideoId) -> None:
    address = f"/api/v1/videos/{video_id}/markers"
    rows = list(csv.DictReader(shelf.client.get(f"{address}.csv").text.splitlines()))
    assert [(row["Marker Name"], row["In"], row["Out"]) for row in rows] == [
        ("Bark", "00:00:10:00", "00:00:11:00"),
        ("Bark", "00:00:30:00", "00:00:31:00"),
        ("Siren", "00:00:50:00", "00:00:51:00"),
    ]
    dog = sound("Dog", 0, 1).label_id
    edl = shelf.client.get(f"{address}.edl", params={"label": dog, "fps": "24"}).text
    assert edl.startswith("TITLE: Garden noon\r\nFCM: NON-DROP FRAME")
    assert "001  AX       V     C        00:00:10:00 00:00:11:00 01:00:10:00 01:00:11:00" in edl
    assert edl.count("* LOC:") == 2
    given = shelf.client.get(f"{address}.csv", params={"moment": ["1.5-2 Door", "3-4"]}).text
    assert [row["Marker Name"] for row in csv.DictReader(given.splitlines())] == ["Door", "moment"]
    assert shelf.client.get(f"{address}.csv", params={"moment": "2-1"}).status_code == 400
