"""Elasticsearch, one node on loopback ports, heap bounded."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from pathlib import Path

from earshot_stack import elastic_home
from earshot_stack.processes import Server, answers, free_port, spawn, wait_until

_HEAP = "1g"
_START_S = 300.0  # of a busy machine; one that dies is noticed at once


def start(state: Path, port: int | None = None) -> Server:
    """Run one node over a folder of the state."""
    port = port or free_port()
    folder = elastic_home.install()
    java = elastic_home.find_java()
    data = state / "elasticsearch"
    for part in (data / "data", data / "logs"):
        part.mkdir(parents=True, exist_ok=True)
    log = state / "elasticsearch.log"
    pid = spawn(
        [
            *(str(java / "bin" / "java"), f"-Xmx{_HEAP}", f"-Xms{_HEAP}"),
            *("--module-path", str(folder / "server")),
            *("--add-modules=ALL-MODULE-PATH,jdk.incubator.vector", *elastic_home.MODULE_FLAGS),
            *("-cp", str(folder / "classes"), "EarshotNode"),
            *(str(folder / "home"), str(data), str(port), str(free_port())),
        ],
        log,
    )
    url = f"http://127.0.0.1:{port}"
    health = f"{url}/_cluster/health?wait_for_status=yellow&timeout=1s"
    wait_until(lambda: answers(health), pid, log, _START_S)
    return Server(name="elasticsearch", url=url, pid=pid)
