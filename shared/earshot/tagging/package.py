"""A bundle as one file: a zip of its folder, packed the same from the same and read with care."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path
from zlib import error as ZlibError  # noqa: N812 - zlib has no better name for it

from earshot.errors import BundleError
from earshot.tagging.bundle import MANIFEST_FILE, Bundle, load_bundle, read_manifest

BESIDE = ("CARD.md", "LICENSE", "NOTICE")
"""Files that may lie in a bundle beside its manifest and its model."""
MOST_BYTES = 2 << 30
"""Nothing larger is unpacked: a few bytes of zip may stand for terabytes."""
_MANIFEST_MOST_BYTES = 64 << 20
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_UNREADABLE = (OSError, zipfile.BadZipFile, ZlibError, EOFError, RuntimeError, NotImplementedError)


def pack(folder: Path, target: Path) -> Bundle:
    """Pack a bundle's folder into one file; the same bundle always gives the same bytes.

    `BundleError` where the folder holds none, or its model is not the one that it names.
    """
    bundle = load_bundle(folder)
    names = [MANIFEST_FILE, bundle.model_file]
    names += [name for name in BESIDE if (folder / name).is_file()]
    with zipfile.ZipFile(target, "w") as packed:
        for name in names:
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, (folder / name).read_bytes())
    return bundle


def unpack(package: Path, folder: Path) -> Bundle:
    """Unpack a bundle into a folder and check its model; nothing else in the file is touched.

    The files may stand at the top of the zip or in one folder there. `BundleError` with one
    sentence where it is none.
    """
    try:
        with zipfile.ZipFile(package) as packed:
            place = _place(packed)
            data = _manifest_bytes(packed, place)
            bundle = read_manifest(data)
            folder.mkdir(parents=True, exist_ok=True)
            (folder / MANIFEST_FILE).write_bytes(data)
            for name in (bundle.model_file, *BESIDE):
                _copy(packed, place + name, folder / name)
    except _UNREADABLE as error:
        raise BundleError(
            f"{package.name} is not a bundle: it cannot be read as the zip that "
            "earshot bundles pack writes"
        ) from error
    return load_bundle(folder)


def _place(packed: zipfile.ZipFile) -> str:
    """The folder inside the zip that holds the manifest, as a prefix."""
    found = [name for name in packed.namelist() if Path(name).name == MANIFEST_FILE]
    found = [name for name in found if name.count("/") <= 1]
    if len(found) != 1:
        raise BundleError(
            f"the file is not a bundle: it holds {len(found)} {MANIFEST_FILE}, not one"
        )
    return found[0].removesuffix(MANIFEST_FILE)


def _manifest_bytes(packed: zipfile.ZipFile, place: str) -> bytes:
    if packed.getinfo(place + MANIFEST_FILE).file_size > _MANIFEST_MOST_BYTES:
        raise BundleError("the file is not a bundle: its manifest is far too large")
    return packed.read(place + MANIFEST_FILE)


def _copy(packed: zipfile.ZipFile, name: str, target: Path) -> None:
    """Copy one member where it is there; a name is one that we asked for, never one told us."""
    try:
        entry = packed.getinfo(name)
    except KeyError:
        return
    if entry.file_size > MOST_BYTES:
        raise BundleError(f"{entry.filename} in the bundle is larger than {MOST_BYTES >> 30} GiB")
    with packed.open(entry) as source, target.open("wb") as written:
        shutil.copyfileobj(source, written, 1 << 20)
