"""The tagger on torch: networks as training exports them, before they become ONNX."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch

from earshot.adapters.tagger.blockwise import BlockwiseTagger
from earshot.errors import BundleError
from earshot.tagging.bundle import Bundle

if TYPE_CHECKING:
    from numpy.typing import NDArray


class TorchTagger(BlockwiseTagger):
    """Satisfies `Tagger`, for a model file as `torch.export.save` writes it.

    It is for comparing runtimes and for work on models: the product serves ONNX.
    """

    def __init__(self, bundle: Bundle, threads: int = 1) -> None:
        torch.set_num_threads(threads)
        try:
            model = torch.export.load(bundle.model_path).module()
        except Exception as error:  # torch raises whatever its parts raise
            raise BundleError(
                f"torch cannot load {bundle.model_path}; export the bundle again"
            ) from error

        def run(
            log_mel: NDArray[np.float32],
        ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
            with torch.inference_mode():
                logits, steps = model(torch.from_numpy(np.ascontiguousarray(log_mel)))
            return logits.float().numpy(), steps.float().numpy()

        super().__init__(bundle, run)
