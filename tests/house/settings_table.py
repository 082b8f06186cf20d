"""Prints the README's table of settings: `python -m tests.house.settings_table --write`."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import re
import sys

from pydantic.fields import FieldInfo

from earshot.settings import Settings
from tests.house.tree import ROOT

README = ROOT / "README.md"
HEADING = "| variable | default | what for |\n|---|---|---|\n"
_TABLE = re.compile(re.escape(HEADING) + r"(?:\|.*\n|SETTINGS_TABLE\n)*")


def settings_table() -> str:
    """The table, one row a setting, in the order of the class."""
    rows = (
        f"| `EARSHOT_{name.upper()}` | {_default(field)} | {field.description} |\n"
        for name, field in Settings.model_fields.items()
    )
    return HEADING + "".join(rows)


def _default(field: FieldInfo) -> str:
    if field.default_factory is not None:
        return "the platform's data folder"
    if field.default is None or field.default == "":
        return "–"
    return f"`{field.default}`"


def main() -> None:
    """Write the table into the README, or print it."""
    if "--write" in sys.argv:
        README.write_text(_TABLE.sub(lambda _: settings_table(), README.read_text(), count=1))
    else:
        sys.stdout.write(settings_table())


if __name__ == "__main__":
    main()
