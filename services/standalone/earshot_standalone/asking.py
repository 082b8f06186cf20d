"""What several sub-commands do first: read the settings, open the archive, read a level."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from earshot.domain.levels import parse_level
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
