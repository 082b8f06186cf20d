"""`earshot stats`: how often and how long each sound was heard."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from typing import Annotated

import typer

from earshot_standalone import screen
from earshot_standalone.commands.options import Server


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command()(stats)


def stats(
    level: Annotated[str, typer.Option(help="sure, balanced, everything or 1 to 6.")] = "balanced",
    period: Annotated[str, typer.Option(help="Steps of the trend: day, week or month.")] = "month",
    periods: Annotated[int, typer.Option(min=1, max=60, help="How many steps.")] = 6,
    as_json: Annotated[bool, typer.Option("--json", help="All figures as JSON.")] = False,
    server: Server = None,
) -> None:
    """Count what was heard in the archive, in all and lately."""
    from earshot_standalone.asking import open_archive, read_level, read_period

    step = read_period(period)
    told = open_archive(server).label_figures(level=read_level(level), period=step, periods=periods)
    if as_json:
        screen.print_json(told)
        return
    from rich.table import Table

    table = Table("sound", "videos", "events", "hours", f"events by {step}", box=None)
    for label in told["labels"]:
        trend = " ".join(str(one["events"]) for one in label["trend"])
        counts = (str(label["videos"]), str(label["events"]), f"{label['hours']:.2f}")
        table.add_row(screen.plain(label["label"]), *counts, trend)
    screen.results().print(table if told["labels"] else "nothing was heard yet")
