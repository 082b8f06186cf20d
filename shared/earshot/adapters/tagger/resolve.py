"""Chooses the tagger by the runtime that the bundle's manifest names."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from earshot.errors import BundleError
from earshot.ports.tagger import Tagger
from earshot.settings import Settings
from earshot.tagging.bundle import Bundle


def resolve_tagger(settings: Settings, bundle: Bundle) -> Tagger:
    """Load the model of a bundle; `BundleError` with one sentence when that cannot be."""
    if bundle.runtime == "onnxruntime":
        from earshot.adapters.tagger.onnx import OnnxTagger

        return OnnxTagger(bundle, settings.tagger_threads)
    raise BundleError(
        f"the bundle {bundle.bundle_id} is made for {bundle.runtime!r}, which this Earshot does "
        "not have; use one made for onnxruntime"
    )
