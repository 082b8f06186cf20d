"""Where the bundle is: the one that the settings name, else the one that ships with the worker."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from pathlib import Path

from earshot.errors import SettingsError
from earshot.settings import Settings

PACKAGED = Path(__file__).parent / "bundles"
MANIFEST = "manifest.json"


def bundle_folder(settings: Settings, packaged: Path = PACKAGED) -> Path:
    """The folder of the bundle to hear with; `SettingsError` where there is none."""
    if settings.bundle:
        folder = Path(settings.bundle)
        if not (folder / MANIFEST).is_file():
            raise SettingsError(f"EARSHOT_BUNDLE names {folder}, which holds no {MANIFEST}")
        return folder
    shipped = sorted(found.parent for found in packaged.glob(f"*/{MANIFEST}"))
    if len(shipped) != 1:
        raise SettingsError(
            f"{len(shipped)} bundles ship with this worker, not one; name one by EARSHOT_BUNDLE"
        )
    return shipped[0]
