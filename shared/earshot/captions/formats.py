"""All ways to write captions and events of one video, in one table."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from earshot.captions import interchange, tables
from earshot.captions.cue import CaptionOptions, Cue
from earshot.captions.cues import caption
from earshot.captions.merging import merge
from earshot.captions.phrasebook import phrasebook
from earshot.captions.sounds import worth_a_caption
from earshot.captions.subrip import write_subrip
from earshot.captions.webvtt import write_webvtt
from earshot.captions.whereabouts import Loudness
from earshot.domain.events import SoundEvent
from earshot.labels.ontology import audioset


class SheetFormat(StrEnum):
    """The name of a format, as commands and addresses use it."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What is to be written: the events of one video, and how."""

    events: tuple[SoundEvent, ...]
    options: CaptionOptions = field(default_factory=CaptionOptions)
    duration_s: float = 0.0
    audio: str = ""
    """Where an annotation tool finds the sound."""
    model: str = ""
    """Who heard it: bundle."""
    loudness: Loudness | None = None
    """Tells what is far away, left or right, where it was kept."""
    speech: tuple[Cue, ...] = ()
    """Speech captions to merge the sounds into."""

    def cues(self) -> tuple[Cue, ...]:
        """Sounds as captions, with the speech where there is any."""
        sounds = caption(self.events, self.options, self.duration_s or None, self.loudness)
        return merge(sounds, self.speech) if self.speech else sounds

    def standing(self) -> tuple[SoundEvent, ...]:
        """Events at the chosen level, by onset."""
        level = self.options.level
        chosen = (event for event in self.events if level in event.levels)
        return tuple(sorted(chosen, key=lambda event: (event.onset_s, event.offset_s)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """How a format is made and sent."""

    media_type: str
    suffix: str
    write: Callable[[Sheet], str]


def write_cues(form: SheetFormat, cues: Sequence[Cue], language: str = "en") -> str:
    """Cues that are there already, in a format made of cues; `ValueError` for the others."""
    if form not in OF_CUES:
        raise ValueError(f"{form} is made of events, not of cues")
    return OF_CUES[form](cues, language)


def write(form: SheetFormat, sheet: Sheet) -> str:
    """The whole file as text; encode it as UTF-8."""
    return WRITERS[form].write(sheet)


def _chapters(sheet: Sheet) -> str:
    book = phrasebook(sheet.options.language)
    sounds = worth_a_caption(sheet.events, sheet.options, audioset(), book)
    end_s = sheet.duration_s or max((sound.end_s for sound in sounds), default=0.0)
    return interchange.write_chapters(sounds, end_s, book)


def _labelstudio(sheet: Sheet) -> str:
    return interchange.write_labelstudio(sheet.standing(), audio=sheet.audio, model=sheet.model)


OF_CUES: Mapping[SheetFormat, Callable[[Sequence[Cue], str], str]] = {
    SheetFormat.VTT: lambda cues, language: write_webvtt(cues, language=language),
    SheetFormat.SRT: lambda cues, _: write_subrip(cues),
    SheetFormat.TTML: lambda cues, language: tables.write_ttml(cues, language=language),
    SheetFormat.CSV: lambda cues, _: tables.write_csv(cues),
    SheetFormat.JSON: lambda cues, _: tables.write_json(cues),
    SheetFormat.TXT: lambda cues, _: tables.write_text(cues),
}
"""Formats made of captions; the others tell the events as they are."""


def _cue_writer(form: SheetFormat, media_type: str) -> Writer:
    return Writer(
        media_type=media_type,
        suffix=f".{form}",
        write=lambda sheet: write_cues(form, sheet.cues(), sheet.options.language),
    )


WRITERS: Mapping[SheetFormat, Writer] = {
    SheetFormat.VTT: _cue_writer(SheetFormat.VTT, "text/vtt"),
    SheetFormat.SRT: _cue_writer(SheetFormat.SRT, "application/x-subrip"),
    SheetFormat.TTML: _cue_writer(SheetFormat.TTML, "application/ttml+xml"),
    SheetFormat.CSV: _cue_writer(SheetFormat.CSV, "text/csv"),
    SheetFormat.JSON: _cue_writer(SheetFormat.JSON, "application/json"),
    SheetFormat.TXT: _cue_writer(SheetFormat.TXT, "text/plain"),
    SheetFormat.METADATA: Writer(
        media_type="text/vtt",
        suffix=".metadata.vtt",
        write=lambda sheet: interchange.write_metadata(sheet.standing()),
    ),
    SheetFormat.CHAPTERS: Writer(
        media_type="text/vtt",
        suffix=".chapters.vtt",
        write=_chapters,
    ),
    SheetFormat.AUDACITY: Writer(
        media_type="text/plain",
        suffix=".labels.txt",
        write=lambda sheet: interchange.write_audacity(sheet.standing()),
    ),
    SheetFormat.RAVEN: Writer(
        media_type="text/tab-separated-values",
        suffix=".selections.txt",
        write=lambda sheet: interchange.write_raven(sheet.standing()),
    ),
    SheetFormat.LABELSTUDIO: Writer(
        media_type="application/json",
        suffix=".labelstudio.json",
        write=_labelstudio,
    ),
}
