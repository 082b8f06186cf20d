"""What several sub-commands do first: read the settings, open the archive, read a level."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from earshot.domain.levels import parse_level
from earshot.errors import BadRequest
from earshot.log import configure_logging
from earshot.settings import load_settings
from earshot_standalone.archive import Archive


def open_archive() -> Archive:
    """The archive that the settings mean."""
    from earshot_standalone.embedded_archive import EmbeddedArchive

    settings = load_settings()
    configure_logging("ERROR", as_json=settings.log_json)
    return EmbeddedArchive(settings)


def read_level(text: str) -> int:
    """A level as people type it; `BadRequest` with what would have been right."""
    try:
        return parse_level(text)
    except ValueError as error:
        raise BadRequest(str(error)) from error
