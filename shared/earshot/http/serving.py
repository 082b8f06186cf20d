"""Runs an app under uvicorn, on loopback unless a token guards it."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import contextlib
import signal
from ipaddress import IPv6Address, ip_address

import uvicorn
from pydantic import SecretStr
from starlette.types import ASGIApp

from earshot.errors import SettingsError
from earshot.http.tokens import has_token

LOOPBACK = "127.0.0.1"
DEFAULT_PORT = 8484
# With the cleaning up it stays under the 10 s after which containers are killed.
SHUTDOWN_S = 4


def is_loopback(host: str) -> bool:
    """True when only this machine can reach the address; any doubt counts as open."""
    if host.lower() == "localhost":
        return True
    try:
        address = ip_address(host.strip("[]"))
    except ValueError:
        return False
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        return address.ipv4_mapped.is_loopback
    return address.is_loopback


def refuse_open_address(host: str, token: SecretStr | None) -> None:
    """Raise `SettingsError` when others could reach the service and no token is set."""
    if not is_loopback(host) and not has_token(token):
        raise SettingsError(
            f"set EARSHOT_TOKEN before serving on {host or 'all addresses'}, "
            f"where others can reach it, or use --host {LOOPBACK}"
        )


def serve(app: ASGIApp, *, host: str, port: int, token: SecretStr | None) -> None:
    """Answer requests until SIGINT or SIGTERM; running ones get a few seconds to end."""
    refuse_open_address(host, token)
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ws="none",
        timeout_graceful_shutdown=SHUTDOWN_S,
    )
    # uvicorn raises the signal again after a clean end. Neither Ctrl-C nor a service manager's
    # SIGTERM is an error here, and the caller has to come to its own clean end.
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with contextlib.suppress(KeyboardInterrupt):
            uvicorn.Server(config).run()
    finally:
        signal.signal(signal.SIGTERM, before)
