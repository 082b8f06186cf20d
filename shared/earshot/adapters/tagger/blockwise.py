"""A tagger around any runtime that computes blocks of log-mel: cutting, joining, first trial."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

import numpy as np

from earshot.errors import BundleError
from earshot.ports.tagger import TaggedBlock
from earshot.tagging.blocks import SecondMeans, frame_blocks
from earshot.tagging.bundle import Bundle

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Run = Callable[[NDArray[np.float32]], tuple[NDArray[np.float32], NDArray[np.float32]]]

INPUT, OUTPUTS = "log_mel", ("logits", "embeddings")


class BlockwiseTagger:
    """Satisfies `Tagger`. The model is tried once, when the tagger is made.

    Parameters
    ----------
    run
        The model: log-mel (1, mel_frame, mel_band) of a block with its margins to logits
        (1, score_frame, label) and embedding steps (1, step, value).
    """

    def __init__(self, bundle: Bundle, run: Run) -> None:
        if bundle.patch_samples is not None:
            raise BundleError(
                f"the model of {bundle.bundle_id} takes samples, which {bundle.runtime} is not fed "
                "here; export the bundle again"
            )
        self._bundle = bundle
        self._model = run
        geometry = bundle.block
        silent = np.full(
            (geometry.block_frames, bundle.log_mel.mel_bands), bundle.log_mel.silence, np.float32
        )
        logits, steps = self._run(silent)
        expected = (
            (geometry.block_frames // geometry.frames_per_score, len(bundle.labels)),
            (geometry.block_frames // geometry.frames_per_embedding, bundle.embedding_size),
        )
        if (logits.shape, steps.shape) != expected:
            raise BundleError(
                f"the model of {bundle.bundle_id} gives logits {logits.shape} and embeddings "
                f"{steps.shape} where its manifest says {expected[0]} and {expected[1]}; "
                "export the bundle again"
            )

    @property
    def bundle(self) -> Bundle:
        return self._bundle

    def tag(self, waveform: Iterable[NDArray[np.float32]]) -> Iterator[TaggedBlock]:
        bundle, geometry = self._bundle, self._bundle.block
        seconds = SecondMeans(bundle.log_mel, geometry, bundle.embedding_size)
        for block in frame_blocks(waveform, bundle.log_mel, geometry):
            logits, steps = self._run(block.log_mel)
            yield TaggedBlock(
                logits=geometry.score_core(logits, block.frames),
                embeddings=seconds.add(
                    geometry.embedding_core(steps, block.frames), block.frames, last=block.last
                ),
            )

    def _run(self, log_mel: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Logits and embedding steps of one block with its margins."""
        try:
            logits, steps = self._model(log_mel[None])
        except Exception as error:  # the runtimes' errors have no other ancestor
            raise BundleError(
                f"the model of {self._bundle.bundle_id} failed on a block; export the bundle again"
            ) from error
        return logits[0], steps[0]
