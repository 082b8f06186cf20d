"""Films of any length for benchmarks: the demo's recordings over and over, H.264 and AAC."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import subprocess
from pathlib import Path

from earshot.adapters.extractor.binaries import find_binaries
from tests.house.tree import ROOT

RECORDINGS = ROOT / "deploy" / "demo" / "recordings"


def make_long_film(folder: Path, minutes: int) -> Path:
    """A film of some minutes with real sounds; made once in a folder."""
    film = folder / f"film-{minutes}-minutes.mp4"
    if film.exists():
        return film
    sounds = [path for path in sorted(RECORDINGS.iterdir()) if path.suffix == ".opus"]
    listing = folder / "sounds.txt"
    listing.write_text("".join(f"file '{path}'\n" for path in sounds))
    ffmpeg, quiet = find_binaries().ffmpeg, ["-nostdin", "-v", "error", "-y"]
    # The picture is one minute over and over; the sound is coded in one go, without seams.
    minute = folder / "minute.mp4"
    picture = ["-f", "lavfi", "-i", "testsrc=s=1280x720:r=25", "-t", "60"]
    coded = ["-c:v", "libx264", "-preset", "ultrafast"]
    subprocess.run([ffmpeg, *quiet, *picture, *coded, str(minute)], check=True)
    seen = ["-stream_loop", str(minutes - 1), "-i", str(minute)]
    heard = ["-f", "concat", "-safe", "0", "-stream_loop", "-1", "-i", str(listing)]
    joined = ["-c:v", "copy", "-c:a", "aac", "-ar", "48000", "-ac", "2", "-b:a", "128k"]
    ends = ["-t", str(60 * minutes), str(film)]
    subprocess.run([ffmpeg, *quiet, *seen, *heard, *joined, *ends], check=True)
    return film
