"""`earshot rebuild` and `earshot doctor`: make anew what can be, see what is wrong."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import typer

from earshot_standalone import screen


def register(app: typer.Typer) -> None:
    """Add the commands to the app."""
    app.command()(rebuild)
    app.command()(doctor)


def rebuild() -> None:
    """Make catalog and index anew from the store, while searches go on."""
    from earshot.log import configure_logging
    from earshot.settings import load_settings
    from earshot_standalone.rebuilding import rebuild_archive

    settings = load_settings()
    configure_logging("ERROR", as_json=settings.log_json)
    with screen.progress().status("reading the store"):
        done = rebuild_archive(settings)
    console = screen.results()
    console.print(f"{done.videos} videos, {done.indexed} indexed, {done.enqueued} to be finished")
    for key in done.unreadable:
        console.print(f"[red]left alone, for it cannot be read:[/] {screen.plain(key)}")
    if done.unreadable:
        raise typer.Exit(1)


def doctor() -> None:
    """Check ffmpeg, model, disk, store, catalog, index and stuck videos; say what to do."""
    from earshot.log import configure_logging
    from earshot.settings import load_settings
    from earshot_standalone.doctor.finding import Health
    from earshot_standalone.doctor.round import doctor_round

    settings = load_settings()
    configure_logging("ERROR", as_json=settings.log_json)
    marks = {
        Health.FINE: "[green]✓[/]",
        Health.WORTH_A_LOOK: "[yellow]![/]",
        Health.BROKEN: "[red]✗[/]",
    }
    findings = list(doctor_round(settings))
    shown = screen.table("", "", "", "what to do")
    for finding in findings:
        texts = (finding.subject, finding.says, finding.advice)
        shown.add_row(marks[finding.health], *(screen.plain(text) for text in texts))
    screen.results().print(shown)
    if any(finding.health is Health.BROKEN for finding in findings):
        raise typer.Exit(1)
