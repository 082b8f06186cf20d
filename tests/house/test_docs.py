"""What the documents say is what the code does."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import re

from earshot.settings import Settings
from tests.house.settings_table import settings_table
from tests.house.tree import ROOT

SETTING = re.compile(r"EARSHOT_[A-Z_]+")


def documented(text: str) -> set[str]:
    return {name for name in SETTING.findall(text) if not name.startswith("EARSHOT_TEST_")}


def names_of_settings() -> set[str]:
    return {f"EARSHOT_{name.upper()}" for name in Settings.model_fields}


def test_readme_lists_every_setting() -> None:
    advice = "run `python -m tests.house.settings_table --write`"
    assert settings_table() in (ROOT / "README.md").read_text(), advice


def test_no_document_names_a_setting_that_does_not_exist() -> None:
    documents = [
        *ROOT.glob("*.md"),
        *(ROOT / "services").rglob("*.md"),
        *(ROOT / "deploy").rglob("*.md"),
    ]
    environments = list((ROOT / "deploy").rglob("*.env"))
    allowed = names_of_settings()
    allowed |= {f"{name}_FILE" for name in allowed}
    # The compose file has a few of its own, for addresses and ports outside the containers.
    allowed |= set(re.findall(r"\$\{(EARSHOT_[A-Z_]+)", (ROOT / "docker-compose.yml").read_text()))
    for path in [*documents, *environments]:
        assert documented(path.read_text()) <= allowed, path


def test_every_setting_says_what_it_is_for() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


def test_every_room_has_its_readme() -> None:
    rooms = [room for room in (ROOT / "services").iterdir() if any(room.rglob("*.py"))]
    assert [room.name for room in rooms if not (room / "README.md").exists()] == []


def test_decision_records_are_numbered_without_gaps() -> None:
    numbers = sorted(int(path.name[:4]) for path in (ROOT / "shared/decisions").glob("[0-9]*.md"))
    assert numbers == list(range(1, len(numbers) + 1))
