"""Chooses the tagger by the runtime that the bundle's manifest names, or the settings."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from earshot.errors import BundleError
from earshot.ports.tagger import Tagger
from earshot.settings import Settings
from earshot.tagging.bundle import Bundle

EXTRAS = {"litert": "yamnet", "openvino": "openvino", "torch": "train"}


def resolve_tagger(settings: Settings, bundle: Bundle) -> Tagger:
    """Load the model of a bundle; `BundleError` with one sentence when that cannot be."""
    runtime = bundle.runtime
    if runtime == "onnxruntime" and settings.runtime:
        runtime = settings.runtime
    try:
        return _made(runtime, bundle, settings.tagger_threads)
    except ImportError as error:
        raise BundleError(
            f"the bundle {bundle.bundle_id} runs on {runtime}, which needs the extra: "
            f"pip install earshot[{EXTRAS.get(runtime, runtime)}]"
        ) from error


def _made(runtime: str, bundle: Bundle, threads: int) -> Tagger:
    if runtime == "onnxruntime":
        from earshot.adapters.tagger.onnx import OnnxTagger

        return OnnxTagger(bundle, threads)
    if runtime == "openvino":
        from earshot.adapters.tagger.openvino import OpenVinoTagger

        return OpenVinoTagger(bundle, threads)
    if runtime == "litert":
        from earshot.adapters.tagger.litert import LiteRtTagger

        return LiteRtTagger(bundle, threads)
    if runtime == "torch":
        from earshot.adapters.tagger.torch import TorchTagger

        return TorchTagger(bundle, threads)
    raise BundleError(
        f"the bundle {bundle.bundle_id} is made for {runtime!r}, which this Earshot does "
        "not have; use one made for onnxruntime"
    )
