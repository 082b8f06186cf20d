"""No decoder outlives its reader, hangs, floods memory or goes unreported."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import gc
import os
import signal
import threading
import time
from pathlib import Path

import psutil
import pytest

from earshot.adapters.extractor.binaries import FfmpegBinaries, find_binaries
from earshot.adapters.extractor.ffmpeg_extractor import FfmpegAudioExtractor
from earshot.adapters.extractor.limits import ExtractorLimits
from earshot.domain.media import Extraction
from earshot.errors import ExtractionCrashed, ExtractionTimedOut, NotMedia

RATE_HZ = 16_000
BANNER = """Input #0, mov,mp4, from 'x':
  Duration: 00:00:10.00, start: 0.000000, bitrate: 61 kb/s
  Stream #0:0: Audio: aac (LC), 44100 Hz, mono, fltp, 69 kb/s (default)
"""
HEADER = r"\000\nSMJPEG\000\000\000\000\000\000\000\000HEND"
PACKET = r"sndD\000\000\000\000\000\000\000\004\001\002\003\004"


@pytest.fixture
def media(tmp_path: Path) -> Path:
    path = tmp_path / "media.bin"
    path.write_bytes(b"x" * 1000)
    return path


def actor(folder: Path, decoding: str, **limits: float) -> FfmpegAudioExtractor:
    """An extractor whose ffmpeg is a script: it reports headers, then plays its part."""
    script = folder / "ffmpeg"
    (folder / "banner").write_text(BANNER)
    script.write_text(
        f"#!/bin/sh\ncase \"$*\" in *pipe:1*) ;; *) cat '{folder}/banner' >&2; exit 1;; esac\n"
        f"echo $$ > '{folder}/pid'\n{decoding}\n"
    )
    script.chmod(0o755)
    binaries = FfmpegBinaries(ffmpeg=str(script), ffprobe=None)
    return FfmpegAudioExtractor(binaries, ExtractorLimits(**limits))


def run(extractor: FfmpegAudioExtractor, media: Path) -> Extraction:
    with extractor.open(media, RATE_HZ) as stream:
        for _ in stream:
            pass
        return stream.outcome()


def running(group: int) -> list[psutil.Process]:
    """Who of a process group still lives, a moment after it was killed."""
    until = time.monotonic() + 5
    while (found := _living(group)) and time.monotonic() < until:
        time.sleep(0.02)
    return found


def _living(group: int) -> list[psutil.Process]:
    found = []
    for process in psutil.process_iter():
        try:
            if os.getpgid(process.pid) == group and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
        except (ProcessLookupError, psutil.NoSuchProcess):
            continue
    return found


def test_a_stalled_decoder_is_killed_with_its_children(tmp_path: Path, media: Path) -> None:
    play = f"printf '{HEADER}{PACKET}'; sleep 600 & sleep 600"
    with pytest.raises(ExtractionTimedOut, match="stood still"):
        run(actor(tmp_path, play, stall_timeout_s=0.5), media)
    group = int((tmp_path / "pid").read_text())
    assert not running(group)
    assert not psutil.pid_exists(group)


def test_a_dripping_decoder_meets_the_wall(tmp_path: Path, media: Path) -> None:
    play = f"printf '{HEADER}'; while :; do printf '{PACKET}'; sleep 0.05; done"
    extractor = actor(tmp_path, play, stall_timeout_s=30, wall_floor_s=0.5, wall_factor=0.0)
    with pytest.raises(ExtractionTimedOut, match="longer than"):
        run(extractor, media)


def test_closed_pipes_do_not_hide_a_hang(tmp_path: Path, media: Path) -> None:
    play = f"printf '{HEADER}{PACKET}'; exec sleep 600 >&- 2>&-"
    with actor(tmp_path, play).open(media, RATE_HZ) as stream:
        stream._child.exit_timeout_s = 0.2
        with pytest.raises(ExtractionTimedOut, match="did not end"):
            list(stream)
    assert not psutil.pid_exists(int((tmp_path / "pid").read_text()))


def test_leaving_early_ends_the_process(tmp_path: Path, media: Path) -> None:
    play = f"printf '{HEADER}'; while :; do printf '{PACKET}'; done"
    with actor(tmp_path, play).open(media, RATE_HZ) as stream:
        next(iter(stream))
    assert not running(int((tmp_path / "pid").read_text()))


def test_an_error_of_the_reader_ends_the_process(tmp_path: Path, media: Path) -> None:
    play = f"printf '{HEADER}{PACKET}'; sleep 600"
    with pytest.raises(KeyError), actor(tmp_path, play).open(media, RATE_HZ) as stream:
        raise KeyError(next(iter(stream)).size)
    assert not psutil.pid_exists(int((tmp_path / "pid").read_text()))


def test_a_killed_decoder_is_a_crash(tmp_path: Path, media: Path) -> None:
    play = f"printf '{HEADER}{PACKET}'; kill -SEGV $$"
    with pytest.raises(ExtractionCrashed, match=f"signal {signal.SIGSEGV:d}"):
        run(actor(tmp_path, play), media)


def test_noise_instead_of_sound_is_a_crash(tmp_path: Path, media: Path) -> None:
    for play in ("echo hello world", f"printf '{HEADER}nonsensenonsense'"):
        with pytest.raises(ExtractionCrashed, match="not sound"):
            run(actor(tmp_path, play), media)


def test_nothing_decoded_is_not_media(tmp_path: Path, media: Path) -> None:
    with pytest.raises(NotMedia, match="nothing in it"):
        run(actor(tmp_path, "exit 1"), media)
    play = "echo '[error] Decoder (codec xyz) not found for input stream' >&2; exit 1"
    with pytest.raises(NotMedia, match="xyz"):
        run(actor(tmp_path, play), media)


def test_a_flood_of_complaints_neither_blocks_nor_fills_memory(tmp_path: Path, media: Path) -> None:
    line = "[error] Error while decoding stream #0:0: Invalid data " + "x" * 400
    play = (
        f"printf '{HEADER}'; yes '{line}' | head -n 20000 >&2; "
        f"yes | tr -d '\\n' | head -c 5000000 >&2; printf '{PACKET}'"
    )
    extractor = actor(tmp_path, play)
    with extractor.open(media, RATE_HZ) as stream:
        assert sum(piece.size for piece in stream) == 2
        report = stream._report
    assert report.decode_errors == 20_000
    assert sum(map(len, report.tail())) < 10_000
    assert len(report._pending) <= 1 << 16


def test_nothing_stays_open(tmp_path: Path, media: Path) -> None:
    # Servers that the suite itself has started are children as well.
    others = set(psutil.Process().children())
    extractor = actor(tmp_path, f"printf '{HEADER}{PACKET}'")
    run(extractor, media)
    gc.collect()
    before = psutil.Process().num_fds(), threading.active_count()
    for _ in range(5):
        run(extractor, media)
        extractor.probe(media)
    gc.collect()
    assert (psutil.Process().num_fds(), threading.active_count()) == before
    assert set(psutil.Process().children()) <= others


def test_no_secret_reaches_the_decoder(
    tmp_path: Path, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EARSHOT_TOKEN", "tell-nobody")
    run(actor(tmp_path, f"env > '{tmp_path}/env'; printf '{HEADER}{PACKET}'"), media)
    assert "tell-nobody" not in (tmp_path / "env").read_text()


def test_a_day_of_silence_needs_no_memory(tmp_path: Path, media: Path) -> None:
    late = r"sndD\005\000\000\000\000\000\000\004\001\002\003\004"
    extractor = actor(tmp_path, f"printf '{HEADER}{PACKET}{late}'")
    largest, samples = 0, 0
    with extractor.open(media, RATE_HZ) as stream:
        for piece in stream:
            largest, samples = max(largest, piece.size), samples + piece.size
    assert samples / RATE_HZ == pytest.approx(0x05000000 / 1000, abs=1)
    assert largest <= 1 << 18


def test_the_real_decoder_is_gone_after_an_early_leave(tmp_path: Path) -> None:
    binaries = find_binaries()
    path = tmp_path / "long.wav"
    header = b"RIFF\xff\xff\xff\xffWAVEfmt \x10\0\0\0\x01\0\x01\0\x80>\0\0\0}\0\0\x02\0\x10\0"
    with path.open("wb") as out:
        out.write(header + b"data\xff\xff\xff\xff")
        out.truncate(200_000_000)
    with FfmpegAudioExtractor(binaries, ExtractorLimits()).open(path, RATE_HZ) as stream:
        assert next(iter(stream)).size
        pid = stream._child.pid
    assert not psutil.pid_exists(pid)
