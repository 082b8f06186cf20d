"""Sends audio through a lossy codec at a low rate, as videos on the web have gone through."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Codec:
    """An ffmpeg encoder, the container whose padding it honours, and a bit rate."""

    encoder: str
    suffix: str
    rate_kbit_s: int


def draw_codec(rng: np.random.Generator) -> Codec:
    """Draw one of the three codecs of the web at a low or middling rate."""
    encoder, suffix, rates = (
        ("aac", ".m4a", (24, 32, 48, 64)),
        ("libopus", ".ogg", (12, 16, 24, 32)),
        ("libmp3lame", ".mp3", (24, 32, 48, 64)),
    )[int(rng.integers(3))]
    return Codec(encoder=encoder, suffix=suffix, rate_kbit_s=int(rng.choice(rates)))


def coded(waveform: NDArray[np.float32], codec: Codec, sample_rate_hz: int) -> NDArray[np.float32]:
    """Encode and decode (sample,); the length and the alignment stay."""
    raw = ["-f", "f32le", "-ar", str(sample_rate_hz), "-ac", "1"]
    quiet = ["ffmpeg", "-nostdin", "-v", "error", "-threads", "1"]
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / f"coded{codec.suffix}")
        rate = ["-c:a", codec.encoder, "-b:a", f"{codec.rate_kbit_s}k"]
        encode = [*quiet, *raw, "-i", "-", *rate, path]
        subprocess.run(encode, input=waveform.tobytes(), check=True)
        decode = [*quiet, "-i", path, *raw, "-"]
        out = subprocess.run(decode, check=True, capture_output=True).stdout
    samples = np.frombuffer(out, np.float32)[: len(waveform)]
    return np.pad(samples, (0, len(waveform) - len(samples)))
