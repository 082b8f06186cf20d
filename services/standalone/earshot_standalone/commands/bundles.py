"""`earshot bundles`: which models hear in this archive; install, choose and remove them."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from earshot_standalone import screen

if TYPE_CHECKING:
    from earshot_worker.bundle_desk import Known

bundles = typer.Typer(
    no_args_is_help=True, help="The models that hear: list, install, use, remove, pack."
)
Named = Annotated[str, typer.Argument(metavar="BUNDLE", help="Name or id, as list shows it.")]


def register(app: typer.Typer) -> None:
    """Add the commands to the app."""
    app.add_typer(bundles, name="bundles")


@bundles.command("list")
def list_bundles(
    *, as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False
) -> None:
    """All bundles that ship, are installed, or have heard something here."""
    from earshot_standalone.bundling import open_desk

    known = open_desk().known()
    if as_json:
        screen.print_json({"bundles": [_told(one) for one in known]})
        return
    shown = screen.table("bundle", "version", "labels", "runtime", "precision", "")
    for one in known:
        bundle = one.bundle
        fields = [bundle.bundle_id, bundle.version, str(len(bundle.labels))]
        fields += [bundle.runtime, bundle.precision, ", ".join(_says(one))]
        shown.add_row(*(screen.plain(field) for field in fields))
    screen.results().print(shown)


@bundles.command()
def install(
    source: Annotated[
        str,
        typer.Argument(
            metavar="FILE-OR-URL", help="A packed bundle, its folder, or yamnet.tflite."
        ),
    ],
    sha256: Annotated[str | None, typer.Option(help="What the file's SHA-256 must be.")] = None,
) -> None:
    """Check a bundle, try it out and keep it in the store, for all workers of this archive."""
    import tempfile

    from earshot_standalone.bundle_sources import bundle_folder_of
    from earshot_standalone.bundling import open_desk

    desk = open_desk()
    with tempfile.TemporaryDirectory(prefix="earshot-install-") as scratch:
        bundle = desk.install(bundle_folder_of(source, sha256, Path(scratch)))
    name = screen.plain(bundle.bundle_id)
    screen.results().print(
        f"installed {name}, {len(bundle.labels)} labels; [bold]earshot bundles use {name}[/] lets "
        "it hear uploads, [bold]earshot retag[/] what is here already"
    )


@bundles.command()
def use(
    bundle: Named,
    beside: Annotated[
        list[str] | None,
        typer.Option("--beside", metavar="BUNDLE", help="Hears everything too; may be repeated."),
    ] = None,
) -> None:
    """Let a bundle hear uploads, and show what it heard in the videos that it knows."""
    from earshot_standalone.bundling import finish_indexing, open_desk

    desk = open_desk()
    chosen = desk.find(bundle).bundle.bundle_id
    others = [desk.find(one).bundle.bundle_id for one in beside or []]
    switched = desk.use(chosen, others)
    finish_indexing()
    console = screen.results()
    with_others = f" with {screen.plain(', '.join(others))} beside it" if others else ""
    console.print(f"in use: {screen.plain(chosen)}{with_others}")
    if switched.told_anew:
        console.print(f"{switched.told_anew} videos are told by what it heard in them")
    if switched.unheard:
        console.print(
            f"{switched.unheard} videos have not been heard by it yet: "
            f"[bold]earshot retag --bundle {screen.plain(chosen)} --missing[/]"
        )


@bundles.command()
def remove(bundle: Named) -> None:
    """Take an installed bundle out of the store; what it heard stays."""
    from earshot_standalone.bundling import open_desk

    desk = open_desk()
    found = desk.find(bundle)
    desk.remove(found)
    screen.results().print(f"removed {screen.plain(found.bundle.bundle_id)}")


@bundles.command()
def pack(
    source: Annotated[Path, typer.Argument(help="Folder of a bundle, or yamnet.tflite.")],
    out: Annotated[Path, typer.Option(help="The one file to write, such as keen.zip.")],
) -> None:
    """Make one file of a bundle, for others to install."""
    import hashlib
    import tempfile

    from earshot.tagging.package import pack as packed
    from earshot_standalone.bundle_sources import bundle_folder_of

    with tempfile.TemporaryDirectory(prefix="earshot-pack-") as scratch:
        bundle = packed(bundle_folder_of(str(source), None, Path(scratch)), out)
    with out.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    console = screen.results()
    console.print(f"packed {screen.plain(bundle.bundle_id)} into {screen.plain(str(out))}")
    console.print(f"sha256 {digest}")


def _says(one: Known) -> list[str]:
    told = {
        "in use": one.in_use,
        "beside": one.beside,
        "ships": one.ships,
        "installed": one.installed,
        "has heard": one.has_heard,
        "only its manifest is here": not one.at_hand,
    }
    return [word for word, is_so in told.items() if is_so]


def _told(one: Known) -> dict[str, Any]:
    bundle = one.bundle
    return {
        "bundle": bundle.bundle_id,
        "name": bundle.name,
        "version": bundle.version,
        "labels": len(bundle.labels),
        "runtime": bundle.runtime,
        "precision": bundle.precision,
        "in_use": one.in_use,
        "beside": one.beside,
        "ships": one.ships,
        "installed": one.installed,
        "has_heard": one.has_heard,
    }
