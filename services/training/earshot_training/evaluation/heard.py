"""What a model has heard in an examination, kept so that it listens only once."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from earshot_training.evaluation.stream import Hearer, Stream, hear_stream


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """`logits` (score_frame, label) and `embeddings` (step, embedding) of a stream."""

    logits: NDArray[np.float16]
    embeddings: NDArray[np.float16]


def heard_once(
    folder: Path,
    model: str,
    labels: Sequence[str],
    stream: Stream,
    hearer: Callable[[], Hearer],
) -> Heard:
    """Read what `model` (the hash of its file) heard in a stream, or listen and keep it.

    Another model, other labels, another stream are another file.
    """
    told = hashlib.sha256(" ".join([model, *labels]).encode())
    told.update(np.ascontiguousarray(stream.log_mel).tobytes())
    path = folder / f"{told.hexdigest()[:16]}.npz"
    if not path.exists():
        logits, embeddings = hear_stream(stream, hearer())
        folder.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".partial")
        with partial.open("wb") as file:
            np.savez(file, logits=logits, embeddings=embeddings)
        partial.replace(path)
    with np.load(path) as kept:
        return Heard(logits=kept["logits"], embeddings=kept["embeddings"])
