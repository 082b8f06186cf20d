"""Corrections as training data: what is heard, and what is not, from where to where."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from earshot.domain.corrections import Correction, Kind
from earshot.domain.ids import LabelId
from earshot.domain.video import Video
from earshot.labels.ontology import audioset

FIELDS = (
    "video_id",
    "sha256",
    "file_name",
    "label_id",
    "label",
    "onset_s",
    "offset_s",
    "positive",
    "by",
    "made_at",
    "correction_id",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One label that a person heard, or did not hear, in a stretch of a video."""

    video_id: str
    sha256: str
    """Of the source, so that copies of the archive agree on which recording it is."""
    file_name: str
    label_id: str
    label: str
    onset_s: float
    offset_s: float
    positive: bool
    by: str
    made_at: str
    correction_id: str


def examples_of(corrections: Iterable[tuple[Video, Correction]]) -> Iterator[Example]:
    """Positive and negative examples; a change of times is both."""
    for video, one in corrections:
        told = (one.start_s, one.end_s)
        if one.kind is Kind.PRESENT:
            yield _example(video, one, one.label_id, told, positive=True)
        elif one.kind is Kind.MOVED and one.to_start_s is not None and one.to_end_s is not None:
            moved = (one.to_start_s, one.to_end_s)
            yield _example(video, one, one.label_id, moved, positive=True)
            for rest in _outside(told, moved):
                yield _example(video, one, one.label_id, rest, positive=False)
        else:
            yield _example(video, one, one.label_id, told, positive=False)
            if one.instead is not None:
                yield _example(video, one, one.instead, told, positive=True)


def as_csv(examples: Iterable[Example]) -> Iterator[str]:
    """A table with a head, piece by piece; the last column but three is 1 or 0."""
    yield _row(FIELDS)
    for example in examples:
        told = asdict(example)
        told["positive"] = int(example.positive)
        told["onset_s"], told["offset_s"] = f"{example.onset_s:.3f}", f"{example.offset_s:.3f}"
        yield _row([_harmless(str(told[field])) for field in FIELDS])


def as_json_lines(examples: Iterable[Example]) -> Iterator[str]:
    """One JSON object a line."""
    for example in examples:
        yield json.dumps(asdict(example), ensure_ascii=False) + "\n"


def _example(
    video: Video,
    one: Correction,
    label_id: LabelId,
    span: tuple[float, float],
    *,
    positive: bool,
) -> Example:
    return Example(
        video_id=video.video_id,
        sha256=video.source.sha256,
        file_name=video.source.file_name,
        label_id=label_id,
        label=audioset().names.get(label_id, label_id),
        onset_s=span[0],
        offset_s=span[1],
        positive=positive,
        by=one.by,
        made_at=one.made_at.isoformat(),
        correction_id=one.correction_id,
    )


def _outside(
    told: tuple[float, float], moved: tuple[float, float]
) -> Iterator[tuple[float, float]]:
    """What of the told stretch lies outside of the moved one: there the label is not heard."""
    for start_s, end_s in ((told[0], min(told[1], moved[0])), (max(told[0], moved[1]), told[1])):
        if end_s > start_s:
            yield start_s, end_s


def _row(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue()


def _harmless(text: str) -> str:
    """Spreadsheets run what begins like a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t"} else text
