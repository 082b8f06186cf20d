"""`earshot serve`: gateway, search and workers in one process."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command()(serve)


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.", min=0, max=65535)] = 8484,
) -> None:
    """Run the whole service here. Any address but loopback needs EARSHOT_TOKEN."""
    from earshot.http.serving import refuse_open_address
    from earshot.http.serving import serve as run
    from earshot.log import configure_logging
    from earshot.settings import load_settings
    from earshot_standalone.crew import Crew
    from earshot_standalone.service import make_service

    settings = load_settings()
    refuse_open_address(host, settings.token)
    configure_logging(settings.log_level, as_json=settings.log_json)
    with Crew(settings):
        run(make_service(settings), host=host, port=port, token=settings.token)
