"""`earshot retag`: let a bundle hear what is here already, and show what it hears otherwise."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from earshot_standalone import screen

if TYPE_CHECKING:
    from earshot_worker.differences import Differences

SERVICE = "http://127.0.0.1:8484"
"""Where `earshot serve` listens unless told otherwise."""
MOST_ROWS = 20


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command()(retag)


def retag(
    bundle: Annotated[
        str | None, typer.Option(help="Name or id of a bundle; the one in use where left out.")
    ] = None,
    *,
    missing: Annotated[
        bool, typer.Option("--missing", help="Only videos that it has not heard yet.")
    ] = False,
    report: Annotated[
        bool, typer.Option("--report", help="Hear nothing, only compare what was heard.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The report as JSON.")] = False,
) -> None:
    """Let a bundle hear the whole archive, beside what others heard; uploads go first.

    Run it again after an interruption: it goes on where it was.
    """
    from earshot.adapters.queue.resolve import has_broker
    from earshot_standalone.bundling import archive_settings, open_desk
    from earshot_standalone.retagging import Retagging

    settings = archive_settings()
    desk = open_desk(settings)
    chosen = desk.find(bundle or desk.choice.fresh().use or desk.choice.default).bundle.bundle_id
    retagging = Retagging.of(settings, screen.progress())
    if report:
        _show(retagging.compare(chosen), as_json=as_json)
        return
    loaded = desk.shelf.load(chosen)
    if not has_broker(settings):
        desk.try_out(loaded)
    try:
        found = retagging.run(chosen, missing=missing)
    except KeyboardInterrupt:
        screen.progress().print("interrupted; the same command goes on where this one was")
        raise
    _show(found, as_json=as_json)


def _show(found: Differences, *, as_json: bool) -> None:
    told = _told(found)
    if as_json:
        screen.print_json(told)
        return
    console = screen.results()
    console.print(
        f"{screen.plain(found.bundle)} and the bundle before it have both heard "
        f"{found.videos} videos; events at the balanced level:"
    )
    labels = screen.table("label", "before", "after", "gained", "lost")
    for one in told["labels"][:MOST_ROWS]:
        numbers = (str(one[name]) for name in ("before", "after", "gained", "lost"))
        labels.add_row(screen.plain(one["label"]), *numbers)
    console.print(labels if told["labels"] else "no label gained or lost events")
    for name, says in (("new_to_it", "only it knows"), ("unknown_to_it", "it does not know")):
        if told[name]:
            names = ", ".join(told[name][:MOST_ROWS])
            console.print(f"heard, but labels that {says}: {screen.plain(names)}")
    if told["strongest"]:
        where = screen.table("strongest disagreements", "at", "score", "heard by", "listen")
        for one in told["strongest"]:
            at = f"{one['onset_s']:.1f}-{one['offset_s']:.1f} s"
            row = (one["label"], at, f"{one['score']:.2f}", one["heard_by"], one["link"])
            where.add_row(*(screen.plain(field) for field in row))
        console.print(where)
    for one in told["unheard"]:
        console.print(f"[red]not heard:[/] {screen.plain(one['video_id'] + ': ' + one['detail'])}")


def _told(found: Differences) -> dict[str, Any]:
    """The report as JSON; the links play from a little before."""
    from earshot.labels.ontology import audioset
    from earshot_search.presenting import moment_link

    names = audioset().names

    return {
        "bundle": found.bundle,
        "level": int(found.level),
        "videos": found.videos,
        "labels": [
            {
                "label": names.get(one.label_id, one.label_id),
                "label_id": one.label_id,
                "before": one.before,
                "after": one.after,
                "gained": one.gained,
                "lost": one.lost,
            }
            for one in found.labels
        ],
        "new_to_it": [names.get(one, one) for one in found.new_to_it],
        "unknown_to_it": [names.get(one, one) for one in found.unknown_to_it],
        "strongest": [
            {
                "video_id": one.video_id,
                "label": names.get(one.label_id, one.label_id),
                "label_id": one.label_id,
                "onset_s": one.onset_s,
                "offset_s": one.offset_s,
                "score": one.score,
                "heard_by": one.heard_by,
                "link": SERVICE + moment_link(one.video_id, one.onset_s),
            }
            for one in found.strongest
        ],
        "unheard": [{"video_id": one, "detail": detail} for one, detail in found.unheard],
    }
