"""Writes what each image installs, pinned to what the tests ran with: `requirements/<room>.txt`."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import json
import subprocess
import sys
import tempfile

from tests.house.tree import ROOT

REQUIREMENTS = ROOT / "deploy" / "docker" / "requirements"

_HTTP = ("fastapi", "fastapi-offline", "uvicorn")
_EVERYWHERE = (
    *("platformdirs", "pydantic", "pydantic-settings", "python-ulid", "structlog"),
    *("elasticsearch", "minio", "orjson"),
)
_READ = ("lark", "numpy", "PyStemmer", "rapidfuzz")
_WORK = ("celery", "redis", "ffmpeg-python", "numpy", "onnxruntime", "scipy")
ROOMS = {
    "gateway": (*_EVERYWHERE, *_HTTP, "python-multipart", "celery", "redis"),
    "search": (*_EVERYWHERE, *_HTTP, *_READ),
    "worker": (*_EVERYWHERE, *_WORK),
    "tools": (*_EVERYWHERE, *_HTTP, *_READ, *_WORK, "python-multipart", "httpx2", "rich", "typer"),
}

NEVER = {
    "gateway": {"numpy", "scipy", "onnxruntime", "ffmpeg", "imageio_ffmpeg", "lark"},
    "search": {"celery", "onnxruntime", "ffmpeg", "imageio_ffmpeg"},
    "worker": {"fastapi", "starlette", "uvicorn"},
    "tools": {"torch", "librosa"},
}
"""What would be a sign that a room reaches for what is another's."""


def main() -> None:
    """Resolve each room's list, at the versions that the tests ran with, and write it down."""
    frozen = _pip("freeze", "--exclude-editable")
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as constraints:
        constraints.write(frozen)
        constraints.flush()
        for room, names in ROOMS.items():
            pins = _resolve(names, constraints.name)
            path = REQUIREMENTS / f"{room}.txt"
            path.write_text(
                "# Written by `python -m tests.house.image_pins`.\n" + "\n".join(pins) + "\n"
            )


def _resolve(names: tuple[str, ...], constraints: str) -> list[str]:
    # Installed ones count as absent: the image starts with none.
    told = _pip(
        *("install", "--quiet", "--dry-run", "--ignore-installed", "--report", "-"),
        *("--constraint", constraints, *names),
    )
    found = (item["metadata"] for item in json.loads(told)["install"])
    return sorted(f"{item['name'].lower()}=={item['version']}" for item in found)


def _pip(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "pip", *arguments], capture_output=True, text=True, check=True
    )
    return done.stdout


if __name__ == "__main__":
    main()
