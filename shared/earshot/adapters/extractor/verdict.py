"""Decides how a decoding ended: whole, damaged, or an error."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import re
from dataclasses import dataclass

from earshot.adapters.extractor.headers import AudioTrack, Headers
from earshot.adapters.extractor.report import DecodeReport
from earshot.domain.media import Extraction
from earshot.errors import ExtractionCrashed, MediaError, NotMedia

_TOLERATED_ERRORS = 2
"""Cut at any packet, a file starts and ends with one that cannot be decoded."""
_UNSURE = {"avi", "mpeg", "mpegts"}
"""Containers that declare no length of a track, or, as AVI, one that counts empty chunks."""
_NO_DECODER = re.compile(r"Decoder \(codec (\w+)\) not found|no decoder found for: (\w+)")
"""As ffmpeg says it up to 5 and from 6 on."""
_MISSING_S = 0.5
_MISSING_SHARE = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """What came out of ffmpeg, and how it left."""

    headers: Headers
    track: AudioTrack
    report: DecodeReport
    decoded_s: float
    status: int
    cut_off: bool
    """The file is shorter than its own header says."""


def judge(run: Decoded) -> Extraction:
    """The outcome of a run that brought sound; an error of `MediaError` when it brought none."""
    if run.status < 0:
        words = _last_words(run.report.tail())
        raise ExtractionCrashed(f"the decoder was killed by signal {-run.status}{words}")
    if run.decoded_s <= 0.0:
        raise _nothing(run.report.tail())
    detail = _damage(run)
    return Extraction(decoded_s=run.decoded_s, damaged=detail is not None, detail=detail)


def _damage(run: Decoded) -> str | None:
    """One sentence on what is missing; None when nothing worth a word is."""
    declared_s = _declared_end_s(run)
    if declared_s is not None:
        missing_s = declared_s - run.decoded_s
        if missing_s > max(_MISSING_S, _MISSING_SHARE * declared_s):
            return f"{run.decoded_s:.1f} of {declared_s:.1f} seconds of the sound could be decoded"
    if run.cut_off:
        return f"the file is cut off: {run.decoded_s:.1f} seconds of its sound could be decoded"
    if run.status != 0:
        return f"the decoder gave up after {run.decoded_s:.1f} seconds of the sound"
    errors = run.report.decode_errors
    if errors > _TOLERATED_ERRORS:
        return (
            f"{errors} pieces of the sound could not be decoded cleanly, "
            f"in {run.decoded_s:.1f} seconds"
        )
    return None


def _declared_end_s(run: Decoded) -> float | None:
    """Where the sound should end on the player's clock; None when nobody says so for sure."""
    headers, track = run.headers, run.track
    if run.report.estimated or headers.container in _UNSURE:
        return None
    if track.end_s is not None:
        return track.end_s - headers.start_s + headers.player_lead_s
    # The container may last longer than its sound, unless it holds nothing else or is cut off.
    if headers.streams == 1 or run.report.truncated:
        return headers.duration_s
    return None


def _nothing(tail: tuple[str, ...]) -> MediaError:
    for line in tail:
        if "Cannot allocate memory" in line:
            return ExtractionCrashed(f"the decoder failed: {line}")
    for line in tail:
        unknown = _NO_DECODER.search(line)
        if unknown:
            codec = unknown[1] or unknown[2]
            return NotMedia(f"its sound is in a format that cannot be decoded here ({codec})")
    return NotMedia(f"it has an audio track, but nothing in it can be decoded{_last_words(tail)}")


def _last_words(tail: tuple[str, ...]) -> str:
    return f" (ffmpeg said: {tail[-1]})" if tail else ""
