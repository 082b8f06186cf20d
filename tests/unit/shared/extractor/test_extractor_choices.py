"""Which programs are run, with which arguments and limits, on which files."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from earshot.adapters.extractor.binaries import find_binaries
from earshot.adapters.extractor.command import banner_command, decode_command, probe_command
from earshot.adapters.extractor.ffmpeg_extractor import FfmpegAudioExtractor
from earshot.adapters.extractor.formats import FORMAT_WHITELIST
from earshot.adapters.extractor.limits import ExtractorLimits
from earshot.adapters.extractor.resolve import resolve_extractor
from earshot.adapters.extractor.source import open_source
from earshot.errors import NotMedia
from earshot.settings import Settings


def program(folder: Path, name: str) -> str:
    path = folder / name
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return str(path)


def test_the_system_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    ffmpeg = program(tmp_path, "ffmpeg")
    assert (find_binaries().ffmpeg, find_binaries().ffprobe) == (ffmpeg, None)
    ffprobe = program(tmp_path, "ffprobe")
    assert find_binaries().ffprobe == ffprobe


def test_the_wheel_comes_second(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    binaries = find_binaries()
    assert "imageio_ffmpeg" in binaries.ffmpeg
    assert binaries.ffprobe is None


def test_every_command_is_confined() -> None:
    decode = decode_command("ffmpeg", "file:/dev/fd/3", stream_index=2, sample_rate_hz=32_000)
    probe = probe_command("ffprobe", "file:/dev/fd/3")
    banner = banner_command("ffmpeg", "file:/dev/fd/3")
    for command in (decode, probe, banner):
        assert command[command.index("-protocol_whitelist") + 1] == "file,pipe"
        assert command[command.index("-format_whitelist") + 1] == FORMAT_WHITELIST
        assert command.index("-protocol_whitelist") < command.index("-i")
    assert {"-nostdin", "-vn", "-sn", "-dn"} <= set(decode)
    assert decode[decode.index("-map") + 1] == "0:2"
    assert "aresample=32000" in decode[decode.index("-af") + 1]
    assert decode[-1] == "pipe:1"


@pytest.mark.parametrize("name", ["hls", "concat", "dash", "image2", "sdp", "avisynth", "lavfi"])
def test_lists_and_scripts_are_not_read(name: str) -> None:
    assert name not in FORMAT_WHITELIST.split(",")


def test_patience_grows_with_the_file() -> None:
    limits = ExtractorLimits(wall_floor_s=10.0, wall_factor=0.5)
    assert limits.wall_s(None, 0) == 10.0
    assert limits.wall_s(600.0, 0) == 310.0
    assert limits.wall_s(None, 250_000_000) > 400.0
    assert limits.wall_s(1e12, 10**15) == 10.0 + 0.5 * limits.max_duration_s


def test_settings_reach_the_limits(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, max_duration_s=7.0, stall_timeout_s=3.0)
    extractor = resolve_extractor(settings)
    assert isinstance(extractor, FfmpegAudioExtractor)
    assert extractor._limits.max_duration_s == 7.0
    assert extractor._limits.stall_timeout_s == 3.0


@pytest.mark.parametrize(
    ("size_bytes", "cut_off"), [(992, False), (2_000, True), (0xFFFFFFFF, False), (0, False)]
)
def test_riff_files_know_when_they_are_cut(tmp_path: Path, size_bytes: int, cut_off: bool) -> None:  # noqa: FBT001 - a table
    path = tmp_path / "a.avi"
    path.write_bytes((b"RIFF" + struct.pack("<I", size_bytes)).ljust(1_000, b"x"))
    with open_source(path) as source:
        assert source.cut_off is cut_off
        assert source.size_bytes == 1_000


def test_the_name_never_reaches_ffmpeg(tmp_path: Path) -> None:
    path = tmp_path / "concat:secret|\n.m3u8"
    path.write_bytes(b"x")
    with open_source(path) as source:
        assert source.url == f"file:/dev/fd/{source.fd}"
    with pytest.raises(NotMedia, match="bad name"), open_source(Path("nul\0byte")):
        pass
