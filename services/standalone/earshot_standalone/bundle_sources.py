"""Where a bundle may come from: a file, a folder, YAMNet's own file, or an address."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path
from urllib.parse import unquote, urlsplit

import httpx2

from earshot.errors import BundleError, FileUnreadable
from earshot.tagging.bundle import MANIFEST_FILE, load_bundle
from earshot.tagging.package import MOST_BYTES, unpack
from earshot_standalone.yamnet_bundle import LABEL_LIST, write_yamnet_bundle

TIMEOUT_S = 60.0


def bundle_folder_of(source: str, sha256: str | None, scratch: Path) -> Path:
    """A checked folder of the bundle that a file or address holds; unpacked below `scratch`.

    An address may say what it must be: ``https://host/keen.zip#sha256=…``.
    """
    address = urlsplit(source)
    if address.scheme in {"http", "https"}:
        wanted = sha256 or _told_in(address.fragment)
        path = _downloaded(source.partition("#")[0], scratch)
    else:
        wanted, path = sha256, Path(source)
    if wanted is not None:
        _check(path, wanted)
    if path.is_dir():
        return path
    folder = scratch / "bundle"
    if _is_yamnet(path):
        write_yamnet_bundle(path, folder)
        load_bundle(folder)
    else:
        unpack(path, folder)
    return folder


def _told_in(fragment: str) -> str | None:
    name, _, value = fragment.partition("=")
    return value if name == "sha256" and value else None


def _is_yamnet(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as attached:
            names = attached.namelist()
    except FileNotFoundError as error:
        raise FileUnreadable(f"there is no file {path}") from error
    except (OSError, zipfile.BadZipFile):
        return False
    return LABEL_LIST in names and MANIFEST_FILE not in names


def _check(path: Path, wanted: str) -> None:
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise FileUnreadable(f"{path} cannot be read: {error.strerror}") from error
    if found != wanted.strip().lower():
        raise BundleError(f"the file is not the one that was asked for: its sha256 is {found}")


def _downloaded(url: str, scratch: Path) -> Path:
    name = Path(unquote(urlsplit(url).path)).name or "bundle.zip"
    target, size_bytes = scratch / f"download-{name}", 0
    try:
        with (
            httpx2.stream("GET", url, timeout=TIMEOUT_S, follow_redirects=True) as answer,
            target.open("wb") as file,
        ):
            answer.raise_for_status()
            for piece in answer.iter_bytes():
                size_bytes += len(piece)
                if size_bytes > MOST_BYTES:
                    raise BundleError(f"{url} is larger than {MOST_BYTES >> 30} GiB")
                file.write(piece)
    except httpx2.HTTPError as error:
        why = str(error).partition("\n")[0]
        raise FileUnreadable(f"{url} cannot be fetched: {why}") from error
    return target
