"""The tagger on LiteRT: models that take samples and have a front end of their own (YAMNet)."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
from ai_edge_litert.interpreter import Interpreter

from earshot.errors import BundleError
from earshot.ports.tagger import TaggedBlock
from earshot.tagging.blocks import SecondMeans
from earshot.tagging.bundle import Bundle
from earshot.tagging.patches import patch_blocks

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEAST_SCORE = 1e-4
"""The model's scores come in steps of 1/256: nought would be a logit of minus infinity."""


class LiteRtTagger:
    """Satisfies `Tagger`. One patch of samples gives one score frame and one embedding step."""

    def __init__(self, bundle: Bundle, threads: int = 1) -> None:
        if bundle.patch_samples is None:
            raise BundleError(
                f"the model of {bundle.bundle_id} takes log-mel, which LiteRT is not fed here; "
                "export the bundle for onnxruntime"
            )
        self._bundle = bundle
        self._patch_samples = bundle.patch_samples
        self._interpreter = _interpreter(bundle, threads)
        try:
            (given,), (told,) = (
                self._interpreter.get_input_details(),
                self._interpreter.get_output_details(),
            )
            self._input, self._output = int(given["index"]), int(told["index"])
            self._shape = tuple(int(size) for size in given["shape"])
            self._embedding = _tensor(self._interpreter, bundle.embedding_tensor)
            scores, step = self._run(np.zeros(self._patch_samples, np.float32))
        except (ValueError, RuntimeError) as error:
            raise BundleError(
                f"the model of {bundle.bundle_id} does not take {self._patch_samples} samples as "
                "its manifest says; fetch the bundle again"
            ) from error
        if (scores.shape, step.shape) != ((len(bundle.labels),), (bundle.embedding_size,)):
            raise BundleError(
                f"the model of {bundle.bundle_id} gives {scores.shape} scores and an embedding of "
                f"{step.shape}, not what its manifest says; fetch the bundle again"
            )

    @property
    def bundle(self) -> Bundle:
        return self._bundle

    def tag(self, waveform: Iterable[NDArray[np.float32]]) -> Iterator[TaggedBlock]:
        bundle = self._bundle
        seconds = SecondMeans(bundle.log_mel, bundle.block, bundle.embedding_size)
        for block in patch_blocks(waveform, bundle.log_mel, bundle.block, self._patch_samples):
            results = [self._run(patch) for patch in block.patches]
            scores = np.clip([scores for scores, _ in results], LEAST_SCORE, 1 - LEAST_SCORE)
            steps = np.stack([step for _, step in results])
            yield TaggedBlock(
                logits=np.log(scores / (1 - scores)).astype(np.float32),
                embeddings=seconds.add(steps, block.frames, last=block.last),
            )

    def _run(self, patch: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Scores (label,) and embedding (value,) of one patch (sample,)."""
        self._interpreter.set_tensor(self._input, patch.reshape(self._shape))
        self._interpreter.invoke()
        scores = np.array(self._interpreter.get_tensor(self._output), np.float32).reshape(-1)
        if self._embedding is None:
            return scores, scores
        values = np.array(self._interpreter.get_tensor(self._embedding["index"]), np.float32)
        scale, offset = self._embedding["quantization"]
        return scores, ((values - offset) * scale if scale else values).reshape(-1)


def _interpreter(bundle: Bundle, threads: int) -> Any:
    try:
        with warnings.catch_warnings():
            # It warns of the memory that kept tensors take: a few MB for the models meant here.
            warnings.simplefilter("ignore", UserWarning)
            interpreter = Interpreter(
                str(bundle.model_path),
                num_threads=threads,
                experimental_preserve_all_tensors=bundle.embedding_tensor is not None,
            )
            interpreter.allocate_tensors()
    except (ValueError, RuntimeError, OSError) as error:
        raise BundleError(
            f"LiteRT cannot load {bundle.model_path}; fetch the bundle again"
        ) from error
    return interpreter


def _tensor(interpreter: Any, name: str | None) -> Any:
    """The tensor of this name; `ValueError` where there is none."""
    if name is None:
        return None
    found = next((one for one in interpreter.get_tensor_details() if one["name"] == name), None)
    if found is None:
        raise ValueError(f"the model has no tensor {name}")
    return found
