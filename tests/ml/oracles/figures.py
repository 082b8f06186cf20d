"""What the pinned libraries say of one drawn examination; runs in the oracles' own environment.

Usage: python figures.py DRAWN.npz, figures as JSON on stdout. Events are rows of label, onset in s
and offset in s; all times of `scene` lie on one axis of `duration_s`.
"""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import sed_eval
from sed_scores_eval import intersection_based
from sed_scores_eval.base_modules.scores import create_score_dataframe
from sklearn import metrics


def tagging(scores: Any, present: Any) -> dict[str, float]:
    """Figures of scores and truth, both (clip, label)."""
    labels = range(scores.shape[1])
    return {
        "map_macro": metrics.average_precision_score(present, scores, average="macro"),
        "map_micro": metrics.average_precision_score(present, scores, average="micro"),
        "auc": float(np.mean([metrics.roc_auc_score(present[:, k], scores[:, k]) for k in labels])),
        "lwlrap": metrics.label_ranking_average_precision_score(
            present, scores, sample_weight=present.sum(axis=1)
        ),
    }


def neighbours(embeddings: Any, kinds: Any, nearest: int) -> float:
    """Recall at `nearest` where every row has a source of its own."""
    from sklearn.neighbors import NearestNeighbors  # noqa: PLC0415 - beside its only use

    search = NearestNeighbors(n_neighbors=nearest + 1, metric="cosine").fit(embeddings)
    found = search.kneighbors(return_distance=False)[:, :nearest]
    return float((kinds[found] == kinds[:, None]).any(axis=1).mean())


def listed(events: Any) -> list[dict[str, Any]]:
    """Events as sed_eval takes them."""
    return [
        {"event_label": str(int(label)), "onset": on, "offset": off, "filename": "scene"}
        for label, on, off in events
    ]


def events(reference: Any, estimate: Any, labels: list[str], duration_s: float) -> dict[str, Any]:
    """F1 of sed_eval over all labels (micro) and per label (macro), with and without offsets."""
    told = {}
    for name, offsets in (("event", True), ("onset", False)):
        judge = sed_eval.sound_event.EventBasedMetrics(
            event_label_list=labels,
            t_collar=0.2,
            percentage_of_length=0.2,
            evaluate_offset=offsets,
        )
        judge.evaluate(listed(reference), listed(estimate))
        told[name] = judge
    judge = sed_eval.sound_event.SegmentBasedMetrics(event_label_list=labels, time_resolution=1.0)
    judge.evaluate(listed(reference), listed(estimate), evaluated_length_seconds=duration_s)
    told["segment"] = judge
    out = {}
    for name, one in told.items():
        out[f"{name}_f1_micro"] = one.results_overall_metrics()["f_measure"]["f_measure"]
        each = one.results_class_wise_metrics()
        out[f"{name}_f1"] = [each[label]["f_measure"]["f_measure"] for label in labels]
    return out


def psds(scores: Any, reference: Any, labels: list[str], frame_s: float) -> dict[str, float]:
    """PSDS 1 and 2 of frame scores (frame, label)."""
    edges = np.round(np.arange(len(scores) + 1) * frame_s, 6)
    table = {"scene": create_score_dataframe(scores, edges, labels)}
    truth = {"scene": [(on, off, str(int(label))) for label, on, off in reference]}
    kinds = {
        "psds_1": {"dtc_threshold": 0.7, "gtc_threshold": 0.7},
        "psds_2": {
            "dtc_threshold": 0.1,
            "gtc_threshold": 0.1,
            "cttc_threshold": 0.3,
            "alpha_ct": 0.5,
        },
    }
    return {
        name: float(
            intersection_based.psds(
                table, truth, {"scene": float(edges[-1])}, alpha_st=1.0, max_efpr=600.0, **kind
            )[0]
        )
        for name, kind in kinds.items()
    }


def main() -> None:
    """Read what was drawn, print what the libraries make of it."""
    drawn = np.load(Path(sys.argv[1]))
    labels = [str(label) for label in range(drawn["frame_scores"].shape[1])]
    told = tagging(drawn["clip_scores"], drawn["present"])
    told |= events(drawn["reference"], drawn["estimate"], labels, float(drawn["duration_s"]))
    told |= psds(drawn["frame_scores"], drawn["reference"], labels, float(drawn["frame_s"]))
    told["recall_at_10"] = neighbours(drawn["embeddings"], drawn["kinds"], 10)
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
