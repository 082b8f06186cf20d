"""Recipes are read strictly, and the ones that ship can be read."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("soundfile")
pytest.importorskip("tqdm")

from earshot_training.recipe import read_recipe

RECIPES = Path(__file__).parents[3] / "services" / "training" / "recipes"


def test_a_recipe_fills_in_what_it_does_not_say(tmp_path: Path) -> None:
    path = tmp_path / "quick.toml"
    path.write_text("seed = 7\n[fit]\nsteps = 3\n[scenes]\nsnr_db = [0, 10]\n", encoding="utf-8")
    recipe = read_recipe(path)
    assert (recipe.name, recipe.seed, recipe.fit.steps) == ("quick", 7, 3)
    assert recipe.scenes.snr_db == (0, 10)
    assert recipe.fit.weak_rows == 6


def test_an_unknown_setting_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "odd.toml"
    path.write_text("[fit]\nstep = 3\n", encoding="utf-8")
    with pytest.raises(ValueError, match="unknown settings"):
        read_recipe(path)


@pytest.mark.parametrize("path", sorted(RECIPES.glob("*.toml")), ids=lambda path: path.stem)
def test_shipped_recipes_can_be_read(path: Path) -> None:
    assert read_recipe(path).name == path.stem
