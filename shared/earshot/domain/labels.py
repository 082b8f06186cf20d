"""A label: a class of the AudioSet ontology that a bundle can hear."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from earshot.domain.ids import LabelId


class Grade(StrEnum):
    """How well a bundle hears a label, from its figures on recordings it has not seen."""

    GOOD = "good"
    FAIR = "fair"
    WEAK = "weak"
    UNTESTED = "untested"


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """Id and display name, as AudioSet has them."""

    label_id: LabelId
    name: str
