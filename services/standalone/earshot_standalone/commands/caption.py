"""`earshot captions`: the sounds of a video as captions, merged into speech captions if asked."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from earshot_standalone.commands.options import Server

if TYPE_CHECKING:
    from earshot.captions.cue import CaptionOptions
    from earshot_standalone.archive import Archive


class CaptionFormat(StrEnum):
    """The names of `earshot.captions.formats.SheetFormat`, which loads too slowly for `--help`."""

    VTT = "vtt"
    SRT = "srt"
    TTML = "ttml"
    CSV = "csv"
    JSON = "json"
    TXT = "txt"
    METADATA = "metadata"
    CHAPTERS = "webvtt-chapters"
    AUDACITY = "audacity"
    RAVEN = "raven"
    LABELSTUDIO = "labelstudio"


def captions(  # noqa: PLR0913 - each is an option of the command
    video: Annotated[str, typer.Argument(metavar="VIDEO", help="Id, title or file name.")],
    form: Annotated[CaptionFormat, typer.Option("--format", help="How they are written.")],
    level: Annotated[
        str, typer.Option("--level", help="sure, balanced, everything or 1 to 6.")
    ] = "balanced",
    salience: Annotated[
        str, typer.Option("--salience", help="How much: safety, story or everything.")
    ] = "story",
    style: Annotated[str, typer.Option("--style", help="brackets or plain.")] = "brackets",
    language: Annotated[str, typer.Option("--language", help="en, de, fr, es or pt.")] = "en",
    min_gap: Annotated[
        float, typer.Option("--min-gap", help="Seconds; the same sound sooner is one sound.")
    ] = 2.0,
    merge: Annotated[
        Path | None,
        typer.Option("--merge", metavar="FILE", help="Speech captions (VTT or SRT) to join."),
    ] = None,
    server: Server = None,
) -> None:
    """Sound captions of one video."""
    from earshot_standalone.asking import open_archive, read_caption_options

    options = read_caption_options(level, salience, style, language, min_gap)
    archive = open_archive(server)
    video_id = archive.video(video)["id"]
    if merge is None:
        sys.stdout.write(archive.captions(video_id, kind=form.value, options=options))
    else:
        sys.stdout.write(_merged(archive, video_id, form, options, merge))


def _merged(
    archive: Archive, video_id: str, form: CaptionFormat, options: CaptionOptions, speech: Path
) -> str:
    from earshot.captions.formats import SheetFormat, write_cues
    from earshot.captions.merging import merge
    from earshot.captions.speech import read_speech
    from earshot.captions.tables import read_json
    from earshot.errors import BadRequest, FileUnreadable

    try:
        spoken = read_speech(speech.read_bytes())
    except OSError as error:
        raise FileUnreadable(f"{speech} cannot be read") from error
    sounds = read_json(archive.captions(video_id, kind="json", options=options))
    try:
        return write_cues(SheetFormat(form.value), merge(sounds, spoken), options.language)
    except ValueError as error:
        raise BadRequest(str(error)) from error
