"""What people say of a video: title, description, collection, recording date."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from earshot.domain.video import DEFAULT_COLLECTION
from earshot.errors import BadRequest
from earshot_gateway.names import one_line

MAX_TITLE_CHARACTERS = 300
MAX_COLLECTION_CHARACTERS = 100
MAX_DESCRIPTION_CHARACTERS = 20_000


def _tidy_line(value: object) -> object:
    return one_line(value) if isinstance(value, str) else value


def _tidy_text(value: object) -> object:
    """Text of several lines: each tidied, line ends made alike."""
    if not isinstance(value, str):
        return value
    return "\n".join(one_line(line) for line in value.splitlines()).strip()


def _in_utc(moment: datetime) -> datetime:
    """A time without a zone is taken as UTC."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


Title = Annotated[
    str, BeforeValidator(_tidy_line), Field(min_length=1, max_length=MAX_TITLE_CHARACTERS)
]
Collection = Annotated[
    str, BeforeValidator(_tidy_line), Field(min_length=1, max_length=MAX_COLLECTION_CHARACTERS)
]
Description = Annotated[
    str, BeforeValidator(_tidy_text), Field(max_length=MAX_DESCRIPTION_CHARACTERS)
]
Moment = Annotated[datetime, AfterValidator(_in_utc)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What was said with an upload; None where nothing was."""

    title: str | None = None
    description: str = ""
    collection: str = DEFAULT_COLLECTION
    recorded_at: datetime | None = None
    backfill: bool = False
    """One of many: uploads that come later, but alone, go first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What an edit sets; `fields` names them, for None may be a value too."""

    fields: frozenset[str] = field(default_factory=frozenset)
    title: str = ""
    description: str = ""
    collection: str = ""
    recorded_at: datetime | None = None


class _Said(BaseModel):
    model_config = ConfigDict(extra="ignore")

    title: Title | None = None
    description: Description = ""
    collection: Collection = DEFAULT_COLLECTION
    recorded_at: Moment | None = None
    backfill: bool = False


FIELDS = frozenset(_Said.model_fields)


def details_of(said: Mapping[str, str | None]) -> Details:
    """Check and tidy what came with an upload; empty values count as not given.

    Raises
    ------
    BadRequest
        With one sentence on the first field that does not fit.
    """
    given = {name: value for name, value in said.items() if value is not None and value.strip()}
    try:
        checked = _Said.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        message = first["msg"].removeprefix("Value error, ")
        raise BadRequest(f"{first['loc'][0]}: {message[:1].lower()}{message[1:]}") from error
    return Details(
        title=checked.title,
        description=checked.description,
        collection=checked.collection,
        recorded_at=checked.recorded_at,
        backfill=checked.backfill,
    )
