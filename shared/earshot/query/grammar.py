"""Reads a query: tokens into a tree by a Lark grammar, and faults in plain words."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from lark import Lark, Token
from lark.exceptions import UnexpectedToken, VisitError

from earshot.labels.vocabulary import Vocabulary
from earshot.query import scanning
from earshot.query.building import ToTree
from earshot.query.faults import QueryFault
from earshot.query.tree import Node
from earshot.query.wording import join_words

MAX_TERMS = 199
_WORDS_A_TERM = 5

_GRAMMAR = """
start: any_of
any_of: all_of (_OR all_of)*
all_of: (wanted | unwanted) (_AND? (wanted | unwanted))*
wanted: chain
unwanted: _NOT chain
chain: suffixed (relation suffixed within?)*
!relation: THEN | NEAR | WITH
within: _WITHIN TIME
suffixed: atom (lasting | repeated | first | last | stretch)*
lasting: _FOR OPERATOR TIME
repeated: _COUNT OPERATOR NUMBER within?
first: _IN FIRST TIME
last: _IN LAST TIME
stretch: _IN STRETCH
atom: PHRASE | STRING | FIELD | _LPAR any_of _RPAR
%declare PHRASE STRING FIELD THEN NEAR WITH TIME OPERATOR NUMBER FIRST LAST STRETCH
%declare _AND _OR _NOT _WITHIN _FOR _COUNT _IN _LPAR _RPAR
"""
_SILENT = ("AND", "OR", "NOT", "WITHIN", "FOR", "COUNT", "IN", "LPAR", "RPAR")
_BETWEEN = ("AND", "OR", "WITH", "THEN", "NEAR")
_BEHIND = ("FOR", "COUNT", "IN")


def parse(text: str, vocabulary: Vocabulary) -> Node:
    """Read a query in the language of `SEMANTICS.md`; a plain list of words is one too.

    Raises
    ------
    QueryFault
        With one sentence, the place, and where possible the query as it may have been meant.
    """
    scanned = scanning.scan(text)
    words = sum(token.kind in ("WORD", "STRING", "FIELD") for token in scanned)
    if words > _WORDS_A_TERM * MAX_TERMS:
        # Looking for phrases in so many words would take seconds, and find too many.
        check_terms(words, text)
    tokens = join_words(text, scanned, vocabulary)
    if not tokens:
        raise QueryFault("write a sound to look for, such as dog", text=text, start=0, stop=1)
    check_terms(sum(token.kind in ("PHRASE", "STRING", "FIELD") for token in tokens), text)
    parser = _lark().parse_interactive()
    try:
        for token in tokens:
            parser.feed_token(_for_lark(token))
        tree = parser.feed_token(Token("$END", "", len(text), end_pos=len(text)))
        node: Node = ToTree(text, tokens).transform(tree)
    except VisitError as error:
        raise error.orig_exc from None
    except UnexpectedToken as error:
        raise _explained(text, tokens, error) from None
    return node


def check_terms(terms: int, text: str = "") -> None:
    """Refuse a query that names too many sounds and filters."""
    if terms > MAX_TERMS:
        raise QueryFault(
            f"a query may name {MAX_TERMS} sounds and filters, this one has {terms}; shorten it",
            text=text[:60],
            start=0,
            stop=min(len(text), 60),
        )


@cache
def _lark() -> Lark:
    return Lark(_GRAMMAR, parser="lalr")


def _for_lark(token: scanning.Token) -> Token:
    kind = f"_{token.kind}" if token.kind in _SILENT else token.kind
    return Token(kind, token.value, token.start, end_pos=token.stop)


def _explained(text: str, tokens: Sequence[scanning.Token], error: UnexpectedToken) -> QueryFault:
    """Say what is missing at the token that Lark did not expect, or before it."""
    start = error.token.start_pos or 0
    at = next((i for i, token in enumerate(tokens) if token.start >= start), len(tokens))
    token = tokens[at] if at < len(tokens) and error.token.type != "$END" else None
    before = tokens[at - 1] if at > 0 else None
    if before is not None and before.kind in (*_BETWEEN, "NOT") and token is not before:
        return _without(text, before, f"{before.value} needs a sound after it")
    if token is None:
        return QueryFault("something is missing here", text=text, start=len(text), stop=len(text))
    if token.kind == "RPAR":
        return _without(text, before or token, "these brackets hold nothing", upto=token)
    if token.kind == "WITHIN":
        fault = _without(text, token, "WITHIN belongs behind THEN, NEAR or COUNT")
        fault.suggestion = _near(text, tokens[:at])
        return fault
    return _without(text, token, _misplaced(token))


def _misplaced(token: scanning.Token) -> str:
    if token.kind in (*_BETWEEN, *_BEHIND):
        return f"{token.value} needs a sound before it"
    if token.kind == "OPERATOR":
        return f"{token.value} belongs behind FOR, COUNT or a filter such as score:"
    return "this does not belong here"


def _without(
    text: str, token: scanning.Token, message: str, upto: scanning.Token | None = None
) -> QueryFault:
    """A fault whose remedy is to leave the token out."""
    stop = upto.stop if upto else token.stop
    rest = f"{text[: token.start].rstrip()} {text[stop:].lstrip()}".strip()
    return QueryFault(message, text=text, start=token.start, stop=stop, suggestion=rest or None)


def _near(text: str, before: Sequence[scanning.Token]) -> str | None:
    """`dog siren WITHIN 5s` as `dog NEAR siren WITHIN 5s`."""
    kinds = [token.kind for token in before if token.kind != "AND"]
    if [kind in ("PHRASE", "STRING") for kind in kinds[-2:]] != [True, True]:
        return None
    first, second = [token for token in before if token.kind != "AND"][-2:]
    return f"{text[: first.stop]} NEAR {text[second.start :]}"
