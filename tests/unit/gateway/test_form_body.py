"""Forms are read as streams: any cut between chunks gives the same file and fields."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earshot.errors import BadRequest
from earshot_gateway.form_body import MAX_FIELD_BYTES, MAX_PARTS, FormBody, name_in_disposition

CONTENT_TYPE = 'multipart/form-data; boundary="XX"'


def part(name: str, value: bytes, file_name: str | None = None) -> bytes:
    file = f'; filename="{file_name}"' if file_name is not None else ""
    head = f'--XX\r\nContent-Disposition: form-data; name="{name}"{file}\r\n\r\n'
    return head.encode() + value + b"\r\n"


async def _chunks(data: bytes, cuts: Sequence[int]) -> AsyncIterator[bytes]:
    edges = [0, *sorted(min(cut, len(data)) for cut in cuts), len(data)]
    for start, stop in pairwise(edges):
        yield data[start:stop]


def read(
    data: bytes, cuts: Sequence[int] = (), content_type: str = CONTENT_TYPE
) -> tuple[str, bytes, dict[str, str]]:
    async def run() -> tuple[str, bytes, dict[str, str]]:
        form = FormBody(content_type, _chunks(data, cuts))
        name = await form.find_file()
        file = b"".join([piece async for piece in form.file_chunks()])
        return name, file, form.fields

    return asyncio.run(run())


@given(
    file=st.binary(max_size=200)
    | st.lists(st.sampled_from([b"\r\n--XX", b"\r\n--X", b"\r", b"\n", b"-", b"--XX--"])).map(
        lambda pieces: b"".join(pieces).replace(b"\r\n--XX", b"\r\n--XY")
    ),
    cuts=st.lists(st.integers(0, 600), max_size=12),
)
def test_fields_before_and_after_the_file(file: bytes, cuts: list[int]) -> None:
    if b"\r\n--XX" in b"\r\n" + file:
        return  # no client may choose a boundary that stands in the file
    data = part("title", "Döp 🐕".encode()) + part("file", file, "a.mp4")
    data += part("collection", b"pets\r\nand more") + b"--XX--\r\n"
    assert read(data, cuts) == (
        "a.mp4",
        file,
        {"title": "Döp 🐕", "collection": "pets\r\nand more"},
    )


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"--XX--\r\n",
        part("title", b"x") + b"--XX--\r\n",
        part("file", b"dog", "a.mp4"),
        part("file", b"dog", "a.mp4")[:-2],
        part("file", b"dog", "a.mp4") + part("title", b"x"),
        part("file", b"dog", "") + b"--XX--\r\n",
        part("a", b"dog", "a.mp4") + part("b", b"cat", "b.mp4") + b"--XX--\r\n",
        b"no form at all",
        b"--XX\r\nnonsense\r\n\r\n",
        b"--XX\r\n" + b"X-Long: " + b"x" * 100_000,
        part("title", b"x" * (MAX_FIELD_BYTES + 1)) + part("file", b"dog", "a.mp4") + b"--XX--",
        part("t", b"x") * (MAX_PARTS + 1) + part("file", b"dog", "a.mp4") + b"--XX--",
    ],
)
def test_forms_that_are_broken_or_hold_no_file_are_refused(data: bytes) -> None:
    with pytest.raises(BadRequest):
        read(data)


@pytest.mark.parametrize(
    "content_type",
    [
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=" + "x" * 300,
    ],
)
def test_a_form_needs_a_boundary(content_type: str) -> None:
    with pytest.raises(BadRequest):
        read(part("file", b"dog", "a.mp4"), content_type=content_type)


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        ('form-data; name="f"; filename="a b.mp4"', "a b.mp4"),
        ('form-data; name="f"; filename="%22my%22%0D%0Adög.mp4"', '"my"\r\ndög.mp4'),
        ('form-data; name="f"; filename="100%25 🐕;.mp4"', "100%25 🐕;.mp4"),
        ("attachment; filename*=UTF-8''d%C3%B6g.mp4", "dög.mp4"),
        ("attachment; filename=plain.mp4; filename*=UTF-8''other.mp4", "plain.mp4"),
        ('form-data; name="title"', None),
        ("", None),
    ],
)
def test_names_in_dispositions(disposition: str, name: str | None) -> None:
    assert name_in_disposition(disposition.encode()) == name
