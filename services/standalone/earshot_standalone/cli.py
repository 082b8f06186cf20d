"""All sub-commands of `earshot` under one roof."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import typer

from earshot_standalone.commands import add, browse, listen, maintain, search, serve

app = typer.Typer(
    name="earshot",
    help="Search your videos by what can be heard in them.",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for commands in (add, search, browse, listen, serve, maintain):
    commands.register(app)
