"""`earshot listen`: hear one file and print what is in it; nothing is stored."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from earshot_standalone import screen

if TYPE_CHECKING:
    from earshot.settings import Settings
    from earshot_standalone.hearing import HeardFile


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command()(listen)


def listen(
    file: Annotated[Path, typer.Argument(help="A video or audio file.")],
    json_out: Annotated[
        Path | None, typer.Option("--json", help="Write the JSON here, not to standard output.")
    ] = None,
    scores_out: Annotated[
        Path | None, typer.Option("--scores", help="Also write all frame scores to this .npz.")
    ] = None,
    level: Annotated[
        str, typer.Option(help="sure, balanced, everything or 1 to 6.")
    ] = "everything",
    floor: Annotated[
        float | None,
        typer.Option(help="One threshold for all labels instead of a level.", min=0.0, max=1.0),
    ] = None,
) -> None:
    """Run the whole pipeline on one file."""
    from earshot.domain.levels import parse_level
    from earshot.errors import BadRequest
    from earshot.settings import load_settings
    from earshot_standalone.hearing import as_document

    try:
        chosen = parse_level(level)
    except ValueError as error:
        raise BadRequest(str(error)) from error
    heard = _hear(file, load_settings())
    document = as_document(heard, chosen, floor)
    if heard.remark:
        screen.progress().print(screen.plain(f"earshot: {heard.remark}"))
    if scores_out is not None:
        _write_scores(scores_out, heard)
    if json_out is None:
        screen.print_json(document)
        return
    try:
        json_out.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n")
    except OSError as error:
        raise BadRequest(f"cannot write {json_out}: {error.strerror}") from error


def _hear(file: Path, settings: Settings) -> HeardFile:
    from rich.progress import Progress

    from earshot.adapters.extractor.resolve import resolve_extractor
    from earshot.adapters.tagger.resolve import resolve_tagger
    from earshot.tagging.bundle import load_bundle
    from earshot_standalone.hearing import hear
    from earshot_worker.bundles import bundle_folder

    extractor = resolve_extractor(settings)
    tagger = resolve_tagger(settings, load_bundle(bundle_folder(settings)))
    total_s = extractor.probe(file).duration_s
    with Progress(console=screen.progress(), transient=True) as bars:
        bar = bars.add_task(screen.plain(file.name), total=total_s)
        return hear(file, extractor, tagger, lambda heard_s: bars.advance(bar, heard_s))


def _write_scores(path: Path, heard: HeardFile) -> None:
    import numpy as np

    from earshot.errors import BadRequest

    try:
        # An open file keeps numpy from adding an ending to the name.
        with path.open("wb") as target:
            np.savez_compressed(
                target,
                scores=heard.scores,
                labels=np.array([label.name for label in heard.bundle.labels]),
                label_ids=np.array([label.label_id for label in heard.bundle.labels]),
                hop_s=np.float64(heard.bundle.hop_s),
            )
    except OSError as error:
        raise BadRequest(f"cannot write {path}: {error.strerror}") from error
