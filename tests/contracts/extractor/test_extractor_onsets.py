"""Sample n is player time n / rate, whatever the container does with time."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

if TYPE_CHECKING:
    from tests.contracts.extractor.conftest import Hear, Studio

RATE_HZ = 16_000
TOLERANCE_S = 0.020
PRIMING_S = 1024 / 48_000
"""ffmpeg writes AAC without edit lists by starting the video this much later."""
MPEG4, AAC, PCM = ("-c:v", "mpeg4", "-g", "25"), ("-c:a", "aac"), ("-c:a", "pcm_s16le")
OPUS, VORBIS, AC3 = ("-c:a", "libopus"), ("-c:a", "libvorbis"), ("-c:a", "ac3")
FRAGMENTS = ("-movflags", "frag_keyframe+empty_moov+default_base_moof")

# name, codecs, audio later by, video later by, expected onset
MOVED = [
    ("plain.mp4", (*MPEG4, *AAC), 0.0, 0.0, 2.0),
    ("late.mp4", (*MPEG4, *AAC), 1.5, 0.0, 3.5),
    ("late_video.mp4", (*MPEG4, *AAC), 0.0, 1.0, 2.0),
    ("late_fragments.mp4", (*MPEG4, *AAC, *FRAGMENTS), 0.7, 0.0, 2.7),
    ("late_opus.mp4", (*MPEG4, *OPUS), 0.7, 0.0, 2.7),
    ("late_pcm.mov", (*MPEG4, *PCM), 0.7, 0.0, 2.7),
    ("plain.mkv", (*MPEG4, *AAC), 0.0, 0.0, 2.0 + PRIMING_S),
    ("late.mkv", (*MPEG4, *AAC), 2.0, 0.0, 4.0),
    ("late_opus.mkv", (*MPEG4, *OPUS), 2.0, 0.0, 4.0),
    ("late_video.mkv", (*MPEG4, *PCM), 0.0, 0.7, 2.0),
    ("late.webm", ("-c:v", "libvpx", *VORBIS), 2.0, 0.0, 4.0),
    ("live.webm", ("-c:v", "libvpx", *OPUS, "-live", "1"), 0.0, 0.0, 2.0),
    ("late.ogv", ("-c:v", "libtheora", *VORBIS), 0.7, 0.0, 2.7),
    ("plain.ts", ("-c:v", "mpeg2video", *AC3), 0.0, 0.0, 2.0),
    ("late.ts", ("-c:v", "mpeg2video", *AAC), 0.7, 0.0, 2.7),
    ("late_ac3.ts", ("-c:v", "mpeg2video", *AC3), 0.7, 0.0, 2.7),
    ("late_video.ts", ("-c:v", "mpeg2video", *AC3), 0.0, 0.7, 2.0),
    ("delay.ts", ("-c:v", "mpeg2video", *AC3, "-muxdelay", "3", "-muxpreload", "2"), 0.5, 0.0, 2.5),
    ("wrap.ts", ("-c:v", "mpeg2video", *AC3, "-output_ts_offset", "95440"), 0.0, 0.0, 2.0),
    ("late.mpg", ("-c:v", "mpeg1video", "-c:a", "mp2"), 0.7, 0.0, 2.7),
    ("late.flv", ("-c:v", "flv", *AAC), 0.7, 0.0, 2.7),
    ("plain.avi", (*MPEG4, *PCM), 0.0, 0.0, 2.0),
]
ALONE = [
    ("alone.m4a", AAC),
    ("alone_alac.m4a", ("-c:a", "alac")),
    ("alone.mp3", ("-c:a", "libmp3lame")),
    ("alone.opus", OPUS),
    ("alone.ogg", VORBIS),
    ("alone.flac", ("-c:a", "flac")),
    ("alone.wav", PCM),
    ("alone.aiff", ("-c:a", "pcm_s24be")),
    ("alone.caf", PCM),
]


def onset_s(sound: np.ndarray) -> float:
    return float(np.flatnonzero(np.abs(sound) > 0.25)[0]) / RATE_HZ


@pytest.mark.parametrize(("name", "codecs", "late_s", "video_late_s", "expected_s"), MOVED)
def test_tracks_that_start_apart(
    studio: Studio,
    hear: Hear,
    name: str,
    codecs: tuple[str, ...],
    late_s: float,
    video_late_s: float,
    expected_s: float,
) -> None:
    path = studio.video(name, *codecs, late_s=late_s, video_late_s=video_late_s)
    sound, outcome = hear(path)
    assert onset_s(sound) == pytest.approx(expected_s, abs=TOLERANCE_S)
    assert not outcome.damaged
    assert outcome.decoded_s == pytest.approx(sound.size / RATE_HZ)


@pytest.mark.parametrize(("name", "codec"), ALONE)
def test_sound_alone(studio: Studio, hear: Hear, name: str, codec: tuple[str, ...]) -> None:
    sound, outcome = hear(studio.sound(name, *codec))
    assert onset_s(sound) == pytest.approx(2.0, abs=TOLERANCE_S)
    assert not outcome.damaged
    assert outcome.decoded_s == pytest.approx(4.0, abs=0.05)


@pytest.mark.parametrize("kind", ["mp4", "mov"])
def test_an_edit_list_that_cuts_the_start(studio: Studio, hear: Hear, kind: str) -> None:
    whole = studio.video("plain.mp4", *MPEG4, *AAC)
    sound, _ = hear(studio.make(f"cut.{kind}", "-ss", "1.3", "-i", str(whole), "-c", "copy"))
    assert onset_s(sound) == pytest.approx(0.7, abs=TOLERANCE_S)


@pytest.mark.parametrize("gap_s", [1.5, 31.5])
@pytest.mark.parametrize(
    ("kind", "codecs"),
    [
        ("mkv", (*MPEG4, *PCM)),
        ("mkv", (*MPEG4, *OPUS)),
        ("ts", ("-c:v", "mpeg2video", *AC3)),
        ("mp4", (*MPEG4, *AC3)),
        ("nut", (*MPEG4, *PCM)),
    ],
)
def test_a_gap_is_filled_with_silence(
    studio: Studio, hear: Hear, kind: str, codecs: tuple[str, ...], gap_s: float
) -> None:
    tag = codecs[-1]
    silence = ["-f", "lavfi", "-i", "anullsrc=r=48000:cl=mono:d=2"]
    before = studio.make(f"before_{tag}.{kind}", *studio.picture(2), *silence, *codecs, "-t", "2")
    after = studio.video(f"after_{tag}.{kind}", *codecs)
    text = f"file {before.name}\nduration {2 + gap_s}\nfile {after.name}\n"
    parts = studio.write(f"parts_{tag}_{gap_s}_{kind}.txt", text.encode())
    name = f"gap_{tag}_{gap_s}.{kind}"
    sound, outcome = hear(
        studio.make(name, "-f", "concat", "-i", str(parts), "-map", "0", "-c", "copy")
    )
    assert onset_s(sound) == pytest.approx(2 + gap_s + 2, abs=TOLERANCE_S)
    assert not outcome.damaged


def test_recordings_joined_byte_by_byte_play_on(studio: Studio, hear: Hear) -> None:
    one = studio.video("plain.ts", "-c:v", "mpeg2video", *AC3)
    sound, _ = hear(studio.write("joined.ts", one.read_bytes() * 2))
    loud = np.flatnonzero(np.abs(sound) > 0.25) / RATE_HZ
    assert loud[0] == pytest.approx(2.0, abs=TOLERANCE_S)
    assert loud[-1] == pytest.approx(4.0 + 2.5, abs=0.05)


def test_a_change_of_channels_moves_nothing(studio: Studio, hear: Hear, tmp_path: Path) -> None:
    surround = ["-f", "lavfi", "-i", "anullsrc=r=48000:cl=5.1:d=2"]
    codecs = ("-c:v", "mpeg2video", *AC3)
    first = studio.make("surround.ts", *studio.picture(2), *surround, *codecs, "-t", "2")
    second = studio.video("then_mono.ts", *codecs, "-output_ts_offset", "2.035")
    path = tmp_path / "change.ts"
    path.write_bytes(first.read_bytes() + second.read_bytes())
    sound, _ = hear(path)
    assert onset_s(sound) == pytest.approx(4.0, abs=TOLERANCE_S)


def test_sound_may_end_before_or_after_the_picture(studio: Studio, hear: Hear) -> None:
    for length_s in (1.0, 9.0):
        path = studio.make(
            f"picture{length_s}.mkv", *studio.picture(length_s), *studio.tone(), *MPEG4, *PCM
        )
        sound, outcome = hear(path)
        assert not outcome.damaged
        assert sound.size / RATE_HZ == pytest.approx(4.0, abs=0.05)
