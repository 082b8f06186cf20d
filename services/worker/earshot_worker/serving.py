"""Which bundle hears what: the archive's choice, read anew now and then, and loaded models."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from earshot.domain.ids import BundleId
from earshot.domain.keys import serving_key
from earshot.domain.serving import (
    Serving,
    UnreadableServing,
    serving_from_json,
    serving_to_json,
)
from earshot.errors import BundleError, ObjectNotFound
from earshot.ports.object_store import ObjectStore
from earshot.ports.tagger import Tagger

FRESH_S = 2.0
MOST_LOADED = 3
"""Models held at once: a worker of an archive with more bundles loads some of them again."""


def read_serving(store: ObjectStore) -> Serving:
    """The archive's choice; `BundleError` where it cannot be read."""
    try:
        return serving_from_json(store.get(serving_key()))
    except ObjectNotFound:
        return Serving()
    except UnreadableServing as error:
        raise BundleError(f"{error}; choose again by earshot bundles use") from error


def write_serving(store: ObjectStore, serving: Serving) -> None:
    """From now on this is the choice; workers see it within seconds."""
    store.put(serving_key(), [serving_to_json(serving)])


@dataclass(slots=True, kw_only=True)
class Choice:
    """The archive's choice as one worker sees it."""

    store: ObjectStore
    default: BundleId
    """What hears where nobody has chosen."""
    _seen: Serving | None = field(default=None, init=False)
    _seen_at_s: float = field(default=0.0, init=False)

    def now(self) -> Serving:
        """The choice with `use` filled in, at most `FRESH_S` old."""
        now_s = time.monotonic()
        if self._seen is None or now_s - self._seen_at_s > FRESH_S:
            self._seen, self._seen_at_s = self.fresh(), now_s
        return self._seen

    def fresh(self) -> Serving:
        """The choice as the store has it at this moment."""
        chosen = read_serving(self.store)
        return replace(chosen, use=chosen.use or self.default)


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedTaggers:
    """Models by bundle, each loaded at its first use. Of one thread, as taggers are."""

    make: Callable[[BundleId], Tagger]
    _loaded: OrderedDict[BundleId, Tagger] = field(default_factory=OrderedDict, repr=False)

    def __call__(self, bundle_id: BundleId) -> Tagger:
        """The tagger of a bundle; `BundleError` where it cannot be had or run."""
        tagger = self._loaded.get(bundle_id)
        if tagger is None:
            tagger = self._loaded[bundle_id] = self.make(bundle_id)
        self._loaded.move_to_end(bundle_id)
        while len(self._loaded) > MOST_LOADED:
            self._loaded.popitem(last=False)
        return tagger
