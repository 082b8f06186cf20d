"""Uploads that break off, at either end, leave nothing of themselves in a real gateway."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import contextlib
import http.client
import json
import signal
import socket
import struct
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from earshot.owners import is_dead
from tests.integration.gateway_server import GatewayServer, eventually

BLOCK = bytes(1 << 20)
SENT_BLOCKS = 6
RAW_HEAD = (
    b"POST /api/v1/videos HTTP/1.1\r\nHost: x\r\nX-File-Name: a.mp4\r\n"
    b"Content-Length: 100000000\r\n\r\n"
)
CHUNKED_HEAD = (
    b"POST /api/v1/videos HTTP/1.1\r\nHost: x\r\nX-File-Name: a.mp4\r\n"
    b"Transfer-Encoding: chunked\r\n\r\n6000000\r\n"
)
FORM_HEAD = (
    b"POST /api/v1/videos HTTP/1.1\r\nHost: x\r\nContent-Length: 100000000\r\n"
    b"Content-Type: multipart/form-data; boundary=cut\r\n\r\n"
    b'--cut\r\nContent-Disposition: form-data; name="file"; filename="a.mp4"\r\n\r\n'
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GatewayServer]:
    """One for all tests that leave it running, each of which leaves it as it found it."""
    with GatewayServer(tmp_path_factory.mktemp("lasting")) as server:
        yield server


@pytest.fixture
def mortal(tmp_path: Path) -> Iterator[GatewayServer]:
    """One to be ended."""
    with GatewayServer(tmp_path / "data") as server:
        yield server


def begin(raw: socket.socket, head: bytes, server: GatewayServer) -> None:
    """Send the beginning of an upload, until the server is in the middle of it."""
    raw.sendall(head)
    for _ in range(SENT_BLOCKS):
        raw.sendall(BLOCK)
    assert eventually(lambda: server.rows("videos") == 1)
    assert eventually(lambda: server.stored_files() != [])


def nothing_left(server: GatewayServer) -> bool:
    return server.rows("videos") == 0 and server.rows("jobs") == 0 and server.stored_files() == []


@pytest.mark.parametrize(
    "head", [RAW_HEAD, CHUNKED_HEAD, FORM_HEAD], ids=["raw", "chunked", "form"]
)
@pytest.mark.parametrize("abruptly", [False, True])
def test_a_client_that_leaves(server: GatewayServer, head: bytes, *, abruptly: bool) -> None:
    with server.raw_socket() as raw:
        begin(raw, head, server)
        if abruptly:  # as a killed client's system may do: reset, not closed
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    assert eventually(lambda: nothing_left(server))


def test_a_server_that_is_told_to_stop(mortal: GatewayServer) -> None:
    with mortal.raw_socket() as raw:
        begin(raw, FORM_HEAD, mortal)
        mortal.process.send_signal(signal.SIGTERM)
        mortal.process.wait(60)
    assert nothing_left(mortal)


def test_after_a_killed_server_its_record_tells_that_the_uploader_is_dead(
    mortal: GatewayServer,
) -> None:
    with mortal.raw_socket() as raw:
        begin(raw, RAW_HEAD, mortal)
        mortal.kill()
    with GatewayServer(mortal.data_dir) as again, closing(again.connection()) as connection:
        connection.request("GET", "/api/v1/videos")
        (video,) = json.loads(connection.getresponse().read())["videos"]
        assert video["state"] == "uploading"
        assert not (again.data_dir / "store" / "videos").exists()
        record = again.record(video["id"])
        assert record.uploader is not None
        assert is_dead(record.uploader)


def test_a_refused_client_sees_why(tmp_path: Path) -> None:
    with GatewayServer(tmp_path / "data", max_upload_bytes="1000") as server:
        for size_bytes in (2000, 3_000_000, 100_000_000):
            for headers, status in (({"X-File-Name": "a.mp4"}, 413), ({}, 400)):
                with closing(server.connection()) as connection:
                    answer = _refusal(connection, size_bytes, headers)
                if answer is None:  # far more than is read for politeness: it may be reset
                    assert size_bytes == 100_000_000
                else:
                    assert answer["status"] == status
        assert nothing_left(server)


def _refusal(
    connection: http.client.HTTPConnection, size_bytes: int, headers: dict[str, str]
) -> dict[str, object] | None:
    with contextlib.suppress(OSError):  # the answer may be there nevertheless
        connection.request("POST", "/api/v1/videos", bytes(size_bytes), headers)
    try:
        found: dict[str, object] = json.loads(connection.getresponse().read())
    except (OSError, http.client.HTTPException):
        return None
    return found


def test_uploads_do_not_keep_other_requests_waiting(server: GatewayServer) -> None:
    sockets = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(50)]
    try:
        for number, raw in enumerate(sockets):
            raw.sendall(RAW_HEAD + b"%d" % number)
        assert eventually(lambda: server.rows("videos") == len(sockets))
        with closing(server.connection(timeout_s=20)) as connection:
            connection.request("GET", "/api/v1/videos")
            assert connection.getresponse().status == http.HTTPStatus.OK
    finally:
        for raw in sockets:
            raw.close()
    assert eventually(lambda: nothing_left(server))
