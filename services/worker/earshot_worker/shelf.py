"""The shelf: bundles that ship and bundles that were installed into the store, by their ids."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import base64
import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import structlog

from earshot.domain.ids import BundleId, ObjectKey
from earshot.domain.keys import BUNDLES_PREFIX, installed_key, manifest_key, package_key
from earshot.errors import BundleError, EarshotError, ObjectNotFound
from earshot.ports.object_store import ObjectStore
from earshot.tagging.bundle import Bundle, load_bundle, read_manifest
from earshot.tagging.package import pack, unpack

log = structlog.get_logger()

SCHEMA = 1
INSTALLED = "/installed.json"
CHUNK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """Finds a bundle's files wherever they are; fetched ones are kept in a folder here."""

    store: ObjectStore
    shipped: Mapping[BundleId, Bundle]
    """With their folders."""
    cache: Path
    _fetched: dict[BundleId, Bundle] = field(default_factory=dict, repr=False, compare=False)

    def load(self, bundle_id: BundleId) -> Bundle:
        """A bundle with its model; `BundleError` where it neither ships nor is installed."""
        found = self.shipped.get(bundle_id) or self._fetched.get(bundle_id)
        if found is None:
            found = self._fetched[bundle_id] = self._fetch(bundle_id)
        return found

    def has(self, bundle_id: BundleId) -> bool:
        """Whether the model is at hand or in the store."""
        return bundle_id in self.shipped or self._has(installed_key(bundle_id))

    def installed(self) -> Iterator[Bundle]:
        """All installed bundles, by their manifests alone."""
        for found in self.store.list(BUNDLES_PREFIX):
            if found.key.endswith(INSTALLED):
                yield self._installed(found.key)

    def heard(self) -> Iterator[BundleId]:
        """All bundles that have heard something in this archive."""
        for found in self.store.list(BUNDLES_PREFIX):
            name = BundleId(found.key.removeprefix(BUNDLES_PREFIX).partition("/")[0])
            if found.key == manifest_key(name):
                yield name

    def install(self, folder: Path) -> Bundle:
        """Put a bundle's folder into the store; the record of it comes last."""
        with tempfile.TemporaryDirectory(prefix="earshot-bundle-") as scratch:
            package = Path(scratch) / "bundle.zip"
            bundle = pack(folder, package)
            self.store.put(package_key(bundle.bundle_id), _pieces(package))
            record = {
                "schema": SCHEMA,
                "sha256": _sha256(package),
                "size_bytes": package.stat().st_size,
                "manifest": base64.b64encode(bundle.manifest).decode(),
            }
        data = json.dumps(record, indent=1).encode()
        self.store.put(installed_key(bundle.bundle_id), [data])
        return bundle

    def remove(self, bundle_id: BundleId) -> None:
        """Take an installed bundle out of the store; what it has heard stays."""
        for key in (installed_key(bundle_id), package_key(bundle_id)):
            self.store.delete(key)
        self._fetched.pop(bundle_id, None)
        shutil.rmtree(self.cache / bundle_id, ignore_errors=True)

    def _fetch(self, bundle_id: BundleId) -> Bundle:
        kept = self.cache / bundle_id
        if kept.is_dir():
            try:
                return load_bundle(kept)
            except EarshotError as error:
                log.warning("kept_bundle_unusable", bundle=bundle_id, error=str(error))
        try:
            wanted = json.loads(self.store.get(installed_key(bundle_id)))["sha256"]
            chunks = self.store.read(package_key(bundle_id))
        except ObjectNotFound as error:
            raise BundleError(
                f"the bundle {bundle_id} is not installed here; earshot bundles install FILE"
            ) from error
        self.cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".fetch-", dir=self.cache) as scratch:
            package = Path(scratch) / "bundle.zip"
            with package.open("wb") as file:
                file.writelines(chunks)
            if _sha256(package) != wanted:
                raise BundleError(
                    f"the stored bundle {bundle_id} is damaged (sha256 differs); install it again"
                )
            unpack(package, Path(scratch) / "folder")
            return load_bundle(_settled(Path(scratch) / "folder", kept))

    def _installed(self, key: ObjectKey) -> Bundle:
        try:
            told = json.loads(self.store.get(key))
            return read_manifest(base64.b64decode(told["manifest"]))
        except (ValueError, KeyError, TypeError) as error:
            raise BundleError(f"{key} in the store is damaged; install the bundle again") from error

    def _has(self, key: ObjectKey) -> bool:
        try:
            self.store.stat(key)
        except ObjectNotFound:
            return False
        return True


def _settled(folder: Path, place: Path) -> Path:
    """Move a whole folder to its place at once, unless another process was first."""
    try:
        return folder.rename(place)
    except OSError:
        with suppress(EarshotError):
            load_bundle(place)
            return place
    shutil.rmtree(place, ignore_errors=True)
    return folder.rename(place)


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(CHUNK_BYTES):
            yield piece


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
