"""Decodes every clip once: 16 kHz mono 16-bit audio, end to end in one file."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import math
import subprocess
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray
from scipy.signal import resample_poly
from tqdm import tqdm

from earshot_training.corpus import Clip

SAMPLE_RATE_HZ = 16_000
AUDIO_FILE, SPANS_FILE = "audio.i16", "spans.npy"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipAudio:
    """`samples` int16 of all clips end to end; `spans` (clip, 2) start and length in samples."""

    samples: NDArray[np.int16]
    spans: NDArray[np.int64]

    def waveform(self, clip: int) -> NDArray[np.float32]:
        """Samples of a clip in [-1, 1], (sample,)."""
        start, length = (int(value) for value in self.spans[clip])
        return self.samples[start : start + length].astype(np.float32) / np.float32(32768.0)


def write_clip_audio(
    clips: Sequence[Clip], wanted: Sequence[bool], data_root: Path, state: Path, *, workers: int
) -> None:
    """Decode the wanted clips into `audio.i16` and `spans.npy`, with a bar; the rest are empty."""
    state.mkdir(parents=True, exist_ok=True)
    lengths = []
    read = partial(decoded, folder=data_root / "clips")
    partial_file = state / f"{AUDIO_FILE}.partial"
    with partial_file.open("wb") as stream, ProcessPoolExecutor(workers) as pool:
        paths = [clip.path for clip, taken in zip(clips, wanted, strict=True) if taken]
        found = pool.map(read, paths, chunksize=32)
        for taken in tqdm(wanted, desc="decode", mininterval=5):
            samples = next(found) if taken else np.zeros(0, np.int16)
            samples.tofile(stream)
            lengths.append(len(samples))
    partial_file.replace(state / AUDIO_FILE)
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    np.save(state / SPANS_FILE, np.stack([starts, lengths], axis=1).astype(np.int64))


def read_clip_audio(state: Path) -> ClipAudio:
    """Map the decoded audio into memory."""
    return ClipAudio(
        samples=np.memmap(state / AUDIO_FILE, np.int16, mode="r"),
        spans=np.load(state / SPANS_FILE),
    )


def decoded(path: str, folder: Path) -> NDArray[np.int16]:
    """Decode one clip, (sample,); what libsndfile refuses goes through ffmpeg."""
    try:
        samples, rate_hz = soundfile.read(folder / path, dtype="float32", always_2d=True)
    except soundfile.LibsndfileError:
        return _decoded_by_ffmpeg(folder / path)
    mono = samples.mean(axis=1)
    if rate_hz != SAMPLE_RATE_HZ:
        common = math.gcd(rate_hz, SAMPLE_RATE_HZ)
        mono = resample_poly(mono, SAMPLE_RATE_HZ // common, rate_hz // common)
    return np.asarray(np.clip(np.round(mono * 32767.0), -32768, 32767), np.int16)


def _decoded_by_ffmpeg(path: Path) -> NDArray[np.int16]:
    command = ["ffmpeg", "-nostdin", "-v", "error", "-i", str(path)]
    raw = ["-ac", "1", "-ar", str(SAMPLE_RATE_HZ), "-f", "s16le", "-"]
    done = subprocess.run([*command, *raw], check=True, capture_output=True)
    return np.frombuffer(done.stdout, np.int16)
