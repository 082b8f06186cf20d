"""What the archive's bundles can hear: labels with grades and figures, from their manifests."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from earshot.domain.ids import BundleId, LabelId, ObjectKey
from earshot.domain.keys import BUNDLES_PREFIX, serving_key
from earshot.domain.labels import Grade
from earshot.domain.serving import Serving, UnreadableServing, serving_from_json
from earshot.errors import ObjectNotFound
from earshot.labels.families import Family, family_of
from earshot.labels.ontology import Ontology
from earshot.labels.vocabulary import Vocabulary, vocabulary
from earshot.ports.object_store import ObjectStore
from earshot.tagging.bundle import Bundle, read_manifest

_MANIFEST = "/manifest.json"
_FRESH_S = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardLabel:
    """A label that a bundle hears, and how well."""

    label_id: LabelId
    name: str
    grade: Grade
    figures: Mapping[str, float | None]
    bundle: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What one set of manifests tells."""

    keys: tuple[tuple[ObjectKey, datetime], ...]
    labels: Mapping[LabelId, HeardLabel]
    words: Vocabulary


class AudibleLabels:
    """Knows the labels of every bundle that has heard something here.

    Of several that know a label the one in use decides, or one beside it that hears it better;
    else the latest.

    `shipped` is what will hear the first video of an archive that is still empty. The store is
    asked for new manifests every few seconds at most.
    """

    def __init__(
        self, store: ObjectStore, ontology: Ontology, *, shipped: Bundle | None = None
    ) -> None:
        self._store = store
        self._ontology = ontology
        self._shipped = shipped
        self._lock = Lock()
        self._told: _Told | None = None
        self._looked_at_s = 0.0

    def labels(self) -> Mapping[LabelId, HeardLabel]:
        """Every label that can be heard."""
        return self._now().labels

    def words(self) -> Vocabulary:
        """The words that stand for these labels and for those above them."""
        return self._now().words

    def name(self, label_id: LabelId) -> str:
        """Display name: AudioSet's, or the bundle's own, or the id where nobody knows one."""
        if label_id in self._ontology:
            return self._ontology.names[label_id]
        heard = self.labels().get(label_id)
        return heard.name if heard else label_id

    def family(self, label_id: LabelId) -> Family:
        """The topmost group that the label belongs to."""
        return family_of(label_id, self._ontology)

    def _now(self) -> _Told:
        with self._lock:
            told = self._told
            now_s = time.monotonic()
            if told is None or now_s - self._looked_at_s > _FRESH_S:
                told = self._look(told)
                self._told, self._looked_at_s = told, now_s
            return told

    def _look(self, former: _Told | None) -> _Told:
        chosen = serving_key()
        stored = [
            info
            for info in self._store.list(BUNDLES_PREFIX)
            if info.key == chosen or info.key.endswith(_MANIFEST)
        ]
        # Oldest first, so that later ones have the last word.
        stored.sort(key=lambda info: (info.modified_at, info.key))
        keys = tuple((info.key, info.modified_at) for info in stored)
        if former is not None and former.keys == keys:
            return former
        bundles = [read_manifest(self._store.get(key)) for key, _ in keys if key != chosen]
        if self._shipped is not None:
            bundles.insert(0, self._shipped)
        serving = self._serving() if chosen in dict(keys) else Serving()
        use = serving.use or (self._shipped.bundle_id if self._shipped else None)
        labels = _best(bundles, use, serving.beside)
        return _Told(keys=keys, labels=labels, words=vocabulary(labels))

    def _serving(self) -> Serving:
        """What bundles there are is told in any case; a choice that is damaged the worker tells."""
        try:
            return serving_from_json(self._store.get(serving_key()))
        except (ObjectNotFound, UnreadableServing):
            return Serving()


def _best(
    bundles: Sequence[Bundle], use: BundleId | None, beside: Collection[BundleId]
) -> dict[LabelId, HeardLabel]:
    """Each label as the bundle tells it that has the last word on it; `bundles` by age."""
    serving = {*beside, use}
    ordered = sorted(bundles, key=lambda one: (one.bundle_id in serving, one.bundle_id == use))
    labels: dict[LabelId, HeardLabel] = {}
    for bundle in ordered:
        for label in _labels_of(bundle):
            former = labels.get(label.label_id)
            both_serve = former is not None and {former.bundle, label.bundle} <= serving
            if former is None or not both_serve or _better(former.grade) >= _better(label.grade):
                labels[label.label_id] = label
    return labels


def _better(grade: Grade) -> int:
    """Smaller is better."""
    return list(Grade).index(grade)


def _labels_of(bundle: Bundle) -> list[HeardLabel]:
    return [
        HeardLabel(
            label_id=label.label_id,
            name=label.name,
            grade=grade,
            figures=figures,
            bundle=bundle.bundle_id,
        )
        for label, grade, figures in zip(bundle.labels, bundle.grades, bundle.figures, strict=True)
    ]
