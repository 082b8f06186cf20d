"""Of several bundles that know a label: whose grade is told."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import json
from pathlib import Path

import pytest

from earshot.adapters.store.file import FileObjectStore
from earshot.domain.ids import BundleId
from earshot.domain.keys import manifest_key, serving_key
from earshot.domain.serving import Serving, serving_to_json
from earshot.labels.ontology import audioset
from earshot.tagging.bundle import Bundle, read_manifest
from earshot_search.audible import AudibleLabels
from tests.kit.tiny_bundle import tiny_manifest


def _bundle(name: str, grade: str) -> Bundle:
    told = tiny_manifest()
    told["name"] = name
    for label in told["labels"]:
        label["grade"] = grade
    return read_manifest(json.dumps(told).encode())


FAIR, WEAK, GOOD = _bundle("fair", "fair"), _bundle("weak", "weak"), _bundle("good", "good")


def _told(folder: Path, serving: Serving | None) -> str:
    """The bundle that tells of a label; they heard here in this order: fair, good, weak."""
    store = FileObjectStore(folder)
    for bundle in (FAIR, GOOD, WEAK):
        store.put(manifest_key(bundle.bundle_id), [bundle.manifest])
    if serving is not None:
        store.put(serving_key(), [serving_to_json(serving)])
    labels = AudibleLabels(store, audioset()).labels()
    return next(iter(labels.values())).bundle


@pytest.mark.parametrize(
    ("use", "beside", "wanted"),
    [
        (None, (), WEAK),
        (FAIR, (), FAIR),
        (WEAK, (), WEAK),
        (WEAK, (FAIR,), FAIR),
        (FAIR, (WEAK,), FAIR),
    ],
)
def test_the_one_in_use_tells_or_a_better_one_beside_it(
    tmp_path: Path, use: Bundle | None, beside: tuple[Bundle, ...], wanted: Bundle
) -> None:
    serving = Serving(
        use=use.bundle_id if use else None,
        beside=tuple(BundleId(one.bundle_id) for one in beside),
    )
    assert _told(tmp_path, serving if use else None) == wanted.bundle_id


def test_a_damaged_choice_is_as_none(tmp_path: Path) -> None:
    FileObjectStore(tmp_path).put(serving_key(), [b"damaged"])
    assert _told(tmp_path, None) == WEAK.bundle_id
