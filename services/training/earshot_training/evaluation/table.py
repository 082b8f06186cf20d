"""The whole table of one contender under one view: every figure with what chance may do to it."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from earshot.tagging.policy import LabelPolicy
from earshot_training.evaluation.bootstrap import (
    Estimate,
    draw_weights,
    f1_estimates,
    weighted_quantile,
)
from earshot_training.evaluation.figures import clip_scores
from earshot_training.evaluation.outcome import KINDS, Outcome, outcome_of
from earshot_training.evaluation.reference import Examination
from earshot_training.evaluation.reliability import Reliability, reliability_of
from earshot_training.evaluation.report import LOUD_FROM, SCENES_A_LEVEL, WELL_KNOWN_SOURCES
from earshot_training.evaluation.sweep import sweep
from earshot_training.evaluation.tags import Tags, tag_estimates
from earshot_training.metrics.tagging import average_precisions

DRAWS, DRAW_SEED = 500, 23


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What answers are held against: an examination whose reference and clip truth agree.

    `present`, `unknown` bool (clip, label) of the examination's clips; `clip_sources` (clip,);
    `sources` (label,) independent sources of every label in the whole corpus.
    """

    name: str
    examination: Examination
    present: NDArray[np.bool_]
    unknown: NDArray[np.bool_]
    clip_sources: NDArray[np.int64]
    sources: NDArray[np.int64]

    def well_known(self) -> NDArray[np.int64]:
        """Labels with references in scenes and enough sources to count."""
        sounding = np.array([len(events) > 0 for events in self.examination.reference.events])
        return np.flatnonzero(sounding & (self.sources >= WELL_KNOWN_SOURCES))


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Figures by name, and what stands behind them for plots."""

    estimates: Mapping[str, Estimate]
    outcome: Outcome
    reliability: Reliability
    average_precision: NDArray[np.float64]


def judge(logits: NDArray[np.float16], policies: Sequence[LabelPolicy], view: View) -> Judged:
    """Every figure of a model's logits (frame, label) under its policies."""
    examination = view.examination
    outcome = outcome_of(logits, policies, examination)
    reliability = reliability_of(logits, examination)
    rng = np.random.default_rng(DRAW_SEED)
    clips = clip_scores(logits, examination)
    weights = draw_weights(rng, view.clip_sources, DRAWS)
    tags = Tags(logits=clips, present=view.present, unknown=view.unknown, weights=weights)
    estimates = tag_estimates(tags)
    estimates |= scene_estimates(outcome, view, rng)
    errors = reliability.errors()[view.well_known()]
    swept = sweep(logits, policies, examination, view.well_known().tolist())
    told = {**swept, "frame_ece": reliability.pooled_error(), "frame_ece_macro": _mean(errors)}
    estimates |= {name: _bare(value) for name, value in told.items()}
    return Judged(
        estimates=estimates,
        outcome=outcome,
        reliability=reliability,
        average_precision=average_precisions(clips, view.present, view.unknown),
    )


def scene_estimates(outcome: Outcome, view: View, rng: np.random.Generator) -> dict[str, Estimate]:
    """Figures of scenes: at 5 dB and above, and at 0 dB; then those of the whole examination."""
    known = view.well_known()
    scenes = view.examination.scenes
    weights = draw_weights(rng, np.arange(scenes), DRAWS)
    quiet = LOUD_FROM * SCENES_A_LEVEL
    out: dict[str, Estimate] = {}
    for title, part in (("5_db_up", slice(quiet, scenes)), ("0_db", slice(0, quiet))):
        for kind in KINDS:
            counts = outcome.counts[kind][:, part][:, :, known]
            micro, macro = f1_estimates(counts, weights[:, part])
            out[f"{kind}_f1_micro_{title}"] = micro
            out[f"{kind}_f1_macro_{title}"] = macro
        inside = np.arange(scenes)[part]
        rows = outcome.errors[np.isin(outcome.errors[:, 0], known)]
        rows = rows[np.isin(rows[:, 1], inside)]
        for name, share in (("median", 0.5), ("p90", 0.9)):
            out[f"onset_error_{name}_s_{title}"] = _quantile(rows, weights, share)
    found = outcome.search[known]
    drawn = draw_weights(rng, np.arange(len(known)), DRAWS)
    out["search_ap"] = Estimate(value=_mean(found), draws=drawn @ found / len(known))
    hours = float(outcome.absent_h.max())
    out["false_alarms_per_h"] = _bare(float(outcome.false_alarms.sum()) / hours)
    out["false_alarms_heard_minutes"] = _bare(hours * 60.0)
    out["scene_labels"] = _bare(float(len(known)))
    return out


def _quantile(rows: NDArray[np.float64], weights: NDArray[np.int64], share: float) -> Estimate:
    if not len(rows):
        return _bare(float("nan"))
    drawn = weighted_quantile(rows[:, 2], weights[:, rows[:, 1].astype(np.int64)], share)
    return Estimate(value=float(np.quantile(rows[:, 2], share)), draws=drawn)


def _mean(values: NDArray[np.float64]) -> float:
    return float(np.nanmean(values)) if np.isfinite(values).any() else float("nan")


def _bare(value: float) -> Estimate:
    return Estimate(value=value, draws=np.zeros(0))
