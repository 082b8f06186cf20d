"""The tagger on ONNX Runtime: one thread by default, one block at a time."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import onnxruntime

from earshot.adapters.tagger.blockwise import INPUT, OUTPUTS, BlockwiseTagger
from earshot.adapters.tagger.processor import SLOW_AND_EXACT, saturates
from earshot.errors import BundleError
from earshot.tagging.bundle import Bundle


class OnnxTagger(BlockwiseTagger):
    """Satisfies `Tagger`. The model is loaded and tried once, when the tagger is made."""

    def __init__(self, bundle: Bundle, threads: int = 1) -> None:
        session = _session(bundle, threads)
        super().__init__(bundle, lambda log_mel: session.run(OUTPUTS, {INPUT: log_mel}))


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
