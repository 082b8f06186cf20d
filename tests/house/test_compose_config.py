"""Compose itself reads docker-compose.yml, where there is one: no engine is needed for that."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from earshot_stack.installing import cache_dir
from tests.house.tree import ROOT

pytestmark = pytest.mark.timeout(1800)


def _compose() -> list[str]:
    built = cache_dir() / "bin" / "docker-compose"
    if not built.exists() and os.environ.get("CI") and shutil.which("go"):
        # Minutes; without a network the test skips as on a laptop.
        script = [str(shutil.which("bash")), str(ROOT / "deploy" / "native" / "build-compose.sh")]
        subprocess.run(script, check=False, timeout=1500)
    if built.exists():
        return [str(built)]
    docker = shutil.which("docker")
    if docker:
        asked = [docker, "compose", "version"]
        if subprocess.run(asked, capture_output=True, check=False).returncode == 0:
            return [docker, "compose"]
    pytest.skip("there is no compose; deploy/native/build-compose.sh builds it (minutes)")


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The file as compose understands it, with secrets from a fresh .env."""
    command = _compose()
    folder: Path = tmp_path_factory.mktemp("compose")
    (folder / "deploy").mkdir()
    script = shutil.copy(ROOT / "deploy" / "make-env.sh", folder / "deploy")
    subprocess.run([str(shutil.which("bash")), script], check=True, capture_output=True)
    told = subprocess.run(
        [
            *(*command, "--env-file", str(folder / ".env"), "--profile", "tools"),
            *("config", "--format", "json"),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    read: dict[str, Any] = json.loads(told.stdout)
    return read


def test_every_room_gets_the_addresses_and_secrets(config: dict[str, Any]) -> None:
    rooms = [service for service in config["services"].values() if "environment" in service]
    with_store = [room["environment"] for room in rooms if "EARSHOT_TOKEN" in room["environment"]]
    assert len(with_store) == 7
    for environment in with_store:
        assert environment["EARSHOT_QUEUE_URL"].startswith("redis://:")
        assert environment["EARSHOT_STORE_URL"].endswith("public_endpoint=http://127.0.0.1:9000")
        assert "$" not in "".join(environment.values())


def test_ports_are_published_on_loopback(config: dict[str, Any]) -> None:
    ports = [port for service in config["services"].values() for port in service.get("ports", [])]
    assert {port["host_ip"] for port in ports} == {"127.0.0.1"}
    assert sorted(port["published"] for port in ports) == ["8080", "9000"]


def test_without_env_it_says_what_to_do() -> None:
    told = subprocess.run(
        [*_compose(), "--env-file", "/dev/null", "config"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode
    assert "run make up" in told.stderr
