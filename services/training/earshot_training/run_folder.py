"""The folder of one run: its state, and what is needed to repeat it."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import json
import platform
import shutil
import subprocess
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from earshot.tagging.bundle import load_bundle
from earshot_training.corpus import table_sha256
from earshot_training.recipe import Recipe

TOOLS = ("numpy", "scipy", "torch", "onnx", "onnxruntime", "soundfile")


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFolder:
    """Where a run keeps what."""

    path: Path

    @property
    def state(self) -> Path:
        """Weights, optimiser and random state."""
        return self.path / "state.pt"

    @property
    def facts(self) -> Path:
        """Commit, versions, seed, hash of the data."""
        return self.path / "run.json"

    @property
    def tuned(self) -> Path:
        """Calibration and policies."""
        return self.path / "tuned.json"

    @property
    def teacher(self) -> Path:
        """A copy of the bundle that taught the run, where one did."""
        return self.path / "teacher"

    @property
    def exact(self) -> Path:
        """The network in float32 that the exported int8 one was made from."""
        return self.path / "exact.onnx"


def open_run(
    state: Path, recipe: Recipe, recipe_path: Path, data_root: Path, teacher: Path | None = None
) -> RunFolder:
    """Make the folder of a run and write down what it is made from; its teacher is copied in."""
    folder = RunFolder(path=state / "runs" / recipe.name)
    folder.path.mkdir(parents=True, exist_ok=True)
    if teacher is not None and not folder.teacher.exists():
        shutil.copytree(teacher, folder.teacher)
    shutil.copyfile(recipe_path, folder.path / "recipe.toml")
    facts: dict[str, Any] = {
        "recipe": recipe.name,
        "seed": recipe.seed,
        "licences": recipe.material.licences,
        "commit": _commit(recipe_path.parent),
        "data_sha256": table_sha256(data_root),
        "versions": {"python": platform.python_version(), **_versions()},
    }
    if folder.teacher.exists():
        facts["teacher"] = load_bundle(folder.teacher).bundle_id
    folder.facts.write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")
    return folder


def read_facts(folder: RunFolder) -> dict[str, Any]:
    """Read `run.json` back."""
    facts: dict[str, Any] = json.loads(folder.facts.read_text(encoding="utf-8"))
    return facts


def _versions() -> dict[str, str]:
    found = {}
    for tool in TOOLS:
        try:
            found[tool] = version(tool)
        except PackageNotFoundError:
            continue
    return found


def _commit(folder: Path) -> str:
    git = shutil.which("git")
    if git is None:
        return "unknown"
    command = [git, "-C", str(folder), "rev-parse", "HEAD"]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    return done.stdout.strip() or "unknown"
