"""Damaged files give the sound they have and say so; whole ones are never called damaged."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from earshot.errors import NotMedia

if TYPE_CHECKING:
    from earshot.adapters.extractor.ffmpeg_extractor import FfmpegAudioExtractor
    from tests.contracts.extractor.conftest import Hear, Studio

RATE_HZ = 16_000
MPEG4, MPEG2 = ("-c:v", "mpeg4", "-g", "25"), ("-c:v", "mpeg2video")
VIDEOS = {
    "whole.mp4": (*MPEG4, "-c:a", "aac"),
    "whole_front.mp4": (*MPEG4, "-c:a", "aac", "-movflags", "+faststart"),
    "whole.mov": (*MPEG4, "-c:a", "pcm_s16le"),
    "whole.mkv": (*MPEG4, "-c:a", "libopus"),
    "whole_aac.mkv": (*MPEG4, "-c:a", "aac"),
    "whole.webm": ("-c:v", "libvpx", "-c:a", "libvorbis"),
    "whole.avi": (*MPEG4, "-c:a", "libmp3lame"),
    "whole.flv": ("-c:v", "flv", "-c:a", "aac"),
    "whole.ts": (*MPEG2, "-c:a", "ac3"),
    "whole.mpg": ("-c:v", "mpeg1video", "-c:a", "mp2"),
    "whole.ogv": ("-c:v", "libtheora", "-c:a", "libvorbis"),
    "whole.3gp": (*MPEG4, "-ar", "8000", "-c:a", "libopencore_amrnb", "-b:a", "12.2k"),
}
SOUNDS = {
    "whole.mp3": ("-c:a", "libmp3lame"),
    "whole_plain.mp3": ("-c:a", "libmp3lame", "-write_xing", "0"),
    "whole.m4a": ("-c:a", "aac"),
    "whole.aac": ("-c:a", "aac"),
    "whole.ac3": ("-c:a", "ac3"),
    "whole.wav": ("-c:a", "pcm_s16le"),
    "whole.flac": ("-c:a", "flac"),
    "whole.ogg": ("-c:a", "libvorbis"),
    "whole.opus": ("-c:a", "libopus"),
    "whole.wma": ("-c:a", "wmav2"),
    "whole.wv": ("-c:a", "wavpack"),
}
# A cut transport stream, MPEG, Ogg or FLV file looks like a shorter one.
TELLS_WHEN_CUT = [
    "whole_front.mp4",
    "whole.mkv",
    "whole_aac.mkv",
    "whole.webm",
    "whole.avi",
    "whole.mp3",
    "whole.wav",
    "whole.flac",
]


@pytest.mark.parametrize("late_s", [0.0, 1.0])
@pytest.mark.parametrize("name", VIDEOS)
def test_whole_videos(studio: Studio, hear: Hear, name: str, late_s: float) -> None:
    path = studio.video(f"late{late_s:.0f}_{name}", *VIDEOS[name], late_s=late_s)
    sound, outcome = hear(path)
    assert (outcome.damaged, outcome.detail) == (False, None)
    assert np.abs(sound).max() > 0.5


@pytest.mark.parametrize("name", SOUNDS)
def test_whole_sounds(studio: Studio, hear: Hear, name: str) -> None:
    _, outcome = hear(studio.sound(name, *SOUNDS[name]))
    assert (outcome.damaged, outcome.detail) == (False, None)


def test_sound_shorter_than_its_video_is_whole(studio: Studio, hear: Hear) -> None:
    for kind, codecs in (("mp4", "aac"), ("mkv", "libopus"), ("avi", "libmp3lame")):
        parts = (*studio.picture(9), *studio.tone(), *MPEG4, "-c:a", codecs)
        _, outcome = hear(studio.make(f"early_end.{kind}", *parts))
        assert (outcome.damaged, outcome.detail) == (False, None)


@pytest.mark.parametrize("name", TELLS_WHEN_CUT)
def test_a_file_cut_in_half(studio: Studio, hear: Hear, name: str) -> None:
    # Noise, so that the bytes spread evenly over the time.
    noise = ("-f", "lavfi", "-i", "anoisesrc=d=4:r=48000:a=0.3:seed=7")
    picture = studio.picture() if name in VIDEOS else []
    codecs = {**VIDEOS, **SOUNDS}[name]
    sound, outcome = hear(studio.half(studio.make(f"noise_{name}", *picture, *noise, *codecs)))
    assert outcome.damaged
    assert outcome.detail is not None
    assert "could be decoded" in outcome.detail
    assert 0.5 < outcome.decoded_s < 3.5
    assert sound.size == round(outcome.decoded_s * RATE_HZ)


def test_a_cut_file_without_its_index_is_not_media(
    studio: Studio, extractor: FfmpegAudioExtractor
) -> None:
    path = studio.half(studio.video("whole.mp4", *VIDEOS["whole.mp4"]))
    with pytest.raises(NotMedia, match="incomplete"):
        extractor.probe(path)


def test_a_hole_in_the_middle_is_damage(studio: Studio, hear: Hear) -> None:
    noise = ("-f", "lavfi", "-i", "anoisesrc=d=8:r=48000:a=0.3:seed=7")
    data = bytearray(studio.make("holed.mp4", *noise, "-c:a", "aac").read_bytes())
    start, length = len(data) // 3, len(data) // 6
    data[start : start + length] = b"\xff" * length
    _, outcome = hear(studio.write("hole.mp4", bytes(data)))
    assert outcome.damaged
    assert outcome.detail is not None


def test_headers_without_sound_are_not_media(
    studio: Studio, extractor: FfmpegAudioExtractor
) -> None:
    fragments = ("-c:a", "aac", "-movflags", "empty_moov+frag_keyframe")
    data = studio.sound("fragments.mp4", *fragments).read_bytes()
    path = studio.write("init.mp4", data[: data.index(b"moof") - 4])
    with extractor.open(path, RATE_HZ) as stream, pytest.raises(NotMedia, match="decoded"):
        list(stream)
