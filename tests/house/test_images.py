"""What images install is pinned, within the bounds of pyproject.toml, and nothing of others."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from earshot.version import VERSION
from tests.house.image_pins import NEVER, REQUIREMENTS, ROOMS
from tests.house.tree import ROOT


def requirements(room: str) -> list[Requirement]:
    lines = (REQUIREMENTS / f"{room}.txt").read_text().splitlines()
    return [Requirement(line) for line in lines if line and not line.startswith("#")]


def test_the_code_and_the_package_tell_the_same_version() -> None:
    assert tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"] == VERSION


@pytest.mark.parametrize("room", ROOMS)
def test_what_images_install_is_pinned_within_the_bounds(room: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    lines = [*project["dependencies"], *project["optional-dependencies"]["distributed"]]
    bounds = {canonicalize_name(bound.name): bound for bound in map(Requirement, lines)}
    pins = requirements(room)
    assert pins
    for pin in pins:
        [exact] = pin.specifier
        assert exact.operator == "==", pin
        bound = bounds.get(canonicalize_name(pin.name))
        assert bound is None or exact.version in bound.specifier, pin
    assert not NEVER[room] & {pin.name.replace("-", "_") for pin in pins}
