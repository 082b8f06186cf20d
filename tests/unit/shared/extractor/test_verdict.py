"""Whole, damaged or an error: what is made of how a decoding ended."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import pytest

from earshot.adapters.extractor.headers import AudioTrack, Headers
from earshot.adapters.extractor.report import DecodeReport
from earshot.adapters.extractor.verdict import Decoded, judge
from earshot.errors import ExtractionCrashed, NotMedia

FAILED = b"[error] Error while decoding stream #0:1: Invalid data\n"
FAILED_NEW = b"[dec:aac @ 0x7f] [error] Error submitting packet to decoder: Invalid data\n"


def run(  # noqa: PLR0913 - one keyword for each fact about a run
    decoded_s: float,
    *,
    log: bytes = b"",
    container: str = "mov,mp4",
    end_s: float | None = 100.0,
    duration_s: float | None = 100.0,
    streams: int = 2,
    start_s: float = 0.0,
    status: int = 0,
    cut_off: bool = False,
) -> Decoded:
    report = DecodeReport()
    report.feed(log)
    track = AudioTrack(index=1, default=True, end_s=end_s)
    headers = Headers(
        container=container,
        streams=streams,
        duration_s=duration_s,
        start_s=start_s,
        audio=(track,),
        recorded_at=None,
    )
    return Decoded(
        headers=headers,
        track=track,
        report=report,
        decoded_s=decoded_s,
        status=status,
        cut_off=cut_off,
    )


@pytest.mark.parametrize(
    "whole",
    [
        run(100.0),
        run(98.5),
        run(130.0),
        run(0.1, end_s=0.5),
        run(50.0, end_s=None),
        run(50.0, container="mpegts"),
        run(50.0, log=b"[warning] Estimating duration from bitrate, this may be inaccurate\n"),
        run(98.6, start_s=1.4),
        run(100.0, log=FAILED * 2),
        run(100.0, log=b"[h264 @ 0x1] [error] decode_slice_header error\n" * 50),
    ],
)
def test_whole(whole: Decoded) -> None:
    outcome = judge(whole)
    assert (outcome.damaged, outcome.detail) == (False, None)
    assert outcome.decoded_s == whole.decoded_s


@pytest.mark.parametrize(
    ("damaged", "sentence"),
    [
        (run(50.0), "50.0 of 100.0 seconds of the sound could be decoded"),
        (run(50.0, end_s=None, streams=1), "50.0 of 100.0 seconds of the sound could be decoded"),
        (
            run(50.0, end_s=None, log=b"[error] stream 0, offset 0x1: partial file\n"),
            "50.0 of 100.0 seconds of the sound could be decoded",
        ),
        (
            run(50.0, container="avi", cut_off=True),
            "the file is cut off: 50.0 seconds of its sound could be decoded",
        ),
        (run(50.0, end_s=None, status=69), "the decoder gave up after 50.0 seconds"),
        (run(99.0, log=FAILED * 3), "3 pieces of the sound could not be decoded"),
        (run(99.0, log=FAILED_NEW * 7), "7 pieces of the sound could not be decoded"),
    ],
)
def test_damaged(damaged: Decoded, sentence: str) -> None:
    outcome = judge(damaged)
    assert outcome.damaged
    assert outcome.detail is not None
    assert outcome.detail.startswith(sentence)


def test_a_signal_is_a_crash_even_after_sound() -> None:
    with pytest.raises(ExtractionCrashed, match=r"signal 9$"):
        judge(run(50.0, status=-9))
    with pytest.raises(ExtractionCrashed, match=r"signal 11 \(ffmpeg said: bad atom\)"):
        judge(run(50.0, status=-11, log=b"[mov @ 0x5] [error] bad atom\n"))


def test_nothing_decoded() -> None:
    with pytest.raises(NotMedia, match="nothing in it"):
        judge(run(0.0))
    with pytest.raises(NotMedia, match="mpegh"):
        judge(run(0.0, log=b"[error] Decoder (codec mpegh) not found for input stream\n"))
    newer = b"[ist#0 @ 0x1] [error] Decoding requested, but no decoder found for: mpegh\n"
    with pytest.raises(NotMedia, match="mpegh"):
        judge(run(0.0, log=newer + b"[fatal] Error opening output files: Invalid argument\n"))
    with pytest.raises(ExtractionCrashed, match="memory"):
        judge(run(0.0, log=b"[af#0 @ 0x1] [error] Failed: Cannot allocate memory\n", status=1))


def test_the_lead_of_unused_tracks_is_put_back() -> None:
    for line in (
        b"[mpegts @ 0x1] [verbose] Correcting start time by 678667\n",
        b"[in#0 @ 0x1] [verbose] Correcting start time of Input #0 by 678667us.\n",
    ):
        report = DecodeReport()
        report.feed(line[:20])
        report.feed(line[20:])
        assert report.start_correction_s == pytest.approx(0.678667)


def test_the_tail_keeps_the_last_serious_lines_without_addresses() -> None:
    report = DecodeReport()
    for number in range(100):
        report.feed(b"[mov @ 0x55aa] [error] bad atom %d\n[verbose] chatter\n" % number)
    assert report.tail()[-1] == "bad atom 99"
    assert len(report.tail()) == 12
