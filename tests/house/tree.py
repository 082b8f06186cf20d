"""The repository's own Python files, for the tests about the code itself."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE_FOLDERS = ("shared", "services", "deploy", "tests")
_SKIPPED = {"node_modules", "__pycache__", ".venv"}


def python_files() -> list[Path]:
    """All Python files that belong to the project."""
    return sorted(
        path
        for folder in CODE_FOLDERS
        for path in (ROOT / folder).rglob("*.py")
        if not _SKIPPED & set(path.parts)
    )
