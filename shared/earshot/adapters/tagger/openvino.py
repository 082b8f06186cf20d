"""The tagger on OpenVINO: the same ONNX bundles, often faster on Intel processors."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import openvino

from earshot.adapters.tagger.blockwise import INPUT, OUTPUTS, BlockwiseTagger
from earshot.errors import BundleError
from earshot.tagging.bundle import Bundle

if TYPE_CHECKING:
    from numpy.typing import NDArray


class OpenVinoTagger(BlockwiseTagger):
    """Satisfies `Tagger`. Computes in float32 or as the model is quantised, never in less."""

    def __init__(self, bundle: Bundle, threads: int = 1) -> None:
        compiled = _compiled(bundle, threads)
        request = compiled.create_infer_request()

        def run(
            log_mel: NDArray[np.float32],
        ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
            found = request.infer({INPUT: log_mel})
            logits, steps = (np.array(found[name], np.float32) for name in OUTPUTS)
            return logits, steps

        super().__init__(bundle, run)


def _compiled(bundle: Bundle, threads: int) -> openvino.CompiledModel:
    core = openvino.Core()
    options = {
        "INFERENCE_NUM_THREADS": threads,
        "NUM_STREAMS": 1,
        # It would choose bfloat16 by itself where the processor has it, and scores would differ.
        "INFERENCE_PRECISION_HINT": "f32",
    }
    try:
        model = core.read_model(bundle.model_path)
        bands = bundle.log_mel.mel_bands
        model.reshape({INPUT: [1, bundle.block.block_frames, bands]})
        return core.compile_model(model, "CPU", options)
    except Exception as error:  # OpenVINO raises RuntimeError and worse
        raise BundleError(
            f"OpenVINO cannot load {bundle.model_path}; fetch or export the bundle again"
        ) from error
