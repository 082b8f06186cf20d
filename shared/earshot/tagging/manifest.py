"""manifest.json: what a bundle says of itself, checked field by field."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import json
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from earshot.audio.log_mel_settings import LogMelSettings
from earshot.domain.ids import LabelId
from earshot.domain.labels import Grade
from earshot.errors import BundleError, NewerFormat
from earshot.tagging.geometry import BlockGeometry
from earshot.tagging.policy import LabelPolicy

SCHEMA = 1


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class ModelFile(_Part):
    """The file with the weights."""

    file: Annotated[str, Field(pattern=r"^[A-Za-z0-9_][A-Za-z0-9_.-]*$")]
    """A plain name inside the bundle's folder."""
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    runtime: str
    precision: Literal["fp32", "bf16", "int8"]
    patch_samples: Annotated[int, Field(ge=1)] | None = None
    """Of a model with a front end of its own: how many samples it takes at once, for one score
    frame each. None: the model takes blocks of our log-mel."""
    embedding_tensor: str | None = None
    """Where such a model keeps what an embedding is made of."""


class LabelEntry(_Part):
    """One column of the scores."""

    id: LabelId
    name: Annotated[str, Field(min_length=1)]
    grade: Grade
    policy: LabelPolicy
    figures: dict[str, float | None]


class Manifest(_Part):
    """The whole file. What it says of training is kept as it is and not looked at."""

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_]*$")]
    version: str
    model: ModelFile
    log_mel: LogMelSettings
    block: BlockGeometry
    embedding_size: Annotated[int, Field(ge=1)]
    labels: Annotated[tuple[LabelEntry, ...], Field(min_length=1)]
    licence: str
    attribution: str

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        ids = [label.id for label in self.labels]
        if len(set(ids)) < len(ids):
            raise ValueError("labels: the same id stands twice")
        if self.log_mel.sample_rate_hz % self.log_mel.hop_samples:
            raise ValueError("log_mel: a second must be a whole number of hops")
        if self.model.patch_samples is not None:
            if self.model.patch_samples < self.block.frames_per_score * self.log_mel.hop_samples:
                raise ValueError("model: patches must not leave gaps between score frames")
            if self.block.frames_per_embedding != self.block.frames_per_score:
                raise ValueError("block: a patch gives one score frame and one embedding step")
        return self


def parse_manifest(data: bytes) -> Manifest:
    """Check the bytes of a manifest; `BundleError` or `NewerFormat` with one sentence."""
    try:
        told = json.loads(data)
        schema = told["schema"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BundleError("the bundle's manifest is damaged; fetch the bundle again") from error
    if not isinstance(schema, int) or isinstance(schema, bool) or schema < 1:
        raise BundleError("the bundle's manifest is damaged: schema must be a positive number")
    if schema > SCHEMA:
        raise NewerFormat(
            f"the bundle's manifest has schema {schema} and this Earshot reads {SCHEMA}; "
            "update Earshot to use it"
        )
    try:
        return Manifest.model_validate(told)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "the file"
        raise BundleError(f"the bundle's manifest is damaged at {place}: {first['msg']}") from error
