"""`scenes`: mix shards of scenes for training, or the fixed ones for validation."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from earshot_training.clip_cache import SAMPLE_RATE_HZ
from earshot_training.commands.prepare import Places
from earshot_training.material import ALL, Material, read_material
from earshot_training.recipe import Recipe
from earshot_training.rooms import made_up_rooms, measured_rooms
from earshot_training.scenes.draw import SceneSettings
from earshot_training.scenes.shards import make_shard, write_shard

SCENES_A_SHARD, VALIDATION_SCENES = 64, 120
VALIDATION_SNR_DB = (0, 5, 10, 20)
VALIDATION_SEED, ROOM_SEED, VALIDATION_CODED = 97, 7, 0.25


def train_folder(state: Path, licences: str) -> Path:
    """Where the scenes for training lie; those of all licences and of free ones never mix."""
    return state / "scenes" / ("train" if licences == ALL else f"train_{licences}")


def validation_paths(state: Path, part: str, licences: str) -> list[Path]:
    """Shards of a validation half, by rising signal-to-noise ratio.

    All are measured by the same `report`; what is tuned on is as free as what is learnt from.
    """
    if part == "tune" and licences != ALL:
        part = f"{part}_{licences}"
    return [state / "scenes" / part / f"{snr_db:02d}_db.npz" for snr_db in VALIDATION_SNR_DB]


def make_training_scenes(places: Places, recipe: Recipe, first: int, count: int) -> None:
    """Write shards `first` up to `first + count`; each is decided by its number and the seed."""
    material = read_material(places.data, places.state, recipe.material)
    rooms, bank = all_rooms(places), material.bank("train")
    for number in tqdm(range(first, first + count), desc="shards", mininterval=5):
        path = train_folder(places.state, material.licences) / f"{number:06d}.npz"
        if path.exists():
            continue
        rng = np.random.default_rng([recipe.seed, number])
        shard = make_shard(
            rng,
            bank,
            rooms,
            recipe.scenes,
            scenes=SCENES_A_SHARD,
            coded_share=recipe.coded_share,
        )
        write_shard(path, shard)


def make_validation_scenes(places: Places, recipe: Recipe) -> None:
    """Write the validation scenes of both halves; their seed is fixed, whatever the recipe's.

    Scenes that measure are drawn from the labels of all licences, once.
    """
    material = read_material(places.data, places.state, recipe.material)
    rooms = all_rooms(places)
    for part in ("tune", "report") if material.licences == ALL else ("tune",):
        _make_half(material, rooms, recipe, places.state, part)


def _make_half(
    material: Material,
    rooms: list[NDArray[np.float32]],
    recipe: Recipe,
    state: Path,
    part: str,
) -> None:
    bank = material.bank(part)
    paths = validation_paths(state, part, material.licences)
    for snr_db, path in zip(VALIDATION_SNR_DB, paths, strict=True):
        settings, rng = validation_draw(recipe.scenes, snr_db, part)
        shard = make_shard(
            rng, bank, rooms, settings, scenes=VALIDATION_SCENES, coded_share=VALIDATION_CODED
        )
        write_shard(path, shard)


def validation_draw(
    settings: SceneSettings, snr_db: int, part: str
) -> tuple[SceneSettings, np.random.Generator]:
    """How the scenes of one shard of a half are drawn, always the same."""
    level = float(snr_db)
    rng = np.random.default_rng([VALIDATION_SEED, snr_db, int(part == "tune")])
    return replace(settings, snr_db=(level, level), peak_dbfs=(-20.0, -1.0)), rng


def all_rooms(places: Places) -> list[NDArray[np.float32]]:
    """Measured rooms and made-up ones, always the same."""
    measured = measured_rooms(places.data / "impulse_responses", SAMPLE_RATE_HZ, 1.0)
    return measured + made_up_rooms(np.random.default_rng(ROOM_SEED), 60, SAMPLE_RATE_HZ)
