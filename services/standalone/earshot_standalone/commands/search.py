"""`earshot search`: the best moments, grouped by video."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from earshot_standalone import screen
from earshot_standalone.commands.options import Server

if TYPE_CHECKING:
    from rich.console import Console

    from earshot_standalone.archive import Document


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command()(search)


def search(
    query: Annotated[list[str], typer.Argument(help="What to listen for, such as: dog bark")],
    level: Annotated[str, typer.Option(help="sure, balanced, everything or 1 to 6.")] = "balanced",
    min_score: Annotated[float, typer.Option(min=0.0, max=1.0, help="Surer moments only.")] = 0.0,
    limit: Annotated[int, typer.Option(min=1, max=200, help="Videos to show at most.")] = 20,
    sort: Annotated[
        str, typer.Option(help="relevance, time (oldest first), newest or duration (longest).")
    ] = "relevance",
    as_json: Annotated[
        bool, typer.Option("--json", help="The whole answer as JSON, with counts and facets.")
    ] = False,
    server: Server = None,
) -> None:
    """Find moments by the sounds that are heard in them."""
    from earshot_standalone.asking import open_archive, read_level, read_order

    order = read_order(sort)
    archive = open_archive(server)
    answer = archive.search(
        " ".join(query), level=read_level(level), min_score=min_score, limit=limit, sort=order
    )
    if as_json:
        screen.print_json(answer)
    else:
        _show(screen.results(), answer)


def _show(console: Console, answer: Document) -> None:
    from earshot_standalone.clock import clock

    for word in answer["unresolved"]:
        console.print(f"[yellow]{screen.plain(word['detail'])}[/]")
    for offer in answer["did_you_mean"]:
        console.print(f"[yellow]did you mean:[/] {screen.plain(offer)}")
    for video in answer["videos"]:
        console.print(f"[bold]{screen.plain(video['title'])}[/]  [dim]{video['video_id']}[/]")
        for moment in video["moments"]:
            place = f"{clock(moment['start_s'])} – {clock(moment['end_s'])}"
            label = screen.plain(moment["label"])
            console.print(f"  {place}  {label}  {moment['score']:.2f}")
        if (more := video["moments_total"] - len(video["moments"])) > 0:
            console.print(f"  [dim]and {more} more[/]")
    for video in answer["names"]:
        console.print(f"by name: [bold]{screen.plain(video['title'])}[/]  {video['video_id']}")
    _show_counts(console, answer)
    if not (answer["videos"] or answer["names"] or answer["unresolved"]):
        console.print("nothing was heard; try --level everything")


def _show_counts(console: Console, answer: Document) -> None:
    counts = answer["counts"]
    if counts is None or answer["unresolved"]:
        return
    least = "" if counts["exact"] else "at least "
    told = f"{least}{_amount(counts['videos'], 'video')}, {_amount(counts['moments'], 'moment')}"
    more = counts["levels"][0]
    if answer["level"] > more["level"] and more["more_moments"] > 0:
        told += f"; {more['more_moments']} more with --level everything"
    if counts["videos"] or more["videos"]:
        console.print(f"[dim]{told}[/]")


def _amount(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
