"""A multipart form as a stream: fields are gathered, the file passes through in pieces."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import AsyncIterator
from email.message import Message

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from earshot.errors import BadRequest

MAX_FIELD_BYTES = 100_000
MAX_PARTS = 50
# HTML's rule for names in forms: these three are escaped, everything else is plain UTF-8.
_ESCAPED = {"%22": '"', "%0D": "\r", "%0A": "\n", "%0d": "\r", "%0a": "\n"}


class FormBody:
    """Reads one form with one file; memory does not grow with the file."""

    def __init__(self, content_type: str, body: AsyncIterator[bytes]) -> None:
        self.fields: dict[str, str] = {}
        self.file_name: str | None = None
        self._body = body
        self._pieces: list[bytes] = []
        self._parts = 0
        self._ended = False
        self._headers: dict[bytes, bytes] = {}
        self._header_name = b""
        self._header_value = b""
        self._field_name: str | None = None
        self._field_value = bytearray()
        self._in_file = False
        self._parser = self._parser_for(content_type)

    async def find_file(self) -> str:
        """Read up to the file's first byte; its name."""
        async for data in self._body:
            self._feed(data)
            if self.file_name is not None:
                return self.file_name
        raise BadRequest("the form has no file: send it as a part with a file name, such as file")

    async def file_chunks(self) -> AsyncIterator[bytes]:
        """The file's bytes; `fields` are complete once this has ended."""
        for piece in self._taken():
            yield piece
        async for data in self._body:
            self._feed(data)
            for piece in self._taken():
                yield piece
        if not self._ended:
            raise BadRequest("the form ended before its last boundary")

    def _parser_for(self, content_type: str) -> MultipartParser:
        boundary = parse_options_header(content_type)[1].get(b"boundary", b"")
        if not boundary:
            raise BadRequest("the form names no boundary in its Content-Type")
        try:
            return MultipartParser(
                boundary,
                {
                    "on_part_begin": self._on_part_begin,
                    "on_header_field": self._on_header_field,
                    "on_header_value": self._on_header_value,
                    "on_header_end": self._on_header_end,
                    "on_headers_finished": self._on_headers_finished,
                    "on_part_data": self._on_part_data,
                    "on_part_end": self._on_part_end,
                    "on_end": self._on_end,
                },
            )
        except FormParserError as error:
            raise BadRequest(f"the form cannot be read: {error}") from error

    def _feed(self, data: bytes) -> None:
        try:
            self._parser.write(data)
        except FormParserError as error:
            raise BadRequest(f"the form cannot be read: {error}") from error

    def _taken(self) -> list[bytes]:
        taken, self._pieces = self._pieces, []
        return taken

    def _on_part_begin(self) -> None:
        self._parts += 1
        if self._parts > MAX_PARTS:
            raise BadRequest(f"the form has more than {MAX_PARTS} parts")
        self._headers = {}
        self._field_name = None
        self._field_value.clear()
        self._in_file = False

    def _on_header_field(self, data: bytes, start: int, end: int) -> None:
        self._header_name += data[start:end]

    def _on_header_value(self, data: bytes, start: int, end: int) -> None:
        self._header_value += data[start:end]

    def _on_header_end(self) -> None:
        self._headers[self._header_name.lower()] = self._header_value
        self._header_name = self._header_value = b""

    def _on_headers_finished(self) -> None:
        disposition = self._headers.get(b"content-disposition", b"")
        options = parse_options_header(disposition.decode("latin-1"))[1]
        file_name = name_in_disposition(disposition)
        if file_name is None:
            self._field_name = _text(options.get(b"name", b""))
        elif file_name and self.file_name is not None:
            raise BadRequest("the form has more than one file: send one at a time")
        elif file_name:  # an empty name is a browser's way of saying that no file was chosen
            self.file_name = file_name
            self._in_file = True

    def _on_part_data(self, data: bytes, start: int, end: int) -> None:
        if self._in_file:
            self._pieces.append(data[start:end])
        elif self._field_name is not None:
            self._field_value += data[start:end]
            if len(self._field_value) > MAX_FIELD_BYTES:
                raise BadRequest(f"the field {self._field_name!r} is too long")

    def _on_part_end(self) -> None:
        if self._field_name is not None:
            self.fields[self._field_name] = _text(bytes(self._field_value))

    def _on_end(self) -> None:
        self._ended = True


def name_in_disposition(disposition: bytes) -> str | None:
    """The file name in a Content-Disposition; None where it has none.

    Besides `filename` in UTF-8 the older `filename*` is understood.
    """
    options = parse_options_header(disposition.decode("latin-1"))[1]
    if (plain := options.get(b"filename")) is not None:
        name = _text(plain)
        for escape, character in _ESCAPED.items():
            name = name.replace(escape, character)
        return name
    if b"filename*" not in disposition.lower():
        return None
    message = Message()
    message["Content-Disposition"] = disposition.decode("latin-1")
    return message.get_filename()


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")
