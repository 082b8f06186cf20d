"""Clips, labels with ancestors, and what is unknown about them."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from pathlib import Path

import numpy as np

from earshot.labels.ontology import audioset
from earshot_training.bank import clip_weights
from earshot_training.corpus import Clip, clips_of, half_of, read_clips
from earshot_training.label_space import ClipTruth, choose_labels, clip_truth, rolled_up

HEADER = "path,labels,plain_label,dataset,split,fold,source_group,duration_s,licence\n"


def _clip(labels: tuple[str, ...], source: str, split: str = "train") -> Clip:
    return Clip(
        path="a.opus",
        labels=labels,
        plain_label="",
        dataset="made up",
        split=split,
        source_group=source,
        duration_s=1.0,
        licence="CC0",
    )


def test_the_table_is_read(tmp_path: Path) -> None:
    rows = "x/a.opus,Bark;Dog,bark,x,train,,x:1,2.5,CC0\nx/b.opus,,hum,x,valid,,x:2,1.0,CC0\n"
    (tmp_path / "clips.csv").write_text(HEADER + rows, encoding="utf-8")
    first, second = read_clips(tmp_path)
    assert first.labels == ("Bark", "Dog")
    assert second.labels == ()
    assert clips_of([first, second], "train") == [0]
    assert clips_of([first, second], half_of("x:2")) == [1]


def test_a_bark_is_a_dog_and_an_animal() -> None:
    ontology = audioset()
    names = {ontology.names[i] for i in rolled_up(_clip(("Bark",), "x:1"), ontology)}
    assert {"Bark", "Dog", "Animal"} <= names


def test_labels_need_sources_not_clips() -> None:
    clips = [_clip(("Bark",), f"x:{index}") for index in range(3)]
    clips += [_clip(("Meow",), "y:1")] * 9
    space = choose_labels(clips, audioset(), min_train_sources=3)
    assert "Bark" in space.names
    assert "Animal" in space.names
    assert "Meow" not in space.names


def test_what_a_dog_does_is_unknown_and_what_the_teacher_hears_too() -> None:
    clips = [_clip(("Dog",), "x:1"), _clip(("Bark",), "x:2"), _clip(("Music",), "x:3")]
    space = choose_labels(clips, audioset(), min_train_sources=1)
    teacher = np.zeros((3, len(space)), np.float32)
    teacher[0, space.names.index("Music")] = 0.9
    truth = clip_truth(clips, audioset(), space, teacher, doubt_from=0.15)
    bark, music = space.names.index("Bark"), space.names.index("Music")
    assert truth.unknown[0, bark]
    assert truth.unknown[0, music]
    assert not truth.unknown[1, music]
    assert not (truth.present & truth.unknown).any()


def test_big_sources_do_not_drown_small_ones() -> None:
    clips = [_clip(("Bark",), "big")] * 10 + [_clip(("Bark",), "small")]
    truth = ClipTruth(present=np.ones((11, 1), bool), unknown=np.zeros((11, 1), bool))
    weights = clip_weights(clips, range(11), truth)
    assert weights[10] > 4 * weights[0]
    assert weights[:10].sum() > weights[10]
