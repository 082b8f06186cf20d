"""Installing what is missing, where that is allowed: root on Debian and Ubuntu."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from earshot_stack.errors import MissingToolError


def cache_dir() -> Path:
    """Where downloads are kept, outside any clone."""
    root = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(root) / "earshot"


def require(program: str, *, package: str, advice: str) -> str:
    """Path of a program, installed by apt when that is possible.

    Raises
    ------
    MissingToolError
        With the advice, when it is neither there nor installable.
    """
    found = shutil.which(program)
    if found:
        return found
    apt = shutil.which("apt-get")
    if apt and os.geteuid() == 0:
        _apt_install(apt, package)
        found = shutil.which(program)
        if found:
            return found
    raise MissingToolError(f"{program} is missing: {advice}")


def _apt_install(apt: str, package: str) -> None:
    # RUNLEVEL=1 keeps the package's own service from being started.
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    subprocess.run([apt, "update", "-qq"], env=env, check=False)
    subprocess.run([apt, "install", "-y", "-qq", package], env=env, check=False)
