"""`earshot add`: take in files and folders, and wait until they can be searched."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from earshot_standalone import screen
from earshot_standalone.commands.options import Server

if TYPE_CHECKING:
    from earshot_standalone.adding import Adding
    from earshot_standalone.adding_remotely import AddingRemotely

MANY = 20
"""More files than this are a back-fill: what others upload meanwhile goes first."""


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command()(add)


def add(
    paths: Annotated[list[Path], typer.Argument(help="Videos, audio files, or folders of them.")],
    title: Annotated[str | None, typer.Option(help="Title; for a single file.")] = None,
    collection: Annotated[str | None, typer.Option(help="Collection to put them in.")] = None,
    in_place: Annotated[
        bool, typer.Option("--in-place", help="Keep only a reference: do not copy or link.")
    ] = False,
    no_wait: Annotated[
        bool, typer.Option("--no-wait", help="Take in only; a running service does the rest.")
    ] = False,
    server: Server = None,
) -> None:
    """Take in videos and audio files and make their sounds searchable."""
    from earshot_standalone.files_to_add import choose

    chosen = list(choose(paths))
    if title is not None and len(chosen) != 1:
        raise typer.BadParameter("--title fits a single file only")
    backfill = "true" if len(chosen) > MANY else None
    said = {"title": title, "collection": collection, "backfill": backfill}
    adding = _adding(server, said, in_place=in_place)
    outcomes = adding.take_in(chosen) if no_wait else adding.take_in_and_wait(chosen)
    shown = screen.table("", "file", "length", "")
    for outcome in outcomes:
        mark = "[green]✓[/]" if outcome.worked else "[red]✗[/]"
        shown.add_row(mark, screen.plain(outcome.name), outcome.length, screen.plain(outcome.says))
    screen.results().print(shown)
    if not all(outcome.worked for outcome in outcomes):
        raise typer.Exit(1)


def _adding(
    server: str | None, said: dict[str, str | None], *, in_place: bool
) -> Adding | AddingRemotely:
    from earshot.errors import BadRequest
    from earshot_gateway.details import details_of
    from earshot_standalone.asking import read_settings

    settings, console = read_settings(server), screen.progress()
    details = details_of(said)
    if not settings.server:
        from earshot_standalone.adding import Adding

        return Adding(settings, details, in_place=in_place, console=console)
    if in_place:
        raise BadRequest("--in-place needs the archive on this machine; leave out --server")
    from earshot_standalone.adding_remotely import AddingRemotely
    from earshot_standalone.remote_archive import RemoteArchive

    archive = RemoteArchive(settings.server, settings.token)
    given = {name: value for name, value in said.items() if value is not None}
    return AddingRemotely(archive, given, console)
