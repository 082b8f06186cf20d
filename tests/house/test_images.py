"""Each image's install line, in a fresh virtual environment, gives a room that imports alone."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from earshot.version import VERSION
from tests.house.tree import ROOT

DOCKER = ROOT / "deploy" / "docker"
ROOMS = ("gateway", "search", "worker", "tools")
PACKAGES = {"tools": ("gateway", "worker", "search", "standalone")}
NEVER = {
    "gateway": {"numpy", "scipy", "onnxruntime", "ffmpeg", "imageio_ffmpeg", "lark"},
    "search": {"celery", "onnxruntime", "ffmpeg", "imageio_ffmpeg"},
    "worker": {"fastapi", "starlette", "uvicorn"},
    "tools": {"torch", "librosa"},
}
SERVERS = {
    "EARSHOT_STORE_URL": "s3://earshot?endpoint=http://127.0.0.1:9",
    "EARSHOT_QUEUE_URL": "redis://:secret@127.0.0.1:9/0",
    "EARSHOT_CATALOG_URL": "http://127.0.0.1:9",
    "EARSHOT_INDEX_URL": "http://127.0.0.1:9",
}
ALL_MODULES = """
import importlib, pkgutil, sys
room = importlib.import_module(sys.argv[1])
for found in pkgutil.walk_packages(room.__path__, room.__name__ + "."):
    importlib.import_module(found.name)
from earshot.settings import load_settings
settings = load_settings()
from earshot.adapters.store.resolve import resolve_store
from earshot.adapters.catalog.resolve import resolve_catalog
resolve_store(settings), resolve_catalog(settings)
"""
NOT_THERE = "import importlib.util, sys; sys.exit(bool(importlib.util.find_spec(sys.argv[1])))"
ITS_PORTS = {
    "gateway": "from earshot.adapters.queue.resolve import resolve_queue\nresolve_queue(settings)",
    "search": (
        "from earshot.adapters.index.resolve import resolve_index_reader\n"
        "resolve_index_reader(settings)"
    ),
    "worker": (
        "from earshot_worker.resolve import resolve_ports\n"
        "ports = resolve_ports(settings)\nports.tagger(), ports.extractor()"
    ),
}


def requirements(room: str) -> list[Requirement]:
    lines = (DOCKER / "requirements" / f"{room}.txt").read_text().splitlines()
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
    assert not NEVER[room] & {pin.name.replace("-", "_") for pin in pins} - {"ffmpeg"}


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("room", ROOMS)
def test_the_install_line_gives_a_room_that_imports_alone(room: str, tmp_path: Path) -> None:
    python = tmp_path / "venv" / "bin" / "python"
    _run([sys.executable, "-m", "venv", str(tmp_path / "venv")], {})
    _run([str(python), "-m", *_install_line(room)], {})
    packages = PACKAGES.get(room, (room,))
    folders = (ROOT / "shared", *(ROOT / "services" / package for package in packages))
    alone = {"PYTHONPATH": ":".join(map(str, folders)), **SERVERS}
    name = f"earshot_{packages[-1]}"
    _run([str(python), "-W", "error", "-c", ALL_MODULES + ITS_PORTS.get(room, ""), name], alone)
    assert "usage" in _run([str(python), "-m", name, "--help"], alone).lower()
    for absent in NEVER[room] - {"ffmpeg"}:
        _run([str(python), "-c", NOT_THERE, absent], {})


def _install_line(room: str) -> list[str]:
    """As the image's target runs it."""
    dockerfile = (DOCKER / "Dockerfile").read_text()
    [target] = re.findall(
        rf"^FROM python AS {room}$(.*?)(?=^FROM |\Z)", dockerfile, re.MULTILINE | re.DOTALL
    )
    assert f"COPY deploy/docker/requirements/{room}.txt requirements.txt\n" in target
    [line] = re.findall(r"^RUN (pip install .*)$", target, re.MULTILINE)
    return line.replace("requirements.txt", str(DOCKER / "requirements" / f"{room}.txt")).split()


def _run(arguments: list[str], environment: dict[str, str]) -> str:
    """In an environment that knows nothing of this checkout's own."""
    kept = {name: value for name, value in os.environ.items() if "EARSHOT" not in name}
    kept.pop("PYTHONPATH", None)
    done = subprocess.run(
        arguments,
        cwd="/",
        env={**kept, **environment},
        capture_output=True,
        text=True,
        timeout=500,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout
