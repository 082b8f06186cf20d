"""Cuts the text of a query into tokens and words, with the place of each."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from earshot.query.faults import QueryFault
from earshot.query.values import seconds, stretch

KEYWORDS = ("AND", "OR", "NOT", "WITH", "THEN", "NEAR", "WITHIN", "FOR", "COUNT", "IN")
MAX_CHARS = 9_999
MAX_DEPTH = 99

_QUOTED = re.compile(r'["“”„«»]([^"“”„«»]*)(["“”»«]?)')
_FIELD = re.compile(r"([A-Za-z]+):(?!//)(\s*(?:>=|<=|=>|=<|[<>=≥≤]))?\s*")
_OPERATOR = re.compile(r">=|<=|=>|=<|==|[<>=≥≤]")
_VALUE = re.compile(r'["“”„«»]([^"“”„«»]*)(["“”»«]?)|([^\s()]*)')
_WORD = re.compile(r'[^\s()"“”„«»,;<>=≥≤]+')
_SPACE = re.compile(r"[\s,;]+")
_TIME = re.compile(r"\d[\d.,:]*(?:\s*[A-Za-z]+(?:\s*\d[\d.]*\s*[A-Za-z]+)*)?|\S+")
_OPERATORS = {"≥": ">=", "≤": "<=", "=>": ">=", "=<": "<=", "==": "="}


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A piece of the text; `value` is what it says, without quotation marks."""

    kind: str
    value: str
    start: int
    stop: int
    operator: str = ""
    """Between a field and its value."""


def scan(text: str) -> list[Token]:
    """Tokens in order; plain words and lower-case keywords are of kind WORD."""
    if len(text) > MAX_CHARS:
        raise QueryFault(
            f"a query may have {MAX_CHARS} characters, this one has {len(text)}; shorten it",
            text=text[:60],
            start=0,
            stop=60,
        )
    tokens = list(_with_times(text, list(_raw(text))))
    _check_brackets(text, tokens)
    return tokens


def _raw(text: str) -> Iterator[Token]:
    at = 0
    while at < len(text):
        if space := _SPACE.match(text, at):
            at = space.end()
            continue
        token = _token(text, at)
        yield token
        at = token.stop


def _token(text: str, at: int) -> Token:
    if text[at] in "()":
        return Token(
            kind="LPAR" if text[at] == "(" else "RPAR", value=text[at], start=at, stop=at + 1
        )
    if quoted := _QUOTED.match(text, at):
        _check_closed(text, at, quoted.group(2))
        return Token(kind="STRING", value=quoted.group(1), start=at, stop=quoted.end())
    if operator := _OPERATOR.match(text, at):
        value = _OPERATORS.get(operator.group(), operator.group())
        return Token(kind="OPERATOR", value=value, start=at, stop=operator.end())
    if field := _FIELD.match(text, at):
        return _field(text, at, field)
    if text[at] == "-" and at + 1 < len(text) and not text[at + 1].isspace():
        return Token(kind="NOT", value="-", start=at, stop=at + 1)
    word = _WORD.match(text, at)
    stop = word.end() if word else at + 1
    value = text[at:stop]
    return Token(kind=value if value in KEYWORDS else "WORD", value=value, start=at, stop=stop)


def _field(text: str, at: int, field: re.Match[str]) -> Token:
    found = _VALUE.match(text, field.end())
    quoted, close, plain = found.groups() if found else ("", '"', "")
    if quoted is not None:
        _check_closed(text, field.end(), close)
    operator = (field.group(2) or "").strip()
    return Token(
        kind="FIELD",
        value=f"{field.group(1).lower()}:{quoted if quoted is not None else plain}",
        start=at,
        stop=found.end() if found else field.end(),
        operator=_OPERATORS.get(operator, operator),
    )


def _check_closed(text: str, at: int, close: str) -> None:
    if not close:
        raise QueryFault(
            "this quotation mark is not closed",
            text=text,
            start=at,
            stop=at + 1,
            suggestion=f'{text}"',
        )


def _with_times(text: str, raw: list[Token]) -> Iterator[Token]:
    """Read the values behind WITHIN, FOR, COUNT and IN, which are words elsewhere."""
    at = 0
    while at < len(raw):
        token, at = raw[at], at + 1
        name = token.value.upper() if token.kind in (*KEYWORDS, "WORD") else ""
        if name not in ("WITHIN", "FOR", "COUNT", "IN"):
            yield token
            continue
        found = _VALUES[name](text, token)
        if found is None and token.kind == "WORD":
            yield token
        elif found is None:
            raise _missing(name, text, token)
        else:
            yield replace(token, kind=name)
            yield from found
            while at < len(raw) and raw[at].start < found[-1].stop:
                at += 1


def _time(text: str, at: int) -> Token | None:
    """A time at a place, as `10s`, `10 s`, `1m 30s` or `10:00`."""
    space = _SPACE.match(text, at)
    begin = space.end() if space else at
    found = _TIME.match(text, begin)
    if not found:
        return None
    # The longest reading that is a time: "10 s" is, "10 dogs" only up to its number.
    words = re.split(r"(\s+)", found.group())
    for count in range(len(words), 0, -1):
        value = "".join(words[:count]).rstrip("),;")
        if value and seconds(value) is not None:
            return Token(kind="TIME", value=value, start=begin, stop=begin + len(value))
    return None


def _after_within(text: str, token: Token) -> list[Token] | None:
    time = _time(text, token.stop)
    return [time] if time else None


def _after_operator(text: str, token: Token, kind: str) -> list[Token] | None:
    space = _SPACE.match(text, token.stop)
    operator = _OPERATOR.match(text, space.end() if space else token.stop)
    if not operator:
        return None
    value = _time(text, operator.end())
    if value is None or (kind == "NUMBER" and not value.value.split()[0].isascii()):
        return None
    if kind == "NUMBER":
        digits = re.match(r"\d+(?![\d.:A-Za-z])", value.value)
        if not digits:
            return None
        value = replace(value, kind=kind, value=digits.group(), stop=value.start + digits.end())
    sign = _OPERATORS.get(operator.group(), operator.group())
    return [Token(kind="OPERATOR", value=sign, start=operator.start(), stop=operator.end()), value]


def _after_in(text: str, token: Token) -> list[Token] | None:
    place = re.compile(r"\s+(?:the\s+)?(first|last)\b", re.IGNORECASE).match(text, token.stop)
    if place:
        time = _time(text, place.end())
        kind = place.group(1).upper()
        side = Token(kind=kind, value=kind, start=place.start(1), stop=place.end(1))
        return [side, time] if time else None
    found = re.compile(r"\s+([\d:.a-z]+)", re.IGNORECASE).match(text, token.stop)
    if found and stretch(found.group(1)):
        return [Token(kind="STRETCH", value=found.group(1), start=found.start(1), stop=found.end())]
    return None


_VALUES = {
    "WITHIN": _after_within,
    "FOR": lambda text, token: _after_operator(text, token, "TIME"),
    "COUNT": lambda text, token: _after_operator(text, token, "NUMBER"),
    "IN": _after_in,
}
_EXAMPLES = {
    "WITHIN": ("WITHIN needs a time after it, such as 10s", "WITHIN 10s"),
    "FOR": ("FOR needs a comparison and a time after it, such as > 20s", "FOR > 20s"),
    "COUNT": ("COUNT needs a comparison and a number after it, such as >= 3", "COUNT >= 3"),
    "IN": (
        "IN needs a part of the video, such as first 30s, last 1m or 10:00..12:00",
        "IN first 30s",
    ),
}


def _missing(name: str, text: str, token: Token) -> QueryFault:
    message, example = _EXAMPLES[name]
    time = _time(text, token.stop)
    if time and name == "FOR":
        example = f"FOR > {time.value}"
    elif time and name == "COUNT" and time.value.isdigit():
        example = f"COUNT >= {time.value}"
    rest = text[time.stop :] if time else text[token.stop :]
    return QueryFault(
        message,
        text=text,
        start=token.start,
        stop=token.stop,
        suggestion=f"{text[: token.start]}{example}{rest}".strip(),
    )


def _check_brackets(text: str, tokens: list[Token]) -> None:
    opened: list[Token] = []
    for token in tokens:
        if token.kind == "LPAR":
            opened.append(token)
            if len(opened) > MAX_DEPTH:
                raise QueryFault(
                    f"brackets may be {MAX_DEPTH} deep; take some out",
                    text=text,
                    start=token.start,
                    stop=token.stop,
                )
        elif token.kind == "RPAR" and not opened:
            mended = text[: token.start] + text[token.stop :]
            raise QueryFault(
                "this bracket closes nothing",
                text=text,
                start=token.start,
                stop=token.stop,
                suggestion=mended.strip(),
            )
        elif token.kind == "RPAR":
            opened.pop()
    if opened:
        raise QueryFault(
            "this bracket is not closed",
            text=text,
            start=opened[-1].start,
            stop=opened[-1].stop,
            suggestion=text + ")" * len(opened),
        )
