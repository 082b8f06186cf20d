"""A bundle: a model file with the manifest that says how to feed it and what its labels mean."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from earshot.audio.log_mel_settings import LogMelSettings
from earshot.domain.ids import BundleId
from earshot.domain.labels import Grade, Label
from earshot.errors import BundleError
from earshot.tagging.geometry import BlockGeometry
from earshot.tagging.manifest import Manifest, parse_manifest
from earshot.tagging.policy import LabelPolicy

MANIFEST_FILE = "manifest.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """What a manifest says. Labels, grades, policies and figures have the order of the scores."""

    bundle_id: BundleId
    name: str
    version: str
    runtime: str
    precision: str
    labels: tuple[Label, ...]
    grades: tuple[Grade, ...]
    policies: tuple[LabelPolicy, ...]
    figures: tuple[Mapping[str, float | None], ...]
    log_mel: LogMelSettings
    block: BlockGeometry
    embedding_size: int
    model_file: str
    manifest: bytes
    """As it was read, to be stored beside what the bundle has heard."""
    patch_samples: int | None = None
    """As of the manifest's model file."""
    embedding_tensor: str | None = None
    folder: Path | None = None
    """Where the model is; None when only the manifest is at hand."""

    @property
    def hop_s(self) -> float:
        """Time from one score frame to the next."""
        return self.block.frames_per_score * self.log_mel.hop_samples / self.log_mel.sample_rate_hz

    @property
    def model_path(self) -> Path:
        """The model file; `BundleError` when only the manifest is at hand."""
        if self.folder is None:
            raise BundleError(f"the model of {self.bundle_id} is not here, only its manifest")
        return self.folder / self.model_file


def load_bundle(folder: Path) -> Bundle:
    """Read a bundle's folder and check that the model is the one the manifest speaks of.

    Raises
    ------
    BundleError
        When a file is missing or damaged.
    NewerFormat
        When a newer Earshot wrote it.
    """
    path = folder / MANIFEST_FILE
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BundleError(f"the bundle has no readable {path}; fetch the bundle again") from error
    bundle = replace(read_manifest(data), folder=folder)
    expected = parse_manifest(data).model.sha256
    try:
        with bundle.model_path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise BundleError(
            f"the bundle has no readable {bundle.model_path}; fetch the bundle again"
        ) from error
    if found != expected:
        raise BundleError(
            f"the model {bundle.model_path} is not the one its manifest names (sha256 differs); "
            "fetch the bundle again"
        )
    return bundle


def read_manifest(data: bytes) -> Bundle:
    """Read a manifest alone, as the store keeps it; errors as of `load_bundle`."""
    manifest = parse_manifest(data)
    return Bundle(
        bundle_id=bundle_id_of(manifest),
        name=manifest.name,
        version=manifest.version,
        runtime=manifest.model.runtime,
        precision=manifest.model.precision,
        labels=tuple(Label(label_id=told.id, name=told.name) for told in manifest.labels),
        grades=tuple(told.grade for told in manifest.labels),
        policies=tuple(told.policy for told in manifest.labels),
        figures=tuple(told.figures for told in manifest.labels),
        log_mel=manifest.log_mel,
        block=manifest.block,
        embedding_size=manifest.embedding_size,
        model_file=manifest.model.file,
        manifest=data,
        patch_samples=manifest.model.patch_samples,
        embedding_tensor=manifest.model.embedding_tensor,
    )


def bundle_id_of(manifest: Manifest) -> BundleId:
    """Name and hash of everything that decides the scores.

    Thresholds, grades and figures are left out: tuning them anew must not ask for videos to be
    listened to again. Policies have an id of their own.
    """
    decides = manifest.model_dump(
        mode="json",
        include={"name", "version", "model", "log_mel", "block", "embedding_size"},
        exclude_none=True,  # what a bundle does not use must not change its id
    )
    decides["labels"] = [label.id for label in manifest.labels]
    told = json.dumps(decides, sort_keys=True).encode()
    return BundleId(f"{manifest.name}-{hashlib.sha256(told).hexdigest()[:8]}")
