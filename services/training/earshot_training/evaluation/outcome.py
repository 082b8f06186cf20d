"""Everything that one model's answers to one examination amount to, label by label."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from earshot.domain.ids import LabelId
from earshot.domain.levels import Level
from earshot.tagging.decoding import decode
from earshot.tagging.policy import LabelPolicy
from earshot_training.evaluation.reference import HOP_S, Examination
from earshot_training.metrics.events import Collar, match
from earshot_training.metrics.retrieval import search_average_precision
from earshot_training.metrics.segments import active_segments
from earshot_training.tuning.grid import overlapping, without_doubtful
from earshot_training.tuning.tune import sigmoid

ONSET_WITHIN_S = 0.5
KINDS = ("onset", "event", "segment")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How each label was heard.

    `counts[kind]` int (3, scene, label): hits, references, estimates at the balanced level;
    `found` the balanced events (event, 2) of each label, but for doubtful ones; `errors`
    (reference, 3) of label, scene, distance of the nearest onset in s; `false_alarms`,
    `absent_h`, `search` (label,).
    """

    counts: dict[str, NDArray[np.int64]]
    found: tuple[NDArray[np.float64], ...]
    errors: NDArray[np.float64]
    false_alarms: NDArray[np.int64]
    absent_h: NDArray[np.float64]
    search: NDArray[np.float64]


def outcome_of(
    logits: NDArray[np.float16], policies: Sequence[LabelPolicy], examination: Examination
) -> Outcome:
    """Decode every label, compare with the reference."""
    labels, scenes = logits.shape[1], examination.scenes
    counts = {kind: np.zeros((3, scenes, labels), np.int64) for kind in KINDS}
    found, errors = [], []
    alarms, absent_h, search = np.zeros(labels, np.int64), np.zeros(labels), np.zeros(labels)
    inside = heard_frames(examination)
    for label in tqdm(range(labels), desc="judge", mininterval=5):
        reference = examination.reference.events[label]
        unknown = examination.reference.unknown[:, label]
        heard = decoded(sigmoid(logits[:, label]), policies[label])
        kept = without_doubtful(heard[Level.BALANCED][0], reference, unknown)
        found.append(kept)
        count_label(counts, label, kept, reference, examination)
        errors.append(onset_errors(label, kept, reference, examination))
        alarms[label] = int((~overlapping(kept, reference)).sum())
        absent_h[label] = float((inside & ~unknown).sum()) * HOP_S / 3600.0
        search[label] = search_figure(*heard[Level.EVERYTHING], reference, unknown, examination)
    return Outcome(
        counts=counts,
        found=tuple(found),
        errors=np.concatenate(errors),
        false_alarms=alarms,
        absent_h=absent_h,
        search=search,
    )


def heard_frames(examination: Examination) -> NDArray[np.bool_]:
    """Frames inside recordings, (frame,)."""
    inside = np.zeros(len(examination.reference.unknown), bool)
    for start, stop in zip(examination.stream.starts, examination.stream.stops, strict=True):
        inside[start:stop] = True
    return inside


def decoded(
    scores: NDArray[np.float32], policy: LabelPolicy
) -> dict[Level, tuple[NDArray[np.float64], NDArray[np.float64]]]:
    """Events (event, 2) of one label, and their scores, at the two levels that are judged."""
    heard = decode(scores[:, None], [LabelId("label")], [policy], HOP_S, len(scores) * HOP_S)
    out = {}
    for level in (Level.EVERYTHING, Level.BALANCED):
        here = [one for one in heard if level in one.levels]
        spans = np.array([(one.onset_s, one.offset_s) for one in here], np.float64)
        out[level] = spans.reshape(-1, 2), np.array([one.score for one in here], np.float64)
    return out


def scene_of(times_s: NDArray[np.float64], examination: Examination) -> NDArray[np.int64]:
    """Number of the recording in which, or in the silence behind which, each time lies."""
    starts_s = examination.stream.starts * HOP_S
    return np.maximum(np.searchsorted(starts_s, times_s + 1e-9, side="right") - 1, 0)


def count_label(
    counts: dict[str, NDArray[np.int64]],
    label: int,
    found: NDArray[np.float64],
    reference: NDArray[np.float64],
    examination: Examination,
) -> None:
    """Add one label's hits, references and estimates of every scene to the counts."""
    scenes = examination.scenes
    true_in = scene_of(reference[:, 0], examination)
    told_in = scene_of(found[:, 0], examination)
    for kind, collar in (("event", Collar()), ("onset", Collar(offset_s=None))):
        hits = true_in[match(reference, found, collar)[:, 0]]
        for row, members in enumerate((hits, true_in, told_in)):
            counts[kind][row, :, label] = np.bincount(members, minlength=scenes)[:scenes]
    touched = np.union1d(true_in, told_in)
    for scene in touched[touched < scenes]:
        start_s = examination.stream.starts[scene] * HOP_S
        length_s = examination.stream.stops[scene] * HOP_S - start_s
        # The last segment of 10.24 s is a short one: what begins there counts as any other.
        truth = active_segments(reference[true_in == scene] - start_s, length_s, 1.0)
        guess = active_segments(found[told_in == scene] - start_s, length_s, 1.0)
        sums = (truth & guess).sum(), truth.sum(), guess.sum()
        counts["segment"][:, scene, label] = sums


def onset_errors(
    label: int,
    found: NDArray[np.float64],
    reference: NDArray[np.float64],
    examination: Examination,
) -> NDArray[np.float64]:
    """Label, scene and distance of the nearest onset of each reference that has one near."""
    if not len(reference) or not len(found):
        return np.zeros((0, 3))
    away_s = np.abs(reference[:, None, 0] - found[None, :, 0]).min(axis=1)
    near = away_s <= ONSET_WITHIN_S
    scenes = scene_of(reference[near, 0], examination)
    return np.stack([np.full(int(near.sum()), float(label)), scenes, away_s[near]], axis=1)


def search_figure(
    spans: NDArray[np.float64],
    scores: NDArray[np.float64],
    reference: NDArray[np.float64],
    unknown: NDArray[np.bool_],
    examination: Examination,
) -> float:
    """Average precision of a search for the label over all scenes, at the level `everything`."""
    inside = spans[:, 0] < examination.stream.stops[examination.scenes - 1] * HOP_S
    kept = without_doubtful(spans[inside], reference, unknown)
    place = np.searchsorted(spans[inside, 0], kept[:, 0])
    return search_average_precision(reference, kept, scores[inside][place])
