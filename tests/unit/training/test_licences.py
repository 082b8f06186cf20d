"""Free recordings only: what counts as free, and that nothing else is learnt from."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("soundfile")

import soundfile

from earshot_training.bundle_writer import FREE_LICENCE, FREE_SUFFIX, BundleFacts, write_manifest
from earshot_training.card import write_card
from earshot_training.clip_cache import read_clip_audio, write_clip_audio
from earshot_training.corpus import Clip, clips_of, half_of, read_clips
from earshot_training.isolation import Isolated
from earshot_training.label_space import LabelSpace
from earshot_training.licences import is_free
from earshot_training.material import MaterialSettings, may_teach, read_material, write_isolated
from earshot_training.recipe import read_recipe, with_licences

RECIPES = Path(__file__).parents[3] / "services" / "training" / "recipes"
HEADER = "path,labels,plain_label,dataset,split,fold,source_group,duration_s,licence\n"
FREE = MaterialSettings(min_train_sources=1, licences="free")


@pytest.mark.parametrize(
    "licence",
    ["CC0", "CC 0", "CC-BY", "CC BY 3.0 (Jonathan Shaw (InspectorJ))", "CC BY-SA 4.0 (pack)",
     "CC0 (Freesound)", "Creative Commons Zero 1.0", "Creative Commons Attribution 3.0 Unported",
     "GPL-3 repo; own recordings", "mixed CC0/CC BY/CC BY-SA, see petz/sounds/LICENSE.MD"],
)  # fmt: skip
def test_free_licences(licence: str) -> None:
    assert is_free(licence)


@pytest.mark.parametrize(
    "licence",
    ["", "none stated", "not stated (mixed origin)", "CC BY-NC 3.0 (dataset)", "CC BY-NC-ND 4.0",
     "CC-BY-NC", "Apache-2.0 repo; Freesound/own/YouTube sources", "CC-Sampling+",
     "MIT repo; origin of the sounds not stated", "CC (per file, see repo README)",
     "mixed, see packages/audio authors files (part non-commercial)",
     "CC BY-SA 3.0 (upstream: free use, not as sampler)",
     "SONYC-UST recordings, CC BY 4.0 upstream; none stated in repo"],
)  # fmt: skip
def test_what_is_stated_with_a_doubt_is_not_free(licence: str) -> None:
    assert not is_free(licence)


def _clip(source: str, split: str, licence: str) -> Clip:
    return Clip(
        path=f"{source}.wav", labels=("Bark",), plain_label="", dataset="made up", split=split,
        source_group=source, duration_s=1.0, licence=licence,
    )  # fmt: skip


def _source_of(half: str) -> str:
    return next(name for name in map(str, range(99)) if half_of(name) == half)


def test_other_recordings_measure_but_do_not_teach() -> None:
    assert not may_teach(_clip("a", "train", "CC BY-NC 4.0"), FREE)
    assert may_teach(_clip("a", "train", "CC BY 4.0"), FREE)
    assert not may_teach(_clip(_source_of("tune"), "valid", "none stated"), FREE)
    assert may_teach(_clip(_source_of("report"), "valid", "none stated"), FREE)
    assert may_teach(_clip("a", "train", "none stated"), MaterialSettings())
    barred = MaterialSettings(forbidden_licences=("NC",))
    assert not may_teach(_clip("a", "train", "CC BY-NC 4.0"), barred)
    with pytest.raises(ValueError, match="must be all or free"):
        may_teach(_clip("a", "train", "CC0"), replace(FREE, licences="libre"))


def test_what_is_not_free_is_neither_opened_nor_learnt_from(tmp_path: Path) -> None:
    rows = [
        ("free", "train", "CC0", True),
        ("bought", "train", "CC BY-NC 4.0", False),
        (_source_of("report"), "valid", "none stated", False),
    ]
    lines = [f"{s}.wav,Bark,,d,{split},,{s},1.0,{lic}\n" for s, split, lic, _ in rows]
    (tmp_path / "clips.csv").write_text(HEADER + "".join(lines), encoding="utf-8")
    (tmp_path / "clips").mkdir()
    soundfile.write(tmp_path / "clips" / "free.wav", np.zeros(16000), 16000)
    clips, state = read_clips(tmp_path), tmp_path / "state"
    write_clip_audio(clips, [is_free(clip.licence) for clip in clips], tmp_path, state, workers=1)
    assert read_clip_audio(state).spans[:, 1].tolist() == [16000, 0, 0]
    write_isolated(state, [Isolated(spans=np.zeros((0, 2), np.int64), texture=False)] * 3)
    np.save(state / "teacher.npy", np.zeros((3, 1), np.float32))
    (state / "yamnet_class_map.csv").write_text("index,mid,display_name\n0,/m/x,X\n")
    material = read_material(tmp_path, state, FREE)
    assert clips_of(material.clips, "train") == [0]
    # What was not prepared is in no split, whoever asks.
    assert clips_of(material.clips, "report") == []
    assert clips_of(read_material(tmp_path, state, MaterialSettings()).clips, "train") == [0]


def test_a_free_run_is_a_run_of_its_own() -> None:
    recipe = read_recipe(RECIPES / "keen_2.toml")
    free = with_licences(recipe, "free")
    assert (free.name, free.start_from) == ("keen_2_free", "keen_free")
    assert free.material.licences == "free"
    assert with_licences(recipe, "all") is recipe


def test_a_free_bundle_says_so(tmp_path: Path) -> None:
    (tmp_path / "model.onnx").write_bytes(b"model")
    facts = BundleFacts(
        name="swift" + FREE_SUFFIX, version="0.1.0", precision="int8", embedding_size=4,
        space=LabelSpace(ids=(), names=()), policies=[], grades=[], label_figures=[], figures={},
        trained={}, licence=FREE_LICENCE, attribution="Learnt from: d (CC0).",
    )  # fmt: skip
    write_manifest(tmp_path, facts)
    write_card(tmp_path / "CARD.md", facts, [_clip("a", "train", "CC0")])
    told = json.loads((tmp_path / "manifest.json").read_text())
    assert (told["name"], told["licence"]) == ("swift_free", FREE_LICENCE)
    card = (tmp_path / "CARD.md").read_text()
    assert "commercial too" in card
    assert "Learnt from: d (CC0)." in card
    assert "non-commercial" not in card
