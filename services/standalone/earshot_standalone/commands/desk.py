"""`earshot correct`, `withdraw`, `corrections`, `proxy`, `excerpt` and `markers`."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from earshot_standalone import screen
from earshot_standalone.commands.options import Server

if TYPE_CHECKING:
    from earshot_standalone.archive import Archive
    from earshot_standalone.desk import Desk

Video = Annotated[str, typer.Argument(metavar="VIDEO", help="Id, title or file name of a video.")]
At = Annotated[str, typer.Argument(help="Such as 80.5, 1:20 or 1m20s.")]
By = Annotated[str, typer.Option("--by", help="Who says so.")]
AsJson = Annotated[bool, typer.Option("--json", help="As JSON.")]


class CorrectionKind(StrEnum):
    """As `earshot.domain.corrections.Kind`, which need not be loaded for `--help`."""

    ABSENT = "absent"
    PRESENT = "present"
    INSTEAD = "instead"
    MOVED = "moved"


def register(app: typer.Typer) -> None:
    """Add the commands to the app."""
    for command in (correct, withdraw, corrections, proxy, excerpt, markers):
        app.command()(command)


def correct(  # noqa: PLR0913 - each is an option of the command
    video: Video,
    kind: Annotated[CorrectionKind, typer.Argument(help="What is wrong.")],
    label: Annotated[str, typer.Argument(help="Name or id of the label that it is about.")],
    start: At,
    end: At,
    instead: Annotated[str | None, typer.Option(help="With instead: what it is.")] = None,
    to_start: Annotated[str | None, typer.Option(help="With moved: when it begins.")] = None,
    to_end: Annotated[str | None, typer.Option(help="With moved: when it ends.")] = None,
    by: By = "",
    note: Annotated[str, typer.Option(help="Why.")] = "",
    as_json: AsJson = False,
    server: Server = None,
) -> None:
    """Set right what was heard: a label is absent, present, another one, or at other times."""
    archive, desk = _opened(server)
    said: dict[str, Any] = {
        "kind": kind.value,
        "label": label,
        "start_s": _seconds(start),
        "end_s": _seconds(end),
        "instead": instead,
        "to_start_s": _seconds(to_start) if to_start is not None else None,
        "to_end_s": _seconds(to_end) if to_end is not None else None,
        "by": by,
        "note": note,
    }
    made = desk.correct(archive.video(video)["id"], said)
    if as_json:
        screen.print_json(made)
    else:
        screen.results().print(f"corrected: {made['id']}")


def withdraw(
    video: Video,
    correction: Annotated[str, typer.Argument(help="Id, as `earshot corrections` shows it.")],
    by: By = "",
    server: Server = None,
) -> None:
    """Take a correction back; it stays on record."""
    archive, desk = _opened(server)
    desk.withdraw(archive.video(video)["id"], correction, by)
    screen.results().print("withdrawn")


def corrections(
    video: Annotated[str | None, typer.Argument(metavar="VIDEO", help="Of this one only.")] = None,
    withdrawn: Annotated[bool, typer.Option("--withdrawn", help="Those as well.")] = False,
    export: Annotated[
        str | None, typer.Option(metavar="csv|jsonl", help="All, as training data.")
    ] = None,
    as_json: AsJson = False,
    server: Server = None,
) -> None:
    """List what people have set right, or export it as training data."""
    from earshot.errors import BadRequest

    archive, desk = _opened(server)
    if export is not None:
        if export not in {"csv", "jsonl"}:
            raise BadRequest(f"--export takes csv or jsonl, not {export!r}")
        sys.stdout.write(desk.training(export))
        return
    if video is None:
        raise BadRequest("name a video, or export all corrections with --export csv")
    found = desk.corrections(archive.video(video)["id"], withdrawn=withdrawn)
    if as_json:
        screen.print_json({"corrections": found})
        return
    shown = screen.table("id", "from", "to", "kind", "label", "by")
    for one in found:
        label = one["label"] + (f" → {one['instead']}" if one["instead"] else "")
        times = (f"{one['start_s']:.2f}", f"{one['end_s']:.2f}")
        shown.add_row(one["id"], *times, one["kind"], *map(screen.plain, (label, one["by"])))
    screen.results().print(shown if found else "nobody has corrected this video")


def proxy(video: Video, server: Server = None) -> None:
    """Have a video made playable in browsers."""
    archive, desk = _opened(server)
    with screen.progress().status("making it playable"):
        made = desk.proxy(archive.video(video)["id"])["proxy"]
    screen.results().print(f"{made['state']}: {made['media_type'] or made['detail'] or ''}")
    if made["state"] == "failed":
        raise typer.Exit(1)


def excerpt(
    video: Video,
    start: At,
    end: At,
    out: Annotated[Path, typer.Option("--out", help="File to write, .wav or .mp4.")],
    server: Server = None,
) -> None:
    """Cut a stretch out of a video, as WAV or MP4."""
    from earshot.errors import BadRequest, FileUnreadable

    form = out.suffix.lower().removeprefix(".")
    if form not in {"wav", "mp4"}:
        raise BadRequest("--out names a file that ends in .wav or .mp4")
    archive, desk = _opened(server)
    with screen.progress().status("cutting it out"):
        data = desk.excerpt(archive.video(video)["id"], _seconds(start), _seconds(end), form)
    try:
        out.write_bytes(data)
    except OSError as error:
        raise FileUnreadable(f"{out} cannot be written") from error


def markers(
    video: Video,
    form: Annotated[str, typer.Option("--format", metavar="edl|csv")] = "edl",
    level: Annotated[str, typer.Option(help="sure, balanced, everything or 1 to 6.")] = "balanced",
    label: Annotated[list[str] | None, typer.Option(help="Only these, by id.")] = None,
    fps: Annotated[str, typer.Option(help="Frames a second: 24, 25, 29.97 …")] = "25",
    server: Server = None,
) -> None:
    """List what was heard as markers for a film editor."""
    from earshot.captions.markers import RATES
    from earshot.errors import BadRequest
    from earshot_standalone.asking import read_level

    if form not in {"edl", "csv"} or fps not in RATES:
        raise BadRequest(f"--format is edl or csv, --fps one of {', '.join(RATES)}")
    archive, desk = _opened(server)
    found = archive.video(video)["id"]
    labels = label or []
    sys.stdout.write(desk.markers(found, form, level=read_level(level), labels=labels, fps=fps))


def _opened(server: str | None) -> tuple[Archive, Desk]:
    from earshot_standalone.asking import open_archive, read_settings
    from earshot_standalone.remote_archive import RemoteArchive

    archive = open_archive(server)
    if isinstance(archive, RemoteArchive):
        from earshot_standalone.remote_desk import RemoteDesk

        return archive, RemoteDesk(archive)
    from earshot_standalone.embedded_desk import EmbeddedDesk

    return archive, EmbeddedDesk(read_settings(server))


def _seconds(text: str) -> float:
    from earshot.errors import BadRequest
    from earshot.query.values import seconds

    found = seconds(text)
    if found is None:
        raise BadRequest(f"{text!r} is no time; write it as 80.5, 1:20 or 1m20s")
    return found
