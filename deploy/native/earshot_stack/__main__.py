"""``python -m earshot_stack up|down|status|env|install``: the servers by hand."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from earshot_stack import elastic_home, minio_server, redis_server, stack
from earshot_stack.errors import MissingToolError, ServerError


def main() -> int:
    """Run one command; one line and exit 2 when something is missing."""
    parser = argparse.ArgumentParser(prog="earshot_stack", description=__doc__)
    parser.add_argument("command", choices=("install", "up", "down", "status", "env"))
    parser.add_argument("--state", type=Path, default=Path("var/stack"))
    options = parser.parse_args()
    try:
        _run(options.command, options.state.resolve())
    except (MissingToolError, ServerError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


def _run(command: str, state: Path) -> None:
    if command == "install":
        for install in (redis_server.install, minio_server.install, elastic_home.install):
            sys.stdout.write(f"{install()}\n")
    elif command == "up":
        for server in stack.up(state).values():
            sys.stdout.write(f"{server.name:14} {server.url}\n")
    elif command == "down":
        stack.down(state)
    elif command == "status":
        for server in stack.running(state).values():
            sys.stdout.write(f"{server.name:14} {server.url} (pid {server.pid})\n")
    else:
        servers = stack.running(state)
        for key, value in {
            **stack.test_environment(servers, state),
            **stack.room_environment(servers),
        }.items():
            sys.stdout.write(f"export {key}={value!r}\n")


if __name__ == "__main__":
    sys.exit(main())
