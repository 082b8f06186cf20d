"""The command names the formats that there are."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import pytest

from earshot.captions.cue import CaptionOptions, Salience, Style
from earshot.captions.formats import SheetFormat
from earshot.domain.levels import Level
from earshot.errors import BadRequest
from earshot_standalone.asking import read_caption_options
from earshot_standalone.commands.caption import CaptionFormat


def test_formats_are_the_ones_that_can_be_written() -> None:
    assert [form.value for form in CaptionFormat] == [form.value for form in SheetFormat]


def test_options_are_read() -> None:
    options = read_caption_options("sure", "safety", "plain", "fr", 3.5)
    assert options == CaptionOptions(
        level=Level.SURE, salience=Salience.SAFETY, style=Style.PLAIN, language="fr", min_gap_s=3.5
    )


@pytest.mark.parametrize(
    "wrong",
    [
        ("loud", "story", "plain", "en", 1.0),
        ("sure", "loud", "plain", "en", 1.0),
        ("sure", "story", "loud", "en", 1.0),
        ("sure", "story", "plain", "xx", 1.0),
        ("sure", "story", "plain", "en", -1.0),
    ],
)
def test_what_does_not_fit_is_refused(wrong: tuple[str, str, str, str, float]) -> None:
    with pytest.raises(BadRequest):
        read_caption_options(*wrong)
