"""Figures of a tagger on an examination: per label and over all labels."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from earshot.tagging.policy import LabelPolicy
from earshot_training.evaluation.reference import HOP_S, Examination
from earshot_training.metrics.events import Collar, Counts, count, onset_errors_s
from earshot_training.metrics.segments import count_segments
from earshot_training.metrics.tagging import average_precisions, lwlrap
from earshot_training.tuning.grid import events_by_level, overlapping, without_doubtful

BALANCED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelFigures:
    """How well one label is heard on scenes, at the balanced level."""

    event: Counts = field(default_factory=Counts)
    onset: Counts = field(default_factory=Counts)
    segment: Counts = field(default_factory=Counts)
    onset_errors_s: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))
    false_alarms: int = 0
    absent_h: float = 0.0


def clip_scores(logits: NDArray[np.float16], examination: Examination) -> NDArray[np.float32]:
    """Best logit of every label in every clip of the examination, (clip, label)."""
    stream = examination.stream
    return np.stack(
        [
            logits[stream.starts[index] : stream.stops[index]].max(axis=0)
            for index in range(examination.scenes, len(stream.starts))
        ]
    ).astype(np.float32)


def tagging_figures(
    logits: NDArray[np.float16], examination: Examination, present: NDArray[np.bool_]
) -> tuple[dict[str, float], NDArray[np.float64]]:
    """Macro mAP and lwlrap over whole clips, and each label's average precision.

    Parameters
    ----------
    present : (clip, label) of the examination's clips.
    """
    scores = clip_scores(logits, examination)
    precisions = average_precisions(scores, present)
    labelled = present.any(axis=1)
    figures = {
        "clip_map": float(np.nanmean(precisions)),
        "clip_lwlrap": lwlrap(scores[labelled], present[labelled]),
        "clip_labels": float((~np.isnan(precisions)).sum()),
    }
    return figures, precisions


def scene_window(examination: Examination, first: int, last: int) -> tuple[float, float]:
    """Time in s of the stream that scenes `first` up to `last` take."""
    stream = examination.stream
    return float(stream.starts[first]) * HOP_S, float(stream.stops[last - 1]) * HOP_S


def within(events: NDArray[np.float64], window_s: tuple[float, float]) -> NDArray[np.float64]:
    """Events that start inside a window."""
    return events[(events[:, 0] >= window_s[0]) & (events[:, 0] < window_s[1])]


def heard_events(
    scores: NDArray[np.float32], policy: LabelPolicy, label: int, examination: Examination
) -> NDArray[np.float64]:
    """Events (event, 2) of one label at the balanced level, but for what is doubtful."""
    reference = examination.reference.events[label]
    heard = events_by_level(scores, policy)[BALANCED]
    return without_doubtful(heard, reference, examination.reference.unknown[:, label])


def judge_label(
    estimate: NDArray[np.float64],
    label: int,
    examination: Examination,
    window_s: tuple[float, float],
) -> LabelFigures:
    """Compare the events heard of one label (event, 2) inside a window of scenes.

    False alarms are counted over the whole examination, wherever the label is known to be
    absent.
    """
    reference = examination.reference.events[label]
    unknown = examination.reference.unknown[:, label]
    truth, guess = within(reference, window_s), within(estimate, window_s)
    start_s, stop_s = window_s
    return LabelFigures(
        event=count(truth, guess, Collar()),
        onset=count(truth, guess, Collar(offset_s=None)),
        segment=count_segments(truth - start_s, guess - start_s, stop_s - start_s),
        onset_errors_s=onset_errors_s(truth, guess, within_s=0.5),
        false_alarms=int((~overlapping(estimate, reference)).sum()),
        absent_h=float((~unknown).sum()) * HOP_S / 3600.0,
    )


def overall(figures: Sequence[LabelFigures], kept: Sequence[int]) -> dict[str, float]:
    """Micro and macro figures over the labels `kept`."""
    chosen = [figures[label] for label in kept if figures[label].event.references]
    out: dict[str, float] = {"labels": float(len(chosen))}
    for name in ("event", "onset", "segment"):
        counts: list[Counts] = [getattr(one, name) for one in chosen]
        out[f"{name}_f1_micro"] = sum(counts, Counts()).f1
        out[f"{name}_f1_macro"] = float(np.mean([one.f1 for one in counts]))
    errors_s = np.concatenate([one.onset_errors_s for one in chosen])
    out["onset_error_median_s"] = float(np.median(errors_s)) if len(errors_s) else float("nan")
    alarms = sum(one.false_alarms for one in figures)
    hours = max((one.absent_h for one in figures), default=0.0)
    out["false_alarms_per_h_all_labels"] = alarms / hours if hours else float("nan")
    return out
