"""Short synthetic videos: tones at known times over a picture, made by ffmpeg."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import subprocess
from pathlib import Path

from earshot.adapters.extractor.binaries import find_binaries

TONES = ((1.0, 1.5), (2.5, 3.25))


def make_film(
    path: Path,
    *,
    tones: tuple[tuple[float, float], ...] = TONES,
    duration_s: float = 4.0,
    pitch_hz: int = 1000,
    sound: bool = True,
    noise: bool = False,
) -> Path:
    """A video of `duration_s` with a loud tone (or noise) in each span and silence elsewhere."""
    on = "+".join(f"between(t,{start},{stop})" for start, stop in tones) or "0"
    wave = "(2*random(0)-1)" if noise else f"sin(2*PI*{pitch_hz}*t)"
    tone = f"aevalsrc=exprs='0.6*{wave}*({on})':s=16000:d={duration_s}"
    heard = ["-f", "lavfi", "-i", tone, "-c:a", "aac", "-b:a", "96k"] if sound else []
    picture = ["-f", "lavfi", "-i", f"color=c=gray:s=32x32:r=5:d={duration_s}"]
    command = [find_binaries().ffmpeg, "-nostdin", "-v", "error", *picture, *heard]
    subprocess.run(
        [*map(str, command), "-c:v", "mpeg4", "-shortest", "-y", str(path)],
        check=True,
        capture_output=True,
        timeout=60,
    )
    return path
