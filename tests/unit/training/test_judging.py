"""The whole table, the mistakes and the page, of answers made up to be right or wrong."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from earshot.domain.ids import LabelId
from earshot.labels.ontology import audioset
from earshot.tagging.policy import LabelPolicy
from earshot_training.corpus import Clip
from earshot_training.evaluation.confusions import Confusion, confusions
from earshot_training.evaluation.heard import heard_once
from earshot_training.evaluation.page import Example, Page, Table, written
from earshot_training.evaluation.plots import Lane, bars, reliability, timeline
from earshot_training.evaluation.printing import TITLES, table_lines
from earshot_training.evaluation.reference import HOP_S, Examination, examine
from earshot_training.evaluation.stream import CORE_FRAMES, FRAMES_PER_SCORE, lay_out
from earshot_training.evaluation.table import View, judge
from earshot_training.evaluation.views import exact_truth, rolled_up_logits
from earshot_training.label_space import ClipTruth, LabelSpace
from earshot_training.scenes.shards import Shard

SCENES, FRAMES, LABELS = 130, 200, 2
POLICY = LabelPolicy(
    thresholds=(0.1, 0.2, 0.3, 0.5, 0.7, 0.9),
    median_frames=1,
    hysteresis=0.5,
    merge_gap_s=0.12,
    min_duration_s=0.08,
)


@pytest.fixture
def view() -> View:
    """Scene n has label n % 2 from 0.4 s to 1.2 s; then four clips of one label each."""
    truth = ClipTruth(present=np.eye(LABELS, dtype=bool), unknown=np.zeros((2, LABELS), bool))
    rows = [(scene, 0.4, 1.2, scene % 2, 10.0) for scene in range(SCENES)]
    shard = Shard(
        log_mel=np.zeros((SCENES, FRAMES, 1), np.float16), soundings=np.array(rows, np.float64)
    )
    clips = np.array([0, 1, 0, 1])
    mels = [np.zeros((80, 1), np.float16)] * len(clips)
    return View(
        name="made up",
        examination=examine([shard], mels, clips, truth),
        present=truth.present[clips],
        unknown=truth.unknown[clips],
        clip_sources=np.arange(4),
        sources=np.array([12, 12]),
    )


def _right(examination: Examination, late_frames: int = 0) -> NDArray[np.float16]:
    """Logits that say what is there, so many frames late."""
    logits = np.full(examination.reference.unknown.shape, -9.0, np.float16)
    for label, events in enumerate(examination.reference.events):
        for onset, offset in np.round(events / HOP_S).astype(int) + late_frames:
            logits[onset:offset, label] = 5.0
    for place, clip in enumerate(examination.clips, start=examination.scenes):
        logits[examination.stream.starts[place] : examination.stream.stops[place], clip] = 3.0
    return logits


def test_right_answers_have_perfect_figures(view: View) -> None:
    told = judge(_right(view.examination), [POLICY] * LABELS, view).estimates
    for name in ("clip_map_macro", "clip_map_micro", "clip_lwlrap", "clip_map_at_3", "clip_auc"):
        assert told[name].value == pytest.approx(1.0), name
    for kind in ("onset", "event", "segment"):
        for name in (f"{kind}_f1_micro_5_db_up", f"{kind}_f1_macro_0_db"):
            assert told[name].value == 1.0, name
            assert told[name].interval() == (1.0, 1.0), name
    assert told["psds_1"].value == told["psds_2"].value == told["search_ap"].value == 1.0
    assert told["onset_error_median_s_5_db_up"].value == pytest.approx(0.0, abs=1e-6)
    assert told["false_alarms_per_h"].value == 0.0
    assert told["false_alarms_heard_minutes"].value > 1.0
    assert told["frame_ece"].value < 0.01


def test_late_answers_lose_onsets_and_nothing_else(view: View) -> None:
    told = judge(_right(view.examination, late_frames=8), [POLICY] * LABELS, view).estimates
    assert told["onset_f1_micro_5_db_up"].value == 0.0
    assert told["onset_error_median_s_5_db_up"].value == pytest.approx(0.32, abs=0.01)
    assert told["search_ap"].value == told["clip_map_macro"].value == 1.0
    assert told["false_alarms_per_h"].value == 0.0


def test_a_label_heard_where_another_sounds_is_a_confusion(view: View) -> None:
    logits = _right(view.examination)
    swapped = logits.copy()
    start, stop = int(view.examination.stream.starts[0]), int(view.examination.stream.stops[0])
    swapped[start:stop] = logits[start:stop, ::-1]
    judged = judge(swapped, [POLICY] * LABELS, view)
    assert judged.outcome.false_alarms.tolist() == [0, 1]
    pairs = confusions(judged.outcome.found, view.examination, 5)
    assert pairs == [Confusion(heard=1, sounding=0, times=1)]


def test_the_table_tells_every_figure_and_the_page_shows_it(view: View) -> None:
    ours = judge(_right(view.examination), [POLICY] * LABELS, view)
    theirs = judge(_right(view.examination, late_frames=8), [POLICY] * LABELS, view)
    columns = [ours.estimates, theirs.estimates]
    text = "\n".join(table_lines("made up", ["ours", "theirs"], columns))
    for key, title in TITLES.items():
        assert (title in text) == (key != "embedding_recall_at_10"), key
    assert "+1.000 (p < 0.005)" in text
    lane = Lane(
        name="Bark <1>",
        scores=[np.array([0.1, 0.9], np.float32)],
        references=np.array([[0.0, 0.04]]),
        found=[np.array([[0.04, 0.08]])],
    )
    page = written(
        Page(
            names=["ours", "theirs"],
            tables=[Table(title="made up", columns=columns)],
            reliability=[("all", reliability([[0.5, float("nan")]], [[0.4, float("nan")]]))],
            onset_bars=bars(["Bark"], [[0.5], [float("nan")]]),
            tag_bars=bars(["Bark"], [[0.5], [0.25]]),
            confusions=[("ours", [("Bark", "Meow", 3)])],
            examples=[
                Example(title="One", timeline=timeline([lane], 0.08), sound="data:audio/ogg,x"),
                Example(title="Two", timeline=timeline([lane], 0.08), sound=None),
            ],
        )
    )
    assert page.count("<audio") == 1
    assert not re.search(r"\bnan\b", page)
    assert "Bark &lt;1&gt;" in page
    assert "http" not in page


def test_rolling_up_and_exactness_follow_the_ontology() -> None:
    ontology = audioset()
    ids = tuple(LabelId(ontology.ids_by_name[name]) for name in ("Animal", "Bark", "Speech"))
    space = LabelSpace(ids=ids, names=("Animal", "Bark", "Speech"))
    logits = np.array([[-3.0, 2.0, 0.0]], np.float16)
    assert rolled_up_logits(logits, ontology, space).tolist() == [[2.0, 2.0, 0.0]]
    clip = Clip(
        path="a", labels=("Bark",), plain_label="bark", dataset="d", split="valid",
        source_group="s", duration_s=1.0, licence="CC0",
    )  # fmt: skip
    rolled = ClipTruth(
        present=np.array([[True, True, False]]), unknown=np.array([[False, False, False]])
    )
    exact = exact_truth([clip], ontology, space, rolled)
    assert exact.present.tolist() == [[False, True, False]]
    assert exact.unknown.tolist() == [[True, False, False]]


def test_a_model_listens_once_to_the_same_stream(tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    stream = lay_out([rng.normal(size=(CORE_FRAMES + 400, 2)).astype(np.float16)])
    listened = []

    def hearer() -> object:
        listened.append(1)
        return lambda mel: (mel[:, ::4], mel[:, ::32, :1])

    for model in ("a", "a", "b"):
        heard = heard_once(tmp_path, model, ["x"], stream, hearer)  # type: ignore[arg-type]  # as is
    assert len(listened) == 2
    assert np.array_equal(
        heard.logits, stream.log_mel[::FRAMES_PER_SCORE][: len(heard.logits)].astype(np.float16)
    )
