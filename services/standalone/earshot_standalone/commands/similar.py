"""`earshot similar`: moments that sound like one of a video, or like a file."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from earshot_standalone import screen
from earshot_standalone.commands.options import Server

if TYPE_CHECKING:
    from rich.console import Console

    from earshot_standalone.archive import Archive, Document


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command()(similar)


def similar(  # noqa: PLR0913 - each is an option of the command
    what: Annotated[
        str,
        typer.Argument(metavar="VIDEO|FILE", help="A video with START and END, or a sound file."),
    ],
    start: Annotated[str | None, typer.Argument(help="Such as 80.5, 1:20 or 1m20s.")] = None,
    end: Annotated[str | None, typer.Argument(help="At most 30 s later.")] = None,
    collection: Annotated[str | None, typer.Option(help="Only in this collection.")] = None,
    min_score: Annotated[float, typer.Option(min=0.0, max=1.0, help="More alike ones only.")] = 0.6,
    limit: Annotated[int, typer.Option(min=1, max=100, help="Moments to show at most.")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="The whole answer as JSON.")] = False,
    server: Server = None,
) -> None:
    """Find moments that sound like a moment of a video, or like a short file."""
    from earshot_standalone.asking import open_archive

    archive = open_archive(server)
    how: dict[str, Any] = {"collection": collection, "min_score": min_score, "limit": limit}
    answer = _ask(archive, what, start, end, how)
    if as_json:
        screen.print_json(answer)
    else:
        _show(screen.results(), answer)


def _ask(
    archive: Archive, what: str, start: str | None, end: str | None, how: dict[str, Any]
) -> Document:
    from earshot.errors import BadRequest

    if start is None:
        file = Path(what)
        if not file.is_file():
            raise BadRequest(
                f"there is no file {what!r}; for a moment of a video, give its start and end too"
            )
        with screen.progress().status(f"listening to {screen.plain(file.name)}"):
            return archive.similar_to_file(file, how)
    if end is None:
        raise BadRequest("give the end of the moment too, such as: earshot similar VIDEO 1:20 1:23")
    onset_s, offset_s = _seconds(start), _seconds(end)
    moment = {"video_id": archive.video(what)["id"], "onset_s": onset_s, "offset_s": offset_s}
    return archive.similar(moment | how)


def _seconds(text: str) -> float:
    from earshot.errors import BadRequest
    from earshot.query.values import seconds

    found = seconds(text)
    if found is None:
        raise BadRequest(f"{text!r} is no time; write it as 80.5, 1:20 or 1m20s")
    return found


def _show(console: Console, answer: Document) -> None:
    for moment in answer["moments"]:
        console.print(f"{moment['score']:.2f}  {moment['likeness']:<14}  {_place(moment)}")
        for copy in moment["copies"]:
            console.print(f"      [dim]also in {_place(copy)}[/]")
    for copy in answer["copies"]:
        console.print(f"[dim]the same moment is in {_place(copy)}[/]")
    if not answer["moments"]:
        console.print("nothing sounds alike; try --min-score 0.4")


def _place(moment: Document) -> str:
    from earshot_standalone.clock import clock

    span = f"{clock(moment['start_s'])} – {clock(moment['end_s'])}"
    return f"{span}  {screen.plain(moment['title'])}  [dim]{moment['video_id']}[/]"
