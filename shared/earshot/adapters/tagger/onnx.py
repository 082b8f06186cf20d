"""The tagger on ONNX Runtime: one thread by default, one block at a time."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import numpy as np
import onnxruntime

from earshot.adapters.tagger.processor import SLOW_AND_EXACT, saturates
from earshot.errors import BundleError
from earshot.ports.tagger import TaggedBlock
from earshot.tagging.blocks import SecondMeans, frame_blocks
from earshot.tagging.bundle import Bundle

if TYPE_CHECKING:
    from numpy.typing import NDArray

INPUT, OUTPUTS = "log_mel", ("logits", "embeddings")


class OnnxTagger:
    """Satisfies `Tagger`. The model is loaded and tried once, when the tagger is made."""

    def __init__(self, bundle: Bundle, threads: int = 1) -> None:
        self._bundle = bundle
        self._session = _session(bundle, threads)
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
            logits, steps = self._session.run(OUTPUTS, {INPUT: log_mel[None]})
        except Exception as error:  # ORT's errors have no other ancestor
            raise BundleError(
                f"the model of {self._bundle.bundle_id} failed on a block; export the bundle again"
            ) from error
        return logits[0], steps[0]


def _session(bundle: Bundle, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    # A thread that waits for work by spinning takes the core that ffmpeg decodes on.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    if saturates():
        options.add_session_config_entry(*SLOW_AND_EXACT)
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(
            bundle.model_path, options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:  # ORT's errors have no other ancestor
        raise BundleError(
            f"ONNX Runtime cannot load {bundle.model_path}; fetch or export the bundle again"
        ) from error
