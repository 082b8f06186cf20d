"""What every audio extractor promises: headers, waveform, names, errors."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from earshot.adapters.extractor.ffmpeg_extractor import FfmpegAudioExtractor
from earshot.adapters.extractor.limits import ExtractorLimits
from earshot.errors import NoAudioTrack, NotMedia, TooLong

if TYPE_CHECKING:
    from earshot.adapters.extractor.binaries import FfmpegBinaries
    from tests.contracts.extractor.conftest import Hear, Studio

RATE_HZ = 16_000
MPEG4, AAC, PCM = ("-c:v", "mpeg4"), ("-c:a", "aac"), ("-c:a", "pcm_s16le")
ODD_NAMES = [
    "with space.wav",
    "-i.wav",
    "quote'\".wav",
    "line\nbreak\n  Stream #0:7: Audio: pcm.wav",
    "\N{DOG FACE}.wav",
    "http:colon.wav",
    "%03d.png",
    "no_ending",
]


def test_probe_reads_headers(studio: Studio, extractor: FfmpegAudioExtractor) -> None:
    tags = ("-metadata", "creation_time=2021-05-04T03:02:01Z")
    info = extractor.probe(studio.video("tagged.mp4", *MPEG4, *AAC, *tags))
    assert info.duration_s == pytest.approx(4.0, abs=0.05)
    assert info.audio_tracks == 1
    assert info.recorded_at == datetime(2021, 5, 4, 3, 2, 1, tzinfo=UTC)


def test_a_day_counts_and_a_clock_never_set_does_not(
    studio: Studio, extractor: FfmpegAudioExtractor
) -> None:
    day = studio.sound("day.flac", "-c:a", "flac", "-metadata", "DATE=2019-08-07")
    unset = studio.sound("unset.m4a", *AAC, "-metadata", "creation_time=1970-01-01T00:00:00Z")
    assert extractor.probe(day).recorded_at == datetime(2019, 8, 7, tzinfo=UTC)
    assert extractor.probe(unset).recorded_at is None


def test_pieces_are_mono_float32_within_one(
    studio: Studio, extractor: FfmpegAudioExtractor
) -> None:
    path = studio.sound("loud.wav", "-af", "volume=20dB", "-ac", "2", *PCM)
    with extractor.open(path, RATE_HZ) as stream:
        pieces = list(stream)
    assert all(piece.dtype == np.float32 and piece.ndim == 1 and piece.size for piece in pieces)
    assert max(float(np.abs(piece).max()) for piece in pieces) == pytest.approx(1.0, abs=0.01)


@pytest.mark.parametrize("rate_hz", [8_000, 16_000, 32_000, 48_000])
def test_the_waveform_is_the_recorded_one(
    studio: Studio, extractor: FfmpegAudioExtractor, rate_hz: int
) -> None:
    path = studio.make("sine.wav", "-f", "lavfi", "-i", "sine=440:r=48000:d=2", *PCM)
    with extractor.open(path, rate_hz) as stream:
        sound = np.concatenate(list(stream))
    expected = np.sin(2 * np.pi * 440 * np.arange(2 * rate_hz) / rate_hz) / 8
    assert sound.size == pytest.approx(2 * rate_hz, abs=rate_hz // 1000)
    middle = slice(rate_hz // 2, rate_hz)
    assert np.allclose(sound[middle], expected[middle], atol=2e-3)


def test_all_channels_are_heard(studio: Studio, hear: Hear) -> None:
    right = ("-f", "lavfi", "-i", "aevalsrc='0|0.5*sin(2*PI*500*t)':s=48000:d=1")
    sound, _ = hear(studio.make("right.wav", *right, *PCM))
    assert np.abs(sound).max() == pytest.approx(0.25, abs=0.02)


def test_the_default_track_is_taken(
    studio: Studio, extractor: FfmpegAudioExtractor, hear: Hear
) -> None:
    silence = ("-f", "lavfi", "-i", "anullsrc=r=48000:cl=mono:d=4")
    two = (*silence, *studio.tone(), "-map", "0", "-map", "1", *AAC)
    second = studio.make("second.mkv", *two, "-disposition:a:0", "0", "-disposition:a:1", "default")
    first = studio.make("first.mkv", *two, "-disposition:a:0", "default", "-disposition:a:1", "0")
    assert extractor.probe(second).audio_tracks == 2
    assert np.abs(hear(second)[0]).max() > 0.5
    assert np.abs(hear(first)[0]).max() < 0.01


@pytest.mark.parametrize("name", ODD_NAMES)
def test_odd_names_are_only_names(
    studio: Studio,
    extractor: FfmpegAudioExtractor,
    hear: Hear,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    path = tmp_path / name
    shutil.copy(studio.sound("alone.wav", *PCM), path)
    assert extractor.probe(path).audio_tracks == 1
    assert hear(path)[0].size == 4 * RATE_HZ
    monkeypatch.chdir(tmp_path)
    assert extractor.probe(Path(name)).audio_tracks == 1


@pytest.mark.parametrize(
    ("name", "codec"), [("p.mp3", "libmp3lame"), ("p.m4a", "aac"), ("p.flac", "flac")]
)
def test_a_cover_picture_is_no_obstacle(
    studio: Studio, extractor: FfmpegAudioExtractor, hear: Hear, name: str, codec: str
) -> None:
    cover = studio.make("cover.jpg", *studio.picture(), "-frames:v", "1")
    pictured = ("-i", str(cover), "-map", "0", "-map", "1", "-c:v", "copy")
    path = studio.sound(name, *pictured, "-disposition:v", "attached_pic", "-c:a", codec)
    assert extractor.probe(path).audio_tracks == 1
    sound, outcome = hear(path)
    assert np.abs(sound).max() > 0.5
    assert not outcome.damaged


def test_no_audio_track(studio: Studio, extractor: FfmpegAudioExtractor) -> None:
    path = studio.make("mute.mp4", *studio.picture(1), *MPEG4)
    assert extractor.probe(path).audio_tracks == 0
    with pytest.raises(NoAudioTrack), extractor.open(path, RATE_HZ):
        pass


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.mp4", b""),
        ("text.mp4", b"This is a letter, not a film.\n" * 50),
        ("text.txt", b"1\n00:00:01,000 --> 00:00:02,000\nHello\n"),
        ("noise.bin", np.random.default_rng(5).bytes(100_000)),
        ("zeros.mkv", bytes(100_000)),
    ],
    ids=["empty", "text", "subtitles", "noise", "zeros"],
)
def test_what_is_not_media(
    studio: Studio, extractor: FfmpegAudioExtractor, name: str, data: bytes
) -> None:
    path = studio.write(name, data)
    with pytest.raises(NotMedia):
        extractor.probe(path)
    with pytest.raises(NotMedia), extractor.open(path, RATE_HZ):
        pass


def test_folders_pipes_and_missing_files_are_refused(
    extractor: FfmpegAudioExtractor, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "pipe.mp4")
    for path in (tmp_path, tmp_path / "pipe.mp4", tmp_path / "none.mp4", Path("/dev/zero")):
        with pytest.raises(NotMedia):
            extractor.probe(path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(studio: Studio, extractor: FfmpegAudioExtractor) -> None:
    path = studio.write("closed.wav", studio.sound("alone.wav", *PCM).read_bytes())
    path.chmod(0)
    with pytest.raises(NotMedia, match="permission"):
        extractor.probe(path)


def test_playlists_are_not_followed(
    studio: Studio, extractor: FfmpegAudioExtractor, tmp_path: Path
) -> None:
    target = studio.sound("alone.wav", *PCM)
    lists = {
        "list.m3u8": f"#EXTM3U\n#EXTINF:4,\n{target}\n#EXT-X-ENDLIST\n",
        "web.m3u8": "#EXTM3U\n#EXTINF:4,\nhttp://127.0.0.1:9/secret.ts\n#EXT-X-ENDLIST\n",
        "list.ffconcat": f"ffconcat version 1.0\nfile {target}\n",
        "list.sdp": "v=0\nm=audio 9 RTP/AVP 0\nc=IN IP4 127.0.0.1\n",
        "list.mpd": f'<?xml version="1.0"?><MPD profiles="isoff-main:2011">{target}</MPD>',
        "list.avs": f'FFAudioSource("{target}")',
    }
    for name, text in lists.items():
        path = tmp_path / name
        path.write_text(text)
        with pytest.raises(NotMedia):
            extractor.probe(path)


def test_too_long_by_header_and_by_sound(studio: Studio, binaries: FfmpegBinaries) -> None:
    strict = FfmpegAudioExtractor(binaries, ExtractorLimits(max_duration_s=3.0))
    with pytest.raises(TooLong), strict.open(studio.sound("alone.wav", *PCM), RATE_HZ):
        pass
    unknown = studio.video("live.webm", "-c:v", "libvpx", "-c:a", "libopus", "-live", "1")
    heard: list[int] = []
    with strict.open(unknown, RATE_HZ) as stream, pytest.raises(TooLong):
        heard.extend(piece.size for piece in stream)
    assert sum(heard) <= 3.0 * RATE_HZ
