"""MinIO, built from the last commit of the archived project."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from earshot_stack.installing import cache_dir, require
from earshot_stack.processes import Server, answers, free_port, spawn, wait_until

COMMIT = "v0.0.0-20260212201848-7aac2a2c5b7c"
"""The last source commit: decision record 0013 says why and how to use another S3 server."""
ACCESS_KEY = "earshot-test"
SECRET_KEY = "earshot-test-secret"  # noqa: S105 (servers on loopback for tests, gone with them)
_START_S = 30.0


def install() -> str:
    """Path of the server; builds it with Go the first time (some minutes)."""
    binary = cache_dir() / "bin" / "minio"
    if not binary.exists():
        go = require(
            "go", package="golang", advice="install Go 1.24 or newer from https://go.dev/dl"
        )
        env = {**os.environ, "CGO_ENABLED": "0", "GOBIN": str(binary.parent)}
        subprocess.run([go, "install", f"github.com/minio/minio@{COMMIT}"], env=env, check=True)
    return str(binary)


def start(state: Path, port: int | None = None) -> Server:
    """Run MinIO on a loopback port over a folder of the state."""
    port = port or free_port()
    folder = state / "minio"
    folder.mkdir(parents=True, exist_ok=True)
    log = state / "minio.log"
    pid = spawn(
        [
            *(install(), "server", str(folder), "--quiet"),
            *("--address", f"127.0.0.1:{port}", "--console-address", f"127.0.0.1:{free_port()}"),
        ],
        log,
        {"MINIO_ROOT_USER": ACCESS_KEY, "MINIO_ROOT_PASSWORD": SECRET_KEY},
    )
    url = f"http://127.0.0.1:{port}"
    wait_until(lambda: answers(f"{url}/minio/health/live"), pid, log, _START_S)
    return Server(name="minio", url=url, pid=pid)
