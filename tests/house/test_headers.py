"""Every module says in its first line what it is for, and in its second how it is licensed."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import ast

import pytest

from tests.house.tree import ROOT, python_files

FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "base", "manager", "misc"}
MODULES = [path for path in python_files() if path.read_text().strip()]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_module_header(path: object) -> None:
    text = path.read_text()  # type: ignore[attr-defined]  # a Path, which parametrize hides
    docstring = ast.get_docstring(ast.parse(text))
    assert docstring, "the first line says what the module is for"
    assert text.startswith(('"""', 'r"""')), "the docstring is the first line"
    assert "# SPDX-License-Identifier: Apache-2.0" in text


def test_no_module_without_an_idea() -> None:
    named = {
        *(path.stem for path in python_files()),
        *(path.parent.name for path in python_files()),
    }
    assert named & FORBIDDEN_NAMES == set()


def test_packages_of_shared_are_empty_at_their_root() -> None:
    filled = [path for path in (ROOT / "shared").rglob("__init__.py") if path.read_text().strip()]
    assert filled == []
