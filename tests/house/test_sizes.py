"""Small files, one idea each: the hard limits."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import ROOT, python_files

FILE_LINES = 350
CONFTEST_LINES = 150
FUNCTION_LINES = 40
EXCEPTIONS: dict[str, str] = {}
"""File or function (path::name) to the reason why it may be longer."""


def too_long_functions(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        first = node.body[0]
        documented = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
        doc_lines = (first.end_lineno or 0) - first.lineno + 1 if documented else 0
        lines = (node.end_lineno or 0) - node.lineno + 1 - doc_lines
        name = f"{path.relative_to(ROOT)}::{node.name}"
        if lines > FUNCTION_LINES and name not in EXCEPTIONS:
            yield f"{name}: {lines}"


def test_no_file_is_too_long() -> None:
    too_long = []
    for path in python_files():
        limit = CONFTEST_LINES if path.name == "conftest.py" else FILE_LINES
        lines = len(path.read_text().splitlines())
        if lines > limit and str(path.relative_to(ROOT)) not in EXCEPTIONS:
            too_long.append(f"{path.relative_to(ROOT)}: {lines} lines, at most {limit}")
    assert too_long == []


def test_no_function_is_too_long() -> None:
    assert [name for path in python_files() for name in too_long_functions(path)] == []
