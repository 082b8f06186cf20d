"""One thing that was looked at: how it stands and what to do."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from earshot.errors import EarshotError


class Health(StrEnum):
    """How bad it is."""

    FINE = "fine"
    WORTH_A_LOOK = "worth a look"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The verdict of one check, in one sentence, with what to do where it is not fine."""

    subject: str
    health: Health
    says: str
    advice: str = ""


Check = Callable[[], Iterator[Finding]]


def fine(subject: str, says: str) -> Finding:
    """All is well."""
    return Finding(subject=subject, health=Health.FINE, says=says)


def examine(subject: str, check: Check) -> list[Finding]:
    """Run one check; an error of ours is a finding too, and other checks still run."""
    try:
        return list(check())
    except EarshotError as error:
        return [Finding(subject=subject, health=Health.BROKEN, says=str(error))]
    except OSError as error:
        return [Finding(subject=subject, health=Health.BROKEN, says=f"{error.strerror or error}")]
