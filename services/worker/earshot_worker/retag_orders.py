"""Orders to hear the archive with one more bundle: kept in the store until they are carried out."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass

from ulid import ULID

from earshot.domain.ids import BundleId
from earshot.domain.keys import BUNDLES_PREFIX, retag_key
from earshot.domain.video import Heard
from earshot.errors import BundleError, ObjectNotFound
from earshot.ports.object_store import ObjectStore

SCHEMA = 1
SUFFIX = "/retag.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class RetagOrder:
    """Hear every ready video with a bundle."""

    bundle: BundleId
    run: str
    """Written into every hearing, so that an order that was interrupted goes on."""
    missing: bool
    """Leave out the videos that the bundle has heard before."""

    def asks_for(self, heard: Heard) -> bool:
        """Whether the video is still to be heard."""
        hearing = heard.by(self.bundle)
        if hearing is None:
            return True
        return hearing.run != self.run and not (self.missing and hearing.policy is not None)


def place_order(store: ObjectStore, bundle: BundleId, *, missing: bool) -> RetagOrder:
    """A new order, or the same one where it was not carried out to its end."""
    with suppress(ObjectNotFound):
        former = _read(bundle, store.get(retag_key(bundle)))
        if former.missing == missing:
            return former
    order = RetagOrder(bundle=bundle, run=str(ULID()), missing=missing)
    told = {"schema": SCHEMA, "run": order.run, "missing": order.missing}
    store.put(retag_key(bundle), [json.dumps(told).encode()])
    return order


def open_orders(store: ObjectStore) -> list[RetagOrder]:
    """All orders that are not carried out yet."""
    orders = []
    for found in store.list(BUNDLES_PREFIX):
        if found.key.endswith(SUFFIX):
            bundle = BundleId(found.key.removeprefix(BUNDLES_PREFIX).removesuffix(SUFFIX))
            with suppress(ObjectNotFound):
                orders.append(_read(bundle, store.get(found.key)))
    return orders


def close_order(store: ObjectStore, order: RetagOrder) -> None:
    """It is carried out."""
    store.delete(retag_key(order.bundle))


def _read(bundle: BundleId, data: bytes) -> RetagOrder:
    try:
        told = json.loads(data)
        return RetagOrder(bundle=bundle, run=str(told["run"]), missing=bool(told["missing"]))
    except (ValueError, KeyError, TypeError) as error:
        raise BundleError(
            f"the retag order of {bundle} is damaged; delete {retag_key(bundle)} from the store"
        ) from error
