"""Where the bundles are that come with a worker: the one it hears with unless told otherwise."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from pathlib import Path

from earshot.errors import SettingsError
from earshot.settings import Settings

PACKAGED = Path(__file__).parent / "bundles"
MANIFEST = "manifest.json"
DEFAULT = "keen"


def bundle_folder(settings: Settings, packaged: Path = PACKAGED) -> Path:
    """The folder of the bundle to hear with; `SettingsError` where there is none."""
    if settings.bundle:
        folder = Path(settings.bundle)
        if not (folder / MANIFEST).is_file():
            raise SettingsError(f"EARSHOT_BUNDLE names {folder}, which holds no {MANIFEST}")
        return folder
    shipped = packaged_folders(packaged)
    default = [folder for folder in shipped if folder.name == DEFAULT] or shipped
    if len(default) != 1:
        raise SettingsError(
            f"{len(shipped)} bundles ship with this worker, not one; name one by EARSHOT_BUNDLE"
        )
    return default[0]


def packaged_folders(packaged: Path = PACKAGED) -> list[Path]:
    """The folders of all bundles that ship, by name."""
    return sorted(found.parent for found in packaged.glob(f"*/{MANIFEST}"))
