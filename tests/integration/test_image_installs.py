"""Each image's install line, in a fresh virtual environment, gives a room that imports alone."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.image_pins import NEVER, REQUIREMENTS, ROOMS
from tests.house.tree import ROOT

PACKAGES = {"tools": ("gateway", "worker", "search", "web", "standalone")}
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
        "ports = resolve_ports(settings)\n"
        "ports.taggers(ports.bundle.bundle_id), ports.extractor(), ports.maker()"
    ),
}


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
    for absent in NEVER[room]:
        _run([str(python), "-c", NOT_THERE, absent], {})


def _install_line(room: str) -> list[str]:
    """As the image's target runs it."""
    dockerfile = (ROOT / "deploy" / "docker" / "Dockerfile").read_text()
    [target] = re.findall(
        rf"^FROM \w+ AS {room}$(.*?)(?=^FROM |\Z)", dockerfile, re.MULTILINE | re.DOTALL
    )
    assert f"COPY deploy/docker/requirements/{room}.txt requirements.txt\n" in target
    found = re.search(r"^RUN (pip install .*)$", target, re.MULTILINE)
    assert found
    return str(found[1]).replace("requirements.txt", str(REQUIREMENTS / f"{room}.txt")).split()


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
