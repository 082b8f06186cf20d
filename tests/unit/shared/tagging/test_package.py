"""A bundle as one file: the same bytes every time, and nothing unpacked that was not asked for."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from earshot.errors import BundleError, EarshotError
from earshot.tagging.bundle import load_bundle
from earshot.tagging.package import pack, unpack
from tests.kit.tiny_bundle import write_tiny_bundle


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_tiny_bundle(tmp_path / "tiny")


def test_what_is_packed_comes_out(folder: Path, tmp_path: Path) -> None:
    (folder / "CARD.md").write_text("a card")
    (folder / "notes.txt").write_text("no part of a bundle")
    packed = pack(folder, tmp_path / "tiny.zip")
    unpacked = unpack(tmp_path / "tiny.zip", tmp_path / "out")
    assert unpacked.bundle_id == packed.bundle_id == load_bundle(folder).bundle_id
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "manifest.json",
        "model.onnx",
        "CARD.md",
    }


def test_the_same_bundle_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    pack(folder, tmp_path / "one.zip")
    (folder / "manifest.json").touch()
    pack(folder, tmp_path / "two.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_a_zipped_folder_will_do(folder: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "by-hand.zip", "w") as packed:
        for path in folder.iterdir():
            packed.write(path, f"tiny/{path.name}")
    assert unpack(tmp_path / "by-hand.zip", tmp_path / "out").name == "tiny"


def test_names_that_lead_elsewhere_are_not_followed(folder: Path, tmp_path: Path) -> None:
    pack(folder, tmp_path / "evil.zip")
    with zipfile.ZipFile(tmp_path / "evil.zip", "a") as packed:
        packed.writestr("../escaped", "out of the folder")
    unpack(tmp_path / "evil.zip", tmp_path / "deep" / "out")
    assert not list(tmp_path.rglob("escaped"))


@pytest.mark.parametrize("spoil", ["not a zip", "cut", "other model", "no manifest", "no model"])
def test_what_is_no_bundle_is_refused(folder: Path, tmp_path: Path, spoil: str) -> None:
    target = tmp_path / "spoilt.zip"
    pack(folder, target)
    if spoil == "not a zip":
        target.write_bytes(b"no zip")
    elif spoil == "cut":
        target.write_bytes(target.read_bytes()[:-200])
    else:
        with zipfile.ZipFile(target) as packed:
            held = {name: packed.read(name) for name in packed.namelist()}
        if spoil == "other model":
            held["model.onnx"] += b"!"
        else:
            del held["manifest.json" if spoil == "no manifest" else "model.onnx"]
        with zipfile.ZipFile(target, "w") as packed:
            for name, data in held.items():
                packed.writestr(name, data)
    with pytest.raises(EarshotError) as raised:
        unpack(target, tmp_path / "out")
    assert isinstance(raised.value, BundleError)
    assert "\n" not in str(raised.value)
