"""Joins the words of a query to phrases, and reads and, or, with … in lower case."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Iterator, Sequence

from earshot.labels.folding import fold
from earshot.labels.vocabulary import Vocabulary
from earshot.query.phrases import Phrase, split
from earshot.query.scanning import Token

_BETWEEN = {"and": "AND", "or": "OR", "with": "WITH", "then": "THEN", "near": "NEAR"}
_OPERANDS_END = {"PHRASE", "STRING", "FIELD", "RPAR", "TIME", "NUMBER", "STRETCH"}
_OPERANDS_BEGIN = {"WORD", "STRING", "FIELD", "LPAR", "NOT"}


def join_words(text: str, tokens: Sequence[Token], vocabulary: Vocabulary) -> list[Token]:
    """The tokens with each run of words replaced by phrases and keywords.

    Capitals always mean the operator. In lower case `and` is one only between two sounds and
    outside a phrase: `drum and bass and dog` is two sounds.
    """
    done: list[Token] = []
    run: list[Token] = []
    for token in [*tokens, None]:
        if token is not None and token.kind == "WORD":
            run.append(token)
            continue
        _flush(text, run, done, following=token, vocabulary=vocabulary)
        run = []
        if token is not None:
            done.append(token)
    return done


def _flush(
    text: str,
    run: list[Token],
    done: list[Token],
    *,
    following: Token | None,
    vocabulary: Vocabulary,
) -> None:
    stretch: list[Token] = []
    for at, token in enumerate(run):
        if _is_keyword(text, run, at, vocabulary):
            done.extend(_phrases(text, stretch, vocabulary))
            stretch = []
            after = run[at + 1] if at + 1 < len(run) else following
            kind = _kind(token, done[-1] if done else None, after)
            if kind:
                done.append(Token(kind=kind, value=token.value, start=token.start, stop=token.stop))
        else:
            stretch.append(token)
    done.extend(_phrases(text, stretch, vocabulary))


def _is_keyword(text: str, run: Sequence[Token], at: int, vocabulary: Vocabulary) -> bool:
    """A lower-case keyword that is not part of a known phrase around it."""
    if run[at].value.lower() not in (*_BETWEEN, "not"):
        return False
    for first in range(max(0, at - 3), at + 1):
        for last in range(at, min(len(run), at + 4)):
            around = text[run[first].start : run[last].stop]
            if last > first and vocabulary.knows_exactly(around):
                return False
    return True


def _kind(token: Token, before: Token | None, after: Token | None) -> str | None:
    begins = after is not None and after.kind in _OPERANDS_BEGIN
    if token.value.lower() == "not":
        return "NOT" if begins else None
    ends = before is not None and before.kind in _OPERANDS_END
    return _BETWEEN[token.value.lower()] if begins and ends else None


def _phrases(text: str, run: Sequence[Token], vocabulary: Vocabulary) -> Iterator[Token]:
    words = [
        Phrase(start=token.start, stop=token.stop, text=token.value)
        for token in run
        if fold(token.value)
    ]
    for phrase in split(text, words, vocabulary):
        yield Token(kind="PHRASE", value=phrase.text, start=phrase.start, stop=phrase.stop)
