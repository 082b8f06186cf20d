"""Which bundle a worker hears with."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from pathlib import Path

import pytest

from earshot.errors import SettingsError
from earshot.settings import Settings
from earshot_worker.bundles import bundle_folder


def _bundle(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text("{}")
    return folder


def test_the_one_that_the_settings_name_comes_first(tmp_path: Path) -> None:
    mine, shipped = _bundle(tmp_path / "mine"), tmp_path / "shipped"
    _bundle(shipped / "keen")
    assert bundle_folder(Settings(bundle=str(mine)), shipped) == mine


def test_else_the_one_that_ships(tmp_path: Path) -> None:
    keen = _bundle(tmp_path / "keen")
    assert bundle_folder(Settings(bundle=""), tmp_path) == keen


def test_a_folder_without_manifest_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"holds no manifest\.json"):
        bundle_folder(Settings(bundle=str(tmp_path)))


@pytest.mark.parametrize("names", [(), ("one", "two")])
def test_none_or_several_ask_for_a_setting(tmp_path: Path, names: tuple[str, ...]) -> None:
    for name in names:
        _bundle(tmp_path / name)
    with pytest.raises(SettingsError, match="EARSHOT_BUNDLE"):
        bundle_folder(Settings(bundle=""), tmp_path)


def test_a_bundle_ships_with_this_worker() -> None:
    assert (bundle_folder(Settings(bundle="")) / "manifest.json").is_file()
