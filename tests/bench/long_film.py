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
    minute = folder / "minute.mp4"
    picture = ["-f", "lavfi", "-i", "testsrc=s=1280x720:r=25"]
    heard = ["-f", "concat", "-safe", "0", "-stream_loop", "-1", "-i", str(listing)]
    coded = ["-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac", "-ar", "48000", "-ac", "2"]
    subprocess.run(
        [ffmpeg, *quiet, *picture, *heard, "-t", "60", "-b:a", "128k", *coded, str(minute)],
        check=True,
    )
    again = ["-stream_loop", str(minutes - 1), "-i", str(minute)]
    subprocess.run([ffmpeg, *quiet, *again, "-c", "copy", str(film)], check=True)
    return film
