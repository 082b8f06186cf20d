"""Composes the demo's short film from the recordings that stand beside this file."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
RECORDINGS = HERE / "recordings"
_PATIENCE_S = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """One recording at its place in the film."""

    file: str
    start_s: float
    gain_db: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Composition:
    """What is heard in the film, and when."""

    title: str
    duration_s: float
    bed: Placed
    sounds: tuple[Placed, ...]


def read_composition(path: Path = HERE / "composition.json") -> Composition:
    """Read the plan of the film."""
    plan: dict[str, Any] = json.loads(path.read_text())
    return Composition(
        title=plan["title"],
        duration_s=plan["duration_s"],
        bed=Placed(start_s=0, **plan["bed"]),
        sounds=tuple(Placed(**sound) for sound in plan["sounds"]),
    )


def compose(composition: Composition, ffmpeg: str, film: Path) -> None:
    """Mix the recordings at their times over the bed; the picture is its waveform."""
    inputs = ["-stream_loop", "-1", "-i", str(RECORDINGS / composition.bed.file)]
    for sound in composition.sounds:
        inputs += ["-i", str(RECORDINGS / sound.file)]
    subprocess.run(
        [
            *(ffmpeg, "-nostdin", "-hide_banner", "-v", "error", "-y", *inputs),
            *("-filter_complex", _mix(composition), "-map", "[picture]", "-map", "[sound]"),
            # H.264 and AAC: what every browser plays.
            *("-c:v", "libx264", "-preset", "veryfast", "-crf", "30", "-pix_fmt", "yuv420p"),
            *("-c:a", "aac", "-b:a", "128k", "-movflags", "+faststart", str(film)),
        ],
        check=True,
        timeout=_PATIENCE_S,
    )


def _mix(composition: Composition) -> str:
    rate = "aresample=44100,aformat=channel_layouts=mono"
    # The bed would be endless; the mix ends with it, and nothing is turned down.
    bed = f"[0:a]{rate},atrim=end={composition.duration_s},volume={composition.bed.gain_db}dB[s0]"
    placed = [
        f"[{number}:a]{rate},volume={sound.gain_db}dB,"
        f"adelay={round(sound.start_s * 1000)}:all=1[s{number}]"
        for number, sound in enumerate(composition.sounds, start=1)
    ]
    count = len(placed) + 1
    joined = "".join(f"[s{number}]" for number in range(count))
    mix = f"{joined}amix=inputs={count}:duration=first:normalize=0,alimiter=limit=0.9[mix]"
    shown = "showwaves=s=640x360:r=10:mode=cline:scale=sqrt:colors=0x74d3c8"
    return ";".join([bed, *placed, mix, "[mix]asplit[sound][seen]", f"[seen]{shown}[picture]"])
