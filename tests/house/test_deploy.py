"""Images and compose file, checked without a container engine."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.house.tree import ROOT

BIN = Path(sys.executable).parent
DOCKERFILES = sorted((ROOT / "deploy" / "docker").glob("*Dockerfile"))
SERVERS = {"redis", "minio", "elasticsearch", "proxy"}


def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    return loaded


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("path", DOCKERFILES, ids=lambda path: path.name)
def test_hadolint_finds_nothing(path: Path) -> None:
    found = run(str(BIN / "hadolint"), str(path))
    assert found.returncode == 0, found.stdout


def test_compose_file_follows_the_schema() -> None:
    checker = str(BIN / "check-jsonschema")
    found = run(checker, "--builtin-schema", "vendor.compose-spec", "docker-compose.yml")
    assert found.returncode == 0, found.stdout


def test_shellcheck_finds_nothing() -> None:
    scripts = [str(path) for path in (ROOT / "deploy").rglob("*.sh")]
    found = run(str(BIN / "shellcheck"), ".ci/run", *scripts)
    assert found.returncode == 0, found.stdout


def test_every_service_is_bounded_and_unprivileged() -> None:
    for name, service in compose()["services"].items():
        assert "mem_limit" in service, name
        assert service["cap_drop"] == ["ALL"], name
        assert service["logging"]["options"]["max-file"], name
        assert service.get("read_only") is True or name == "elasticsearch", name


def test_every_image_runs_as_somebody_but_root() -> None:
    for path in DOCKERFILES:
        targets = re.split(r"^FROM ", path.read_text(), flags=re.MULTILINE)[1:]
        served = [target for target in targets if re.search(r"^CMD ", target, re.MULTILINE)]
        assert served
        assert all(re.search(r"^USER \d+", target, re.MULTILINE) for target in served), path


def test_ports_are_open_on_loopback_only() -> None:
    for name, service in compose()["services"].items():
        for port in service.get("ports", []):
            assert port.startswith("${EARSHOT_BIND:-127.0.0.1}:"), name


def test_every_service_proves_its_health() -> None:
    images = "".join(path.read_text() for path in DOCKERFILES)
    built_with_check = {"gateway", "search", "minio"}
    assert images.count("HEALTHCHECK") == len(built_with_check)
    for name, service in compose()["services"].items():
        assert "healthcheck" in service or name in built_with_check, name


def test_rooms_wait_for_healthy_servers() -> None:
    for name, service in compose()["services"].items():
        if name not in SERVERS:
            conditions = {wait["condition"] for wait in service["depends_on"].values()}
            assert conditions == {"service_healthy"}, name


def test_no_secret_has_a_default() -> None:
    text = (ROOT / "docker-compose.yml").read_text()
    for name in ("MINIO_ROOT_USER", "MINIO_ROOT_PASSWORD", "REDIS_PASSWORD", "EARSHOT_TOKEN"):
        uses = re.findall(r"\$\{" + name + r"([^}]*)\}", text)
        assert uses, name
        assert all(use.startswith(":?") for use in uses), name


def test_make_env_writes_fresh_secrets_once(tmp_path: Path) -> None:
    (tmp_path / "deploy").mkdir()
    script = shutil.copy(ROOT / "deploy" / "make-env.sh", tmp_path / "deploy")
    assert run("bash", str(script)).returncode == 0
    first = (tmp_path / ".env").read_text()
    assert (tmp_path / ".env").stat().st_mode & 0o077 == 0
    assert len(re.findall(r"^\w+=[A-Za-z0-9]{32}$", first, re.MULTILINE)) == len(
        ("EARSHOT_TOKEN", "MINIO_ROOT_PASSWORD", "REDIS_PASSWORD")
    )
    assert run("bash", str(script)).returncode == 0
    assert (tmp_path / ".env").read_text() == first


def test_compose_and_dockerfiles_speak_of_the_same_images() -> None:
    built = {service["image"] for service in compose()["services"].values() if "build" in service}
    names = ("gateway", "minio", "proxy", "search", "tools", "worker")
    assert sorted(built) == [f"earshot-{name}" for name in names]
