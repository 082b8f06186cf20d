"""`earshot list`, `show`, `events`, `captions`, `labels` and `remove`."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import csv
import sys
from typing import Annotated

import typer

from earshot_standalone import screen
from earshot_standalone.commands.caption import captions
from earshot_standalone.commands.options import Server

Video = Annotated[str, typer.Argument(metavar="VIDEO", help="Id, title or file name of a video.")]
LevelOption = Annotated[str, typer.Option("--level", help="sure, balanced, everything or 1 to 6.")]
AsJson = Annotated[bool, typer.Option("--json", help="As JSON.")]


def register(app: typer.Typer) -> None:
    """Add the commands to the app."""
    app.command("list")(list_videos)
    for command in (show, events, captions, labels, remove):
        app.command()(command)


def list_videos(*, as_json: AsJson = False, server: Server = None) -> None:
    """All videos and how they stand."""
    from earshot_standalone.asking import open_archive
    from earshot_standalone.clock import length

    videos = list(open_archive(server).videos())
    if as_json:
        screen.print_json({"videos": videos})
        return
    shown = screen.table("id", "title", "collection", "length", "state", "")
    for video in videos:
        shown.add_row(
            video["id"],
            screen.plain(video["title"]),
            screen.plain(video["collection"]),
            length(video["duration_s"]),
            video["state"],
            screen.plain(video["detail"] or ""),
        )
    console = screen.results()
    console.print(shown if videos else "no videos yet; `earshot add FILE` takes some in")


def show(video: Video, server: Server = None) -> None:
    """Everything that is known of one video."""
    from earshot_standalone.asking import open_archive

    screen.print_json(open_archive(server).video(video))


def events(
    video: Video,
    level: LevelOption = "balanced",
    *,
    as_json: AsJson = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="As CSV.")] = False,
    server: Server = None,
) -> None:
    """What was heard in one video, by time."""
    from earshot.errors import BadRequest
    from earshot_standalone.asking import open_archive, read_level
    from earshot_standalone.clock import clock

    if as_json and as_csv:
        raise BadRequest("choose --json or --csv, not both")
    archive = open_archive(server)
    told = archive.events(archive.video(video)["id"], level=read_level(level))
    if as_json:
        screen.print_json(told)
        return
    if as_csv:
        rows = csv.writer(sys.stdout, lineterminator="\n")
        fields = ("onset_s", "offset_s", "label", "label_id", "score")
        rows.writerow(fields)
        rows.writerows([event[field] for field in fields] for event in told["events"])
        return
    shown = screen.table("from", "to", "label", "score")
    for event in told["events"]:
        onset, offset = clock(event["onset_s"]), clock(event["offset_s"])
        shown.add_row(onset, offset, screen.plain(event["label"]), f"{event['score']:.2f}")
    screen.results().print(shown if told["events"] else "nothing was heard at this level")


def labels(
    word: Annotated[str, typer.Argument(help="Part of a name.")] = "",
    *,
    as_json: AsJson = False,
    server: Server = None,
) -> None:
    """What Earshot can hear, how well, and how often it did here."""
    from earshot_standalone.asking import open_archive

    told = open_archive(server).labels(word)
    if as_json:
        screen.print_json(told)
        return
    shown = screen.table("label", "grade", "precision", "videos", "events", "id")
    for label in told["labels"]:
        precision = label["figures"].get("average_precision")
        shown.add_row(
            screen.plain(label["name"]),
            label["grade"],
            "–" if precision is None else f"{precision:.2f}",
            str(label["videos"]),
            str(label["events"]),
            label["label_id"],
        )
    screen.results().print(shown if told["labels"] else f"no label is called {screen.plain(word)}")


def remove(video: Video, server: Server = None) -> None:
    """Remove one video with all that was heard in it."""
    from earshot_standalone.asking import open_archive
    from earshot_standalone.embedded_archive import EmbeddedArchive
    from earshot_standalone.finishing import finish_removal

    archive = open_archive(server)
    found = archive.video(video)
    archive.remove(found["id"])
    if isinstance(archive, EmbeddedArchive):
        finish_removal()
    screen.results().print(f"removed {screen.plain(found['title'])}")
