"""The page's generated file is current, and what is built is small and asks nobody else."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import gzip
import os
import re
import subprocess
from pathlib import Path

import pytest
from dump_openapi import openapi_text

from earshot_web.building import HOME, install
from earshot_web.node import Node, NodeMissing, find_node
from earshot_web.page import DIST
from tests.kit.page_service import require_page

MOST_BYTES = 150_000


@pytest.fixture(scope="module")
def node() -> Node:
    try:
        return find_node()
    except NodeMissing as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(error))


def test_the_api_of_the_page_is_the_api_of_the_service(node: Node, tmp_path: Path) -> None:
    advice = "run `make api`"
    document = tmp_path / "openapi.json"
    document.write_text(openapi_text(), encoding="utf-8")
    assert document.read_text() == (HOME / "openapi.json").read_text(), advice
    install(node)
    made = tmp_path / "api.ts"
    command = [str(node.node), "tools/generate-api.mjs", str(document), str(made)]
    subprocess.run(command, cwd=HOME, check=True, env=node.environment())
    assert made.read_text() == (HOME / "src" / "api.ts").read_text(), advice


@pytest.mark.usefixtures("node")
def test_the_first_load_is_small() -> None:
    require_page()
    html = (DIST / "index.html").read_text()
    names = re.findall(r'(?:src|href)="/([^"]+)"', html)
    assert any(name.endswith(".js") for name in names)
    sizes = {name: len(gzip.compress((DIST / name).read_bytes())) for name in names}
    assert sum(sizes.values()) + len(html) <= MOST_BYTES, sizes


@pytest.mark.usefixtures("node")
def test_nothing_built_names_another_host_or_runs_inline() -> None:
    require_page()
    html = (DIST / "index.html").read_text()
    assert re.findall(r"<script(?![^>]*\bsrc=)", html) == []
    assert re.findall(r"<style|\sstyle=", html) == []
    for path in DIST.rglob("*.*"):
        text = path.read_text()
        hosts = set(re.findall(r"https?://[\w.-]+", text)) - {"http://www.w3.org"}
        assert hosts == set(), path.name
