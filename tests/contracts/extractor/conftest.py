"""The adapters under the extractor's contract, and a studio that makes media for them."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import imageio_ffmpeg
import numpy as np
import pytest
from numpy.typing import NDArray

from earshot.adapters.extractor.binaries import FfmpegBinaries, find_binaries
from earshot.adapters.extractor.ffmpeg_extractor import FfmpegAudioExtractor
from earshot.adapters.extractor.limits import ExtractorLimits
from earshot.domain.media import Extraction

RATE_HZ = 16_000
TONE_S = 2.0
"""In every recording of the studio a tone starts here, before its track is moved."""
LENGTH_S = 4.0
Hear = Callable[[Path], tuple[NDArray[np.float32], Extraction]]


def binaries_of(kind: str) -> FfmpegBinaries:
    if kind == "wheel":
        return FfmpegBinaries(ffmpeg=imageio_ffmpeg.get_ffmpeg_exe(), ffprobe=None)
    ffmpeg, ffprobe = shutil.which("ffmpeg"), shutil.which("ffprobe")
    if ffmpeg is None or ffprobe is None:
        pytest.skip("the system has no ffmpeg with ffprobe")
    return FfmpegBinaries(ffmpeg=ffmpeg, ffprobe=ffprobe)


@pytest.fixture(params=["system", "wheel"])
def binaries(request: pytest.FixtureRequest) -> FfmpegBinaries:
    return binaries_of(request.param)


@pytest.fixture
def extractor(binaries: FfmpegBinaries) -> FfmpegAudioExtractor:
    return FfmpegAudioExtractor(binaries, ExtractorLimits(stall_timeout_s=30.0))


@pytest.fixture
def hear(extractor: FfmpegAudioExtractor) -> Hear:
    def whole(path: Path) -> tuple[NDArray[np.float32], Extraction]:
        with extractor.open(path, RATE_HZ) as stream:
            pieces = list(stream)
            return np.concatenate(pieces), stream.outcome()

    return whole


class Studio:
    """Makes each recording once a session, with whatever ffmpeg there is."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._ffmpeg = find_binaries().ffmpeg

    def tone(self) -> list[str]:
        wave = f"if(between(t,{TONE_S},{TONE_S + 0.5}),0.8*sin(2*PI*1000*t),0)"
        return ["-f", "lavfi", "-i", f"aevalsrc='{wave}':s=48000:d={LENGTH_S}"]

    def picture(self, length_s: float = LENGTH_S) -> list[str]:
        return ["-f", "lavfi", "-i", f"testsrc=d={length_s}:s=64x48:r=25"]

    def make(self, name: str, *arguments: str) -> Path:
        """Run ffmpeg unless the file is there already."""
        path = self._folder / name
        if not path.exists():
            command = [self._ffmpeg, "-nostdin", "-v", "error", "-y", *arguments, str(path)]
            done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)
            if "Unknown encoder" in done.stderr or "Encoder not found" in done.stderr:
                pytest.skip(f"this ffmpeg cannot write {name}")
            assert done.returncode == 0, done.stderr
        return path

    def video(self, name: str, *codecs: str, late_s: float = 0, video_late_s: float = 0) -> Path:
        picture = ["-itsoffset", str(video_late_s), *self.picture()]
        return self.make(name, *picture, "-itsoffset", str(late_s), *self.tone(), *codecs)

    def sound(self, name: str, *codec: str) -> Path:
        return self.make(name, *self.tone(), *codec)

    def write(self, name: str, data: bytes) -> Path:
        path = self._folder / name
        path.write_bytes(data)
        return path

    def half(self, path: Path) -> Path:
        data = path.read_bytes()
        return self.write(f"half_{path.name}", data[: len(data) // 2])


@pytest.fixture(scope="session")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Studio:
    return Studio(tmp_path_factory.mktemp("studio"))
