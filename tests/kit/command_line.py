"""The `earshot` command as a process of its own, over a data folder and the tiny bundle."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.kit.tiny_bundle import write_tiny_bundle

PATIENCE_S = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandLine:
    """Runs sub-commands as a person would."""

    data_dir: Path
    bundle: Path

    @classmethod
    def at(cls, folder: Path) -> CommandLine:
        """Over a fresh data folder."""
        return cls(data_dir=folder / "data", bundle=write_tiny_bundle(folder / "bundle"))

    @property
    def environment(self) -> dict[str, str]:
        """What the process sees; nothing of the caller's own settings."""
        kept = {name: value for name, value in os.environ.items() if "EARSHOT" not in name}
        return {**kept, "EARSHOT_DATA_DIR": str(self.data_dir), "EARSHOT_BUNDLE": str(self.bundle)}

    def arguments(self, *words: str | Path) -> list[str]:
        """The whole command."""
        return [sys.executable, "-m", "earshot_standalone", *map(str, words)]

    def run(self, *words: str | Path) -> subprocess.CompletedProcess[str]:
        """Run to the end, whatever the exit code."""
        return subprocess.run(
            self.arguments(*words),
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=False,
        )

    def json(self, *words: str | Path) -> Any:
        """Run, expect success, read the JSON on standard output."""
        done = self.run(*words)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def videos(self) -> list[dict[str, Any]]:
        """What `earshot list` tells."""
        told: list[dict[str, Any]] = self.json("list", "--json")["videos"]
        return told
