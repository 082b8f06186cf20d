"""What several sub-commands do first: read the settings, open the archive, read a level."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from earshot.captions.cue import LANGUAGES, CaptionOptions, Style, parse_salience
from earshot.domain.levels import Level, parse_level
from earshot.domain.queries import Order
from earshot.errors import BadRequest
from earshot.log import configure_logging
from earshot.settings import Settings, load_settings
from earshot_standalone.archive import Archive


def read_settings(server: str | None = None) -> Settings:
    """The settings, quiet logs; `server` goes before EARSHOT_SERVER."""
    settings = load_settings(**({} if server is None else {"server": server}))
    configure_logging("ERROR", as_json=settings.log_json)
    return settings


def open_archive(server: str | None = None) -> Archive:
    """The archive that the settings mean: on this machine, or behind a running service."""
    settings = read_settings(server)
    if settings.server:
        from earshot_standalone.remote_archive import RemoteArchive

        return RemoteArchive(settings.server, settings.token)
    from earshot_standalone.embedded_archive import EmbeddedArchive

    return EmbeddedArchive(settings)


def read_level(text: str) -> int:
    """A level as people type it; `BadRequest` with what would have been right."""
    try:
        return parse_level(text)
    except ValueError as error:
        raise BadRequest(str(error)) from error


def read_order(text: str) -> str:
    """An order as people type it; `BadRequest` with what would have been right."""
    if text not in list(Order):
        raise BadRequest(f"sort must be {', '.join(Order)}, not {text!r}")
    return text


def read_period(text: str) -> str:
    """A step of a trend as people type it; `BadRequest` with what would have been right."""
    if text not in _PERIODS:
        raise BadRequest(f"period must be {', '.join(_PERIODS)}, not {text!r}")
    return text


def read_caption_options(
    level: str, salience: str, style: str, language: str, min_gap_s: float
) -> CaptionOptions:
    """Caption options as people type them; `BadRequest` with what would have been right."""
    if style not in list(Style):
        raise BadRequest(f"style must be brackets or plain, not {style!r}")
    if language not in LANGUAGES:
        raise BadRequest(f"language must be one of {', '.join(LANGUAGES)}, not {language!r}")
    if not 0 <= min_gap_s < _LONGEST_GAP_S:
        raise BadRequest(f"min-gap must be a number of seconds from 0 to {_LONGEST_GAP_S:.0f}")
    try:
        how_much = parse_salience(salience)
    except ValueError as error:
        raise BadRequest(str(error)) from error
    return CaptionOptions(
        level=Level(read_level(level)),
        salience=how_much,
        style=Style(style),
        language=language,
        min_gap_s=min_gap_s,
    )


_LONGEST_GAP_S = 3600.0
_PERIODS = ("day", "week", "month")
