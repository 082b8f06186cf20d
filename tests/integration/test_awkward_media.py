"""Fifty awkward files of public collections: each ends in its right state, with right times."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import imageio_ffmpeg
import pytest

from earshot.adapters.extractor.binaries import FfmpegBinaries
from earshot.adapters.extractor.ffmpeg_extractor import FfmpegAudioExtractor
from earshot.adapters.extractor.limits import ExtractorLimits
from earshot.domain.media import Extraction
from earshot.errors import MediaError, NoAudioTrack, NotMedia

MEDIA = Path(__file__).resolve().parents[2].parent / "shared" / "media"
NOTHING = {"probe fails", "audio track but nothing decodes"}
DAMAGED = {"shaka_player__audio-enc-s3.mp4"}
"""Of the files with decoder errors the only one whose sound, not its picture, has them."""
NEWER = {"mp4parse__sine-3s-xhe-aac-44khz-mono.mp4", "shaka_player__audio-ac-4.mp4"}
"""Codecs that a newer ffmpeg can decode, fully or in part."""


def rows() -> list[dict[str, str]]:
    table = MEDIA / "media.csv"
    if not table.exists():
        return []
    with table.open(newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(params=["system", "wheel"])
def extractor(request: pytest.FixtureRequest) -> FfmpegAudioExtractor:
    ffmpeg, ffprobe = shutil.which("ffmpeg"), shutil.which("ffprobe")
    binaries = FfmpegBinaries(ffmpeg=imageio_ffmpeg.get_ffmpeg_exe(), ffprobe=None)
    if request.param == "system":
        if ffmpeg is None or ffprobe is None:
            pytest.skip("the system has no ffmpeg with ffprobe")
        binaries = FfmpegBinaries(ffmpeg=ffmpeg, ffprobe=ffprobe)
    return FfmpegAudioExtractor(binaries, ExtractorLimits())


def outcome_of(extractor: FfmpegAudioExtractor, path: Path) -> Extraction | MediaError:
    try:
        with extractor.open(path, 16_000) as stream:
            samples = sum(piece.size for piece in stream)
            outcome = stream.outcome()
    except MediaError as error:
        return error
    assert samples == round(outcome.decoded_s * 16_000)
    return outcome


@pytest.mark.skipif(not rows(), reason="the shared media are not here")
@pytest.mark.parametrize("row", rows(), ids=lambda row: row["file"])
def test_each_file_ends_right(extractor: FfmpegAudioExtractor, row: dict[str, str]) -> None:
    outcome = outcome_of(extractor, MEDIA / row["file"])
    decodable_s = float(row["decodable_s"] or 0.0)
    if row["kind"] == "no audio track":
        assert isinstance(outcome, NoAudioTrack)
    elif row["kind"] in NOTHING or decodable_s == 0.0:
        if row["file"] not in NEWER or isinstance(outcome, MediaError):
            assert isinstance(outcome, NotMedia)
    else:
        assert isinstance(outcome, Extraction)
        assert outcome.decoded_s == pytest.approx(decodable_s, abs=0.08)
        assert outcome.damaged == (row["file"] in DAMAGED)
        assert (outcome.detail is not None) == outcome.damaged


@pytest.mark.skipif(not rows(), reason="the shared media are not here")
def test_several_tracks_are_counted(extractor: FfmpegAudioExtractor) -> None:
    for row in rows():
        if row["kind"] == "multi audio tracks":
            info = extractor.probe(MEDIA / row["file"])
            assert info.audio_tracks == len(row["audio"].split(";"))
