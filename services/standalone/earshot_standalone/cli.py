"""All sub-commands of `earshot` under one roof."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import os

import typer

from earshot_standalone.commands import (
    add,
    browse,
    bundles,
    desk,
    listen,
    maintain,
    retag,
    search,
    serve,
    similar,
    stats,
)
from earshot_standalone.commands.options import Server

app = typer.Typer(
    name="earshot",
    help="Search your videos by what can be heard in them.",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def everywhere(server: Server = None) -> None:
    """Search your videos by what can be heard in them."""
    if server is not None:
        # Before or after the sub-command: both say the same.
        os.environ["EARSHOT_SERVER"] = server


for commands in (
    add,
    search,
    similar,
    browse,
    stats,
    desk,
    bundles,
    retag,
    listen,
    serve,
    maintain,
):
    commands.register(app)
