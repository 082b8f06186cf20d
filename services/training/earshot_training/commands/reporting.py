"""Turns a comparison into the report's page: plots, mistakes, scenes to listen to."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from earshot_training.commands.examination import scene_shards
from earshot_training.commands.judging import Comparison, logits_under
from earshot_training.commands.prepare import Places
from earshot_training.commands.sounds import free_scenes, sounds_of
from earshot_training.evaluation.confusions import confusions
from earshot_training.evaluation.page import Example, Page, Table
from earshot_training.evaluation.plots import Lane, bars, reliability, timeline
from earshot_training.evaluation.reference import HOP_S
from earshot_training.evaluation.report import LOUD_FROM, SCENES_A_LEVEL
from earshot_training.evaluation.table import Judged
from earshot_training.material import ALL, Material
from earshot_training.tuning.tune import sigmoid

EXAMPLES, LANES, MISTAKES = 4, 7, 25
SCENE_S = 10.24


def page_of(places: Places, material: Material, comparison: Comparison) -> Page:
    """Everything that the report shows; plots are of labels exactly as written."""
    names = [contender.name for contender in comparison.contenders]
    view, judged = comparison.views[0], comparison.judged[0]
    labels = view.well_known()
    shown = [material.space.names[label] for label in labels]
    onset = [_label_f1(one, labels) for one in judged]
    order = np.argsort(-np.nan_to_num(onset[0]))
    clip_ap = [one.average_precision for one in judged]
    tested = np.flatnonzero(~np.isnan(clip_ap[0]))
    tested = tested[np.argsort(-clip_ap[0][tested])]
    return Page(
        names=names,
        tables=[
            Table(title=one.name, columns=[each.estimates for each in row])
            for one, row in zip(comparison.views, comparison.judged, strict=True)
        ],
        reliability=[
            (one.name, _reliability(row))
            for one, row in zip(comparison.views, comparison.judged, strict=True)
        ],
        onset_bars=bars(
            [shown[place] for place in order], [column[order].tolist() for column in onset]
        ),
        tag_bars=bars(
            [material.space.names[label] for label in tested],
            [column[tested].tolist() for column in clip_ap],
        ),
        confusions=[
            (name, _mistakes(one, material, comparison))
            for name, one in zip(names, judged, strict=True)
        ],
        examples=_examples(places, material, comparison),
    )


def _label_f1(judged: Judged, labels: NDArray[np.int64]) -> NDArray[np.float64]:
    quiet = LOUD_FROM * SCENES_A_LEVEL
    hits, references, estimates = judged.outcome.counts["onset"][:, quiet:][:, :, labels].sum(
        axis=1
    )
    both = (references + estimates).astype(np.float64)
    return np.where(references > 0, 2.0 * hits / np.maximum(both, 1.0), np.nan)


def _reliability(judged: Sequence[Judged]) -> str:
    told, true = [], []
    for one in judged:
        frames = one.reliability.frames.sum(axis=0)
        filled = np.where(frames > 0.0, frames, np.nan)
        told.append((one.reliability.told.sum(axis=0) / filled).tolist())
        true.append((one.reliability.true.sum(axis=0) / filled).tolist())
    return reliability(told, true)


def _mistakes(
    judged: Judged, material: Material, comparison: Comparison
) -> list[tuple[str, str, int]]:
    names = material.space.names
    return [
        (names[one.heard], names[one.sounding], one.times)
        for one in confusions(judged.outcome.found, comparison.views[0].examination, MISTAKES)
    ]


def _examples(places: Places, material: Material, comparison: Comparison) -> list[Example]:
    """Scenes that may be listened to, then others in silence; those with the most labels."""
    shards = scene_shards(places.state, "report", ALL)
    examination = comparison.views[0].examination
    quiet = LOUD_FROM * SCENES_A_LEVEL
    free = [scene for scene in free_scenes(shards, material.clips) if scene >= quiet]
    sounds = sounds_of(places, material, shards, free)
    chosen = sorted(
        range(quiet, examination.scenes),
        key=lambda scene: (scene not in sounds, -_sounding(comparison, scene)),
    )
    return [
        Example(
            title=f"Scene {scene}",
            timeline=timeline(_lanes(material, comparison, scene), SCENE_S),
            sound=sounds.get(scene),
        )
        for scene in chosen[:EXAMPLES]
    ]


def _sounding(comparison: Comparison, scene: int) -> int:
    """How many labels sound in a scene."""
    return int((comparison.judged[0][0].outcome.counts["onset"][1, scene] > 0).sum())


def _lanes(material: Material, comparison: Comparison, scene: int) -> list[Lane]:
    """The labels that sound, then those that some contender is surest of without reason."""
    view, judged = comparison.views[0], comparison.judged[0]
    stream = view.examination.stream
    start, stop = int(stream.starts[scene]), int(stream.stops[scene])
    scores = [
        sigmoid(logits_under(contender, view, material)[start:stop])
        for contender in comparison.contenders
    ]
    true = np.flatnonzero(judged[0].outcome.counts["onset"][1, scene])
    surest = np.argsort(-np.max([one.max(axis=0) for one in scores], axis=0))
    labels = [*true.tolist(), *(one for one in surest.tolist() if one not in set(true.tolist()))]
    return [
        Lane(
            name=material.space.names[label],
            scores=[one[:, label] for one in scores],
            references=_inside(view.examination.reference.events[label], start, stop),
            found=[_inside(one.outcome.found[label], start, stop) for one in judged],
        )
        for label in labels[:LANES]
    ]


def _inside(events: NDArray[np.float64], start: int, stop: int) -> NDArray[np.float64]:
    """Events that touch a scene, from its beginning, cut at its end."""
    here = events[(events[:, 1] > start * HOP_S) & (events[:, 0] < stop * HOP_S)]
    return np.asarray(np.clip(here - start * HOP_S, 0.0, (stop - start) * HOP_S))
