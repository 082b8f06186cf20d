"""Uploads of 4 GiB pass through a real gateway whose memory hardly grows."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import hashlib
import http
import json
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.integration.gateway_server import GatewayServer

FOUR_GIB = 4 << 30
MOST_GROWTH_BYTES = 64 << 20
NEEDED_BYTES = 2 * FOUR_GIB
FORM_HEAD = (
    b'--cut\r\nContent-Disposition: form-data; name="title"\r\n\r\nLong\r\n'
    b'--cut\r\nContent-Disposition: form-data; name="file"; filename="long.mp4"\r\n\r\n'
)
FORM_TAIL = (
    b'\r\n--cut\r\nContent-Disposition: form-data; name="collection"\r\n\r\nlong ones'
    b"\r\n--cut--\r\n"
)
BLOCK_BYTES = 1 << 20

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(900),
    pytest.mark.skipif(
        not Path("/proc/self/status").exists(), reason="resident memory is read from /proc"
    ),
]


@pytest.fixture
def roomy(tmp_path: Path) -> Iterator[Path]:
    """A folder with room for the upload, emptied at once: pytest would keep it for days."""
    if shutil.disk_usage(tmp_path).free < NEEDED_BYTES:
        pytest.skip("less than 8 GiB are free on the disk")
    yield tmp_path
    shutil.rmtree(tmp_path)


def _sparse(path: Path) -> Path:
    with path.open("wb") as file:
        file.truncate(FOUR_GIB)
    return path


def _form(path: Path) -> Iterator[bytes]:
    yield FORM_HEAD
    with path.open("rb") as file:
        while block := file.read(BLOCK_BYTES):
            yield block
    yield FORM_TAIL


def _zeros_digest() -> str:
    digest, block = hashlib.sha256(), bytes(BLOCK_BYTES)
    for _ in range(FOUR_GIB // BLOCK_BYTES):
        digest.update(block)
    return digest.hexdigest()


@pytest.mark.parametrize("kind", ["raw", "form"])
def test_memory_does_not_grow_with_the_upload(roomy: Path, kind: str) -> None:
    path = _sparse(roomy / "long.mp4")
    with GatewayServer(roomy / "data") as server, closing(server.connection()) as connection:
        before = server.resident_bytes
        if kind == "raw":
            with path.open("rb") as body:
                headers = {"X-File-Name": "long.mp4", "Content-Length": str(FOUR_GIB)}
                connection.request("POST", "/api/v1/videos", body, headers)
        else:
            headers = {
                "Content-Type": "multipart/form-data; boundary=cut",
                "Content-Length": str(len(FORM_HEAD) + FOUR_GIB + len(FORM_TAIL)),
            }
            connection.request("POST", "/api/v1/videos", _form(path), headers)
        answer = connection.getresponse()
        video = json.loads(answer.read())
        growth = server.most_resident_bytes - before
        assert answer.status == http.HTTPStatus.CREATED, video
        assert video["size_bytes"] == FOUR_GIB
        assert video["sha256"] == _zeros_digest()
        stored = server.data_dir / "store" / "videos" / video["id"] / "source"
        assert stored.stat().st_size == FOUR_GIB
        print(f"{kind}: resident memory grew by {growth / 2**20:.1f} MiB")  # noqa: T201 # the figure to report
        assert growth < MOST_GROWTH_BYTES
