"""The desk: what people may do with an archive's bundles, and what each of them is to it."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from earshot.domain.ids import BundleId
from earshot.domain.jobs import Job, Priority, Step
from earshot.domain.serving import Serving
from earshot.domain.video import Video, VideoState
from earshot.errors import BadRequest, BundleError, ObjectNotFound
from earshot.ports.catalog import Catalog, VideoFilter
from earshot.ports.object_store import ObjectStore
from earshot.ports.tagger import Tagger
from earshot.ports.work import TaskQueue
from earshot.tagging.bundle import Bundle, load_bundle
from earshot_worker import transitions
from earshot_worker.publish import published
from earshot_worker.record import conclude
from earshot_worker.serving import Choice, read_serving, write_serving
from earshot_worker.shelf import Shelf

PAGE = 200
READY = frozenset({VideoState.READY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A bundle and what it is to the archive."""

    bundle: Bundle
    in_use: bool
    beside: bool
    ships: bool
    installed: bool
    has_heard: bool

    @property
    def at_hand(self) -> bool:
        """Whether its model can be had."""
        return self.ships or self.installed


@dataclass(frozen=True, slots=True, kw_only=True)
class Switched:
    """What a change of the bundles in use came to."""

    told_anew: int
    """Ready videos that are being indexed as the other bundle heard them."""
    unheard: int
    """Ready videos that the bundle in use, or one beside it, has not heard yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleDesk:
    """Over the ports of one archive."""

    store: ObjectStore
    catalog: Catalog
    queue: TaskQueue
    shelf: Shelf
    choice: Choice
    try_out: Callable[[Bundle], Tagger]
    """Loads a model; `BundleError` with one sentence where this machine cannot run it."""

    def known(self) -> list[Known]:
        """All bundles that ship, are installed or have heard something, by name and id."""
        installed = {bundle.bundle_id: bundle for bundle in self.shelf.installed()}
        heard = {}
        for bundle_id in self.shelf.heard():
            try:
                heard[bundle_id] = published(self.store, bundle_id)
            except ObjectNotFound:
                continue
        serving = self.choice.fresh()
        every = {**heard, **installed, **self.shelf.shipped}
        known = [
            Known(
                bundle=bundle,
                in_use=bundle_id == serving.use,
                beside=bundle_id in serving.beside,
                ships=bundle_id in self.shelf.shipped,
                installed=bundle_id in installed,
                has_heard=bundle_id in heard,
            )
            for bundle_id, bundle in every.items()
        ]
        return sorted(known, key=lambda one: (one.bundle.name, one.bundle.bundle_id))

    def find(self, named: str) -> Known:
        """By id, the beginning of an id, or a name that only one of those at hand has."""
        known = self.known()
        exact = [one for one in known if one.bundle.bundle_id == named]
        same_name = [one for one in known if one.bundle.name == named]
        at_hand = [one for one in same_name if one.at_hand]
        begun = [one for one in known if one.bundle.bundle_id.startswith(named)]
        for found in (exact, same_name, at_hand, begun):
            if len(found) == 1:
                return found[0]
        told = ", ".join(one.bundle.bundle_id for one in begun or known)
        if not begun:
            raise BadRequest(f"no bundle is called {named!r}; there are: {told}")
        raise BadRequest(f"{named!r} may mean several bundles, name one of: {told}")

    def install(self, folder: Path) -> Bundle:
        """Try a bundle's folder out and put it into the store."""
        self.try_out(load_bundle(folder))
        return self.shelf.install(folder)

    def use(self, bundle: BundleId, beside: Sequence[BundleId] = ()) -> Switched:
        """Let a bundle hear uploads, others beside it; videos that they have heard follow.

        The choice is written first: should the rest be interrupted, the reconciler does it.
        """
        for one in (bundle, *beside):
            self.try_out(self.shelf.load(one))
        use = None if bundle == self.choice.default else bundle
        others = tuple(one for one in dict.fromkeys(beside) if one != bundle)
        write_serving(self.store, Serving(use=use, beside=others))
        return self._align(Serving(use=bundle, beside=others))

    def remove(self, bundle: Known) -> None:
        """Take an installed bundle away; what it heard stays."""
        bundle_id, chosen = bundle.bundle.bundle_id, read_serving(self.store)
        if bundle_id == chosen.use or bundle_id in chosen.beside:
            raise BundleError(f"{bundle_id} is in use; earshot bundles use another one first")
        if not bundle.installed:
            told = "ships with Earshot" if bundle.ships else "is not installed"
            raise BundleError(f"{bundle_id} {told}; there is nothing to remove")
        self.shelf.remove(bundle_id)

    def _align(self, serving: Serving) -> Switched:
        told_anew = unheard = 0
        after = None
        wanted = {serving.use, *serving.beside} - {None}
        while found := self.catalog.page(VideoFilter(states=READY), after, PAGE):
            after = found[-1].video_id
            for video in found:
                told_anew += self._aligned(video, serving)
                unheard += any(not _has_heard(video, one) for one in wanted if one is not None)
        return Switched(told_anew=told_anew, unheard=unheard)

    def _aligned(self, video: Video, serving: Serving) -> bool:
        if transitions.aligned(video, serving) is None:
            return False
        conclude(
            self.store,
            self.catalog,
            video.video_id,
            lambda now: transitions.aligned(now, serving),
        )
        self.queue.enqueue(Job(step=Step.INDEX, video_id=video.video_id), Priority.BACKFILL)
        return True


def _has_heard(video: Video, bundle: BundleId) -> bool:
    hearing = video.heard.by(bundle) if video.heard else None
    return hearing is not None and hearing.policy is not None
