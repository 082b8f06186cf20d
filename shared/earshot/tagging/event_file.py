"""The stored events of a video: gzipped JSON; the same events always give the same bytes."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import functools
import gzip
import json
import zlib
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field, TypeAdapter, ValidationError

from earshot.domain.events import SoundEvent
from earshot.domain.ids import BundleId, LabelId, PolicyId
from earshot.domain.levels import Level, LevelRange
from earshot.errors import NewerFormat
from earshot.tagging.sections import damaged

KIND = "events"
SCHEMA = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredEvents:
    """The events of one video, and where they come from."""

    bundle: BundleId
    policy: PolicyId
    duration_s: float
    events: tuple[SoundEvent, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    """As written. An event: column of its label, onset, offset, score, first level, stop."""

    bundle: BundleId
    policy: PolicyId
    duration_s: float
    labels: tuple[LabelId, ...]
    events: list[tuple[Annotated[int, Field(ge=0)], float, float, float, Level, int]]


def encode_events(stored: StoredEvents) -> bytes:
    """The whole file."""
    labels = sorted({event.label_id for event in stored.events})
    columns = {label: column for column, label in enumerate(labels)}
    told = {
        "kind": KIND,
        "schema": SCHEMA,
        "bundle": stored.bundle,
        "policy": stored.policy,
        "duration_s": stored.duration_s,
        "labels": labels,
        "events": [
            (
                columns[event.label_id],
                event.onset_s,
                event.offset_s,
                event.score,
                int(event.levels.first),
                event.levels.stop,
            )
            for event in stored.events
        ],
    }
    return gzip.compress(json.dumps(told, separators=(",", ":")).encode(), mtime=0)


def read_events(data: bytes) -> StoredEvents:
    """What `encode_events` was given.

    Raises
    ------
    DamagedObject
        When it is not what was written.
    NewerFormat
        When a newer Earshot wrote it.
    """
    try:
        told = json.loads(gzip.decompress(data))
        kind, schema = told["kind"], told["schema"]
    except (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError) as error:
        raise damaged(KIND) from error
    if kind != KIND or not isinstance(schema, int):
        raise damaged(KIND)
    if schema > SCHEMA:
        raise NewerFormat(
            f"the stored {KIND} have schema {schema} and this Earshot reads {SCHEMA}; "
            "update Earshot to read them"
        )
    try:
        return _stored(_file_reader().validate_python(told))
    except (ValidationError, ValueError, IndexError) as error:
        raise damaged(KIND) from error


def _stored(file: _File) -> StoredEvents:
    return StoredEvents(
        bundle=file.bundle,
        policy=file.policy,
        duration_s=file.duration_s,
        events=tuple(
            SoundEvent(
                label_id=file.labels[column],
                onset_s=onset_s,
                offset_s=offset_s,
                score=score,
                levels=LevelRange(first=first, stop=stop),
            )
            for column, onset_s, offset_s, score, first, stop in file.events
        ),
    )


@functools.cache
def _file_reader() -> TypeAdapter[_File]:
    return TypeAdapter(_File)
