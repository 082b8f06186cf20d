"""Did you mean: the query with the words that were not understood put right."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Mapping, Sequence

from earshot.labels.resolution import MatchKind, Resolution
from earshot.labels.suggesting import as_typed
from earshot.query.plan import Plan, sounds_in
from earshot.query.tree import Sound

_OFFERS = 3


def did_you_mean(plan: Plan) -> tuple[str, ...]:
    """Whole queries to offer, likeliest first; empty for one that came as a tree."""
    wrong = {
        sound: options
        for sound in sounds_in(plan.tree)
        if sound.stop > sound.start and (options := _options(plan.meanings[sound]))
    }
    if not plan.text or not wrong:
        return ()
    first = {sound: options[0] for sound, options in wrong.items()}
    offers = [_mended(plan.text, first)]
    for sound, options in wrong.items():
        offers += [_mended(plan.text, {**first, sound: other}) for other in options[1:]]
    return tuple(dict.fromkeys(offers))[:_OFFERS]


def _options(word: Resolution) -> Sequence[str]:
    if word.problem is not None:
        return [as_typed(phrase) for phrase in word.nearest]
    if all(match.kind is MatchKind.TYPO for match in word.matches):
        return [as_typed(word.matches[0].phrase)]
    return []


def _mended(text: str, words: Mapping[Sound, str]) -> str:
    for sound in sorted(words, key=lambda sound: -sound.start):
        text = f"{text[: sound.start]}{words[sound]}{text[sound.stop :]}"
    return text
