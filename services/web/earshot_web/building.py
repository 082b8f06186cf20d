"""Runs the page's own tools: installs what the lock file names, builds, checks, tests."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path

from earshot_web.node import Node, find_node

HOME = Path(__file__).resolve().parents[1]
SCRIPTS = ("build", "lint", "types", "test", "api", "dev")
_STAMP = "node_modules/.earshot-lock"


def install(node: Node, home: Path = HOME) -> None:
    """`npm ci`, unless what is installed is what the lock file says."""
    wanted = hashlib.sha256((home / "package-lock.json").read_bytes()).hexdigest()
    stamp = home / _STAMP
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    _npm(node, home, "ci", "--no-audit", "--no-fund")
    stamp.write_text(wanted)


def run_script(name: str, home: Path = HOME) -> None:
    """One of the scripts in package.json; `CalledProcessError` when it finds something wrong."""
    node = find_node()
    install(node, home)
    _npm(node, home, "run", "--silent", name)


def _npm(node: Node, home: Path, *arguments: str) -> None:
    subprocess.run([*node.npm, *arguments], cwd=home, env=node.environment(), check=True)
