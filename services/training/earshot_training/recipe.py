"""One experiment as one TOML file: what is learnt, from what, by what network, for how long."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, TypeVar

from earshot_training.distil_settings import DistilSettings
from earshot_training.fit_settings import FitSettings
from earshot_training.material import MaterialSettings
from earshot_training.models.keen_settings import KeenSettings
from earshot_training.models.swift_settings import SwiftSettings
from earshot_training.scenes.draw import SceneSettings
from earshot_training.tuning.policies import PolicySettings

Section = TypeVar("Section")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """All settings of an experiment; `name` is the file's.

    `network` is `keen`, sized by `model`, or `swift`, sized by `swift` and taught by a bundle as
    `distil` says.
    """

    name: str
    network: str = "keen"
    seed: int = 1
    coded_share: float = 0.2
    warm_start_steps: int = 0
    start_from: str = ""
    pool_shards: int = 300
    material: MaterialSettings = field(default_factory=MaterialSettings)
    scenes: SceneSettings = field(default_factory=SceneSettings)
    model: KeenSettings = field(default_factory=KeenSettings)
    swift: SwiftSettings = field(default_factory=SwiftSettings)
    fit: FitSettings = field(default_factory=FitSettings)
    distil: DistilSettings = field(default_factory=DistilSettings)
    tuning: PolicySettings = field(default_factory=PolicySettings)


SECTIONS: dict[str, type[Any]] = {
    "material": MaterialSettings,
    "scenes": SceneSettings,
    "model": KeenSettings,
    "swift": SwiftSettings,
    "fit": FitSettings,
    "distil": DistilSettings,
    "tuning": PolicySettings,
}


def read_recipe(path: Path) -> Recipe:
    """Read a recipe; a setting that nobody knows is an error, not a default."""
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    parts = {name: _section(kind, told.pop(name, {})) for name, kind in SECTIONS.items()}
    return _section(Recipe, {"name": path.stem, **told, **parts})


def with_licences(recipe: Recipe, licences: str) -> Recipe:
    """The same experiment on recordings of these licences: a run of its own, from runs alike.

    Examples
    --------
    >>> with_licences(Recipe(name="keen_2", start_from="keen"), "free").start_from
    'keen_free'
    """
    if licences == recipe.material.licences:
        return recipe
    return replace(
        recipe,
        name=f"{recipe.name}_{licences}",
        start_from=f"{recipe.start_from}_{licences}" if recipe.start_from else "",
        material=replace(recipe.material, licences=licences),
    )


def _section(kind: type[Section], told: dict[str, Any]) -> Section:
    known = {one.name for one in fields(kind)}  # type: ignore[arg-type]
    unknown = set(told) - known
    if unknown:
        raise ValueError(f"unknown settings {sorted(unknown)}; known are {sorted(known)}")
    values = {k: tuple(v) if isinstance(v, list) else v for k, v in told.items()}
    return kind(**values)
