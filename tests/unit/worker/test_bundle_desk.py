"""The desk: bundles are found by what people call them, chosen, and only then removed."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from earshot.adapters.tagger.resolve import resolve_tagger
from earshot.errors import BadRequest, BundleError
from earshot.settings import Settings
from earshot.tagging.bundle import load_bundle
from earshot_worker.bundle_desk import BundleDesk
from earshot_worker.publish import publish
from earshot_worker.serving import Choice
from earshot_worker.shelf import Shelf
from tests.kit.archive import Archive
from tests.kit.tiny_bundle import write_tiny_bundle

Make = Callable[..., Path]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    def made(name: str, version: str = "0.1.0") -> Path:
        folder = write_tiny_bundle(tmp_path / "made" / f"{name}-{version}")
        told = json.loads((folder / "manifest.json").read_text())
        told |= {"name": name, "version": version}
        (folder / "manifest.json").write_text(json.dumps(told))
        return folder

    return made


@pytest.fixture
def desk(tmp_path: Path, make: Make) -> BundleDesk:
    ports = Archive.at(tmp_path / "data").ports
    shipped = load_bundle(make("shipped"))
    shelf = Shelf(store=ports.store, shipped={shipped.bundle_id: shipped}, cache=tmp_path / "cache")
    return BundleDesk(
        store=ports.store,
        catalog=ports.catalog,
        queue=ports.queue,
        shelf=shelf,
        choice=Choice(store=ports.store, default=shipped.bundle_id),
        try_out=lambda bundle: resolve_tagger(Settings(), bundle),
    )


def test_an_installed_bundle_is_the_same_on_another_machine(
    desk: BundleDesk, make: Make, tmp_path: Path
) -> None:
    bundle = desk.install(make("mine"))
    elsewhere = dataclasses.replace(desk.shelf, cache=tmp_path / "elsewhere", _fetched={})
    fetched = elsewhere.load(bundle.bundle_id)
    assert fetched.manifest == bundle.manifest
    assert fetched.model_path.read_bytes() == bundle.model_path.read_bytes()
    again = dataclasses.replace(elsewhere, _fetched={})
    assert again.load(bundle.bundle_id).folder == fetched.folder


def test_a_package_that_was_spoilt_in_the_store_is_refused(desk: BundleDesk, make: Make) -> None:
    bundle = desk.install(make("mine"))
    key = next(info.key for info in desk.store.list("bundles/") if info.key.endswith(".zip"))
    desk.store.put(key, [b"spoilt"])
    with pytest.raises(BundleError, match="damaged"):
        desk.shelf.load(bundle.bundle_id)


def test_a_copy_that_was_spoilt_here_is_fetched_again(desk: BundleDesk, make: Make) -> None:
    bundle = desk.install(make("mine"))
    kept = desk.shelf.load(bundle.bundle_id).model_path
    whole = kept.read_bytes()
    kept.write_bytes(b"spoilt")
    again = dataclasses.replace(desk.shelf, _fetched={})
    assert again.load(bundle.bundle_id).model_path.read_bytes() == whole


def test_bundles_are_found_by_id_name_or_beginning(desk: BundleDesk, make: Make) -> None:
    old, new = (desk.install(make("mine", version)) for version in ("1", "2"))
    assert desk.find("shipped").ships
    assert desk.find(old.bundle_id).bundle.version == "1"
    assert desk.find(new.bundle_id[:-1]).bundle.version == "2"
    with pytest.raises(BadRequest, match="several"):
        desk.find("mine")
    with pytest.raises(BadRequest, match="no bundle is called"):
        desk.find("yours")


def test_a_name_means_the_one_that_can_be_had(desk: BundleDesk, make: Make) -> None:
    publish(desk.store, load_bundle(make("shipped", "0.0.9")))
    assert desk.find("shipped").at_hand
    assert sorted(one.at_hand for one in desk.known()) == [False, True]


def test_what_is_in_use_or_ships_is_not_removed(desk: BundleDesk, make: Make) -> None:
    mine = desk.install(make("mine"))
    desk.use(mine.bundle_id, beside=[desk.choice.default, mine.bundle_id])
    serving = desk.choice.fresh()
    assert (serving.use, serving.beside) == (mine.bundle_id, (desk.choice.default,))
    with pytest.raises(BundleError, match="in use"):
        desk.remove(desk.find("mine"))
    desk.use(desk.choice.default)
    with pytest.raises(BundleError, match="ships"):
        desk.remove(desk.find("shipped"))
    desk.remove(desk.find("mine"))
    with pytest.raises(BundleError, match="not installed"):
        desk.shelf.load(mine.bundle_id)
    assert not list(desk.store.list("bundles/mine"))


def test_what_cannot_run_here_is_neither_kept_nor_used(desk: BundleDesk, make: Make) -> None:
    folder = make("mine")
    told = json.loads((folder / "manifest.json").read_text())
    told["model"]["runtime"] = "abacus"
    (folder / "manifest.json").write_text(json.dumps(told))
    with pytest.raises(BundleError, match="abacus"):
        desk.install(folder)
    assert [one.bundle.name for one in desk.known()] == ["shipped"]
