"""Where the command writes: results on standard output, progress on standard error."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import json
import sys
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

_PIPE_COLUMNS = 200
"""Into a pipe or file, tables are not squeezed to the width of a screen."""


def results() -> Console:
    """For what was asked."""
    width = None if sys.stdout.isatty() else _PIPE_COLUMNS
    return Console(highlight=False, width=width)


def progress() -> Console:
    """For what goes on meanwhile."""
    return Console(stderr=True, highlight=False)


def print_json(document: Any) -> None:
    """One JSON document, readable."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")


def table(*headings: str) -> Table:
    """An empty table without heavy lines; only the last column is broken into lines, if it must."""
    fresh = Table(box=None, pad_edge=False, header_style="bold")
    for heading in headings[:-1]:
        fresh.add_column(heading, no_wrap=True)
    fresh.add_column(headings[-1], overflow="fold")
    return fresh


def plain(text: str) -> str:
    """Text from outside, so that nothing in it is taken for markup or moves the cursor."""
    return escape("".join(char if char.isprintable() else " " for char in text))
