"""The one origin in front of the rooms: nginx with the routes of docker-compose.yml."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from pathlib import Path

from earshot_stack.installing import require
from earshot_stack.processes import Server, accepts, free_port, spawn, wait_until

_ROOT = Path(__file__).resolve().parents[3]
ROUTES = _ROOT / "deploy" / "proxy" / "routes.conf"
PAGE = _ROOT / "services" / "web" / "earshot_web" / "dist"
_START_S = 20.0
_CONFIG = """\
daemon off;
pid {folder}/nginx.pid;
error_log stderr warn;
worker_processes 1;
events {{ worker_connections 256; }}
http {{
    access_log off;
    client_body_temp_path {folder}/client;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    upstream gateway {{ server 127.0.0.1:{gateway}; }}
    upstream search {{ server 127.0.0.1:{search}; }}
    server {{
        listen 127.0.0.1:{port};
        set $earshot_page {page};
        include {routes};
    }}
}}
"""


def install() -> str:
    """Path of nginx."""
    return require(
        "nginx",
        package="nginx-light",
        advice="install it with 'apt install nginx-light' or 'brew install nginx'",
    )


def start(state: Path, *, gateway: int, search: int, port: int | None = None) -> Server:
    """Run nginx on a loopback port before two rooms on theirs."""
    port = port or free_port()
    folder = state / "proxy"
    folder.mkdir(parents=True, exist_ok=True)
    config = folder / "nginx.conf"
    config.write_text(
        _CONFIG.format(
            folder=folder, gateway=gateway, search=search, port=port, routes=ROUTES, page=PAGE
        )
    )
    log = state / "proxy.log"
    pid = spawn([install(), "-c", str(config), "-p", str(folder), "-e", "stderr"], log)
    wait_until(lambda: accepts(port), pid, log, _START_S)
    return Server(name="proxy", url=f"http://127.0.0.1:{port}", pid=pid)
