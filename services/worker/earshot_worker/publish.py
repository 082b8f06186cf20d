"""Publish: the manifest of each bundle that hears in this archive is kept in its store."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from earshot.domain.ids import BundleId
from earshot.domain.keys import manifest_key
from earshot.errors import ObjectNotFound
from earshot.ports.object_store import ObjectStore
from earshot.tagging.bundle import Bundle, read_manifest


def publish(store: ObjectStore, bundle: Bundle) -> bool:
    """Put the bundle's manifest into the store where it is not there as it is; True if it was put.

    Thresholds may be tuned anew without a new bundle, so a manifest that differs is replaced.
    """
    key = manifest_key(bundle.bundle_id)
    try:
        if store.get(key) == bundle.manifest:
            return False
    except ObjectNotFound:
        pass
    store.put(key, [bundle.manifest])
    return True


def published(store: ObjectStore, bundle: BundleId) -> Bundle:
    """A bundle that once heard here, by its manifest alone; `ObjectNotFound` when it never did."""
    return read_manifest(store.get(manifest_key(bundle)))
