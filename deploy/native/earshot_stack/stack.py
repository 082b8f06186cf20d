"""The three servers together: up, down, and how to reach them."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from earshot_stack import elastic_server, minio_server, redis_server
from earshot_stack.errors import ServerError
from earshot_stack.processes import Server, is_running, stop

STARTERS: dict[str, Callable[[Path, int | None], Server]] = {
    "redis": redis_server.start,
    "minio": minio_server.start,
    "elasticsearch": elastic_server.start,
}


def up(state: Path, names: tuple[str, ...] = tuple(STARTERS)) -> dict[str, Server]:
    """Start the named servers that do not run yet; all that run then."""
    servers = running(state)
    for name in names:
        if name not in servers:
            servers[name] = STARTERS[name](state, None)
            _write(state, servers)
    return servers


def down(state: Path, *, keep: bool = False) -> None:
    """Stop every server of this state, then drop its data unless told to keep it."""
    for server in running(state).values():
        stop(server.pid)
    if keep:
        _write(state, {})
    else:
        shutil.rmtree(state, ignore_errors=True)


def restart(state: Path, name: str) -> Server:
    """Start a stopped server again on its old port and data."""
    old = _read(state)[name]
    port = int(old.url.rsplit(":", 1)[1].split("/")[0])
    fresh = STARTERS[name](state, port)
    _write(state, {**_read(state), name: fresh})
    return fresh


def running(state: Path) -> dict[str, Server]:
    """The servers of this state that live."""
    return {name: server for name, server in _read(state).items() if is_running(server.pid)}


def test_environment(servers: dict[str, Server], state: Path) -> dict[str, str]:
    """What the test suite reads to find the servers, and to stop and start them."""
    urls = {
        "EARSHOT_TEST_REDIS_URL": "redis",
        "EARSHOT_TEST_MINIO_URL": "minio",
        "EARSHOT_TEST_ES_URL": "elasticsearch",
    }
    found = {key: servers[name].url for key, name in urls.items() if name in servers}
    return {
        **found,
        "EARSHOT_TEST_STACK_STATE": str(state),
        "EARSHOT_TEST_MINIO_ACCESS_KEY": minio_server.ACCESS_KEY,
        "EARSHOT_TEST_MINIO_SECRET_KEY": minio_server.SECRET_KEY,
    }


def room_environment(servers: dict[str, Server]) -> dict[str, str]:
    """What Earshot's rooms read to run on these servers; all three have to run."""
    absent = sorted(set(STARTERS) - set(servers))
    if absent:
        raise ServerError(f"{', '.join(absent)} does not run; start it with 'make stack'")
    return {
        "EARSHOT_STORE_URL": f"s3://earshot?endpoint={servers['minio'].url}",
        "EARSHOT_STORE_ACCESS_KEY": minio_server.ACCESS_KEY,
        "EARSHOT_STORE_SECRET_KEY": minio_server.SECRET_KEY,
        "EARSHOT_QUEUE_URL": servers["redis"].url,
        "EARSHOT_CATALOG_URL": servers["elasticsearch"].url,
        "EARSHOT_INDEX_URL": servers["elasticsearch"].url,
    }


def _read(state: Path) -> dict[str, Server]:
    path = state / "stack.json"
    if not path.exists():
        return {}
    return {name: Server(**fields) for name, fields in json.loads(path.read_text()).items()}


def _write(state: Path, servers: dict[str, Server]) -> None:
    state.mkdir(parents=True, exist_ok=True)
    described = {name: asdict(server) for name, server in servers.items()}
    (state / "stack.json").write_text(json.dumps(described, indent=1))
