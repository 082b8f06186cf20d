"""The oracles' own environment: found, or built when asked to (`make oracles`)."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

REQUIREMENTS = Path(__file__).with_name("requirements.txt")
FIGURES = Path(__file__).with_name("figures.py")
BUILD = "EARSHOT_TEST_BUILD_ORACLES"


def home() -> Path:
    """Where the environment of these very pins lies; other pins are another environment."""
    pins = hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()[:8]
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "earshot" / f"oracles-{pins}"


def python() -> Path | None:
    """The environment's interpreter; None where it is not built."""
    found = home() / "bin" / "python"
    return found if (home() / "complete").exists() and found.exists() else None


def build() -> Path:
    """Build the environment (a minute or two, half a gigabyte, needs a package index)."""
    venv.create(home(), clear=True, with_pip=True)
    interpreter = home() / "bin" / "python"
    pip = [str(interpreter), "-m", "pip", "install", "--quiet"]
    subprocess.run([*pip, "setuptools<80", "wheel", "cython", "numpy==2.2.6"], check=True)
    # sed_scores_eval compiles against the numpy that is there.
    subprocess.run([*pip, "--no-build-isolation", "-r", str(REQUIREMENTS)], check=True)
    (home() / "complete").touch()
    return interpreter


if __name__ == "__main__":
    if python() is None:
        build()
    sys.stdout.write(f"{python()}\n")
