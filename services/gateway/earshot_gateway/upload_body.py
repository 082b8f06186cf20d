"""What a request uploads: a form with a file, or a raw body with its name in a header."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from urllib.parse import unquote

import anyio
from starlette.requests import ClientDisconnect, Request

from earshot.errors import BadRequest, UploadBroken, UploadStalled
from earshot_gateway.details import FIELDS, Details, details_of
from earshot_gateway.form_body import FormBody, name_in_disposition

NAME_HEADER = "X-File-Name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """Name, bytes to come, and what was said so far."""

    file_name: str
    chunks: AsyncIterator[bytes]
    said: dict[str, str]
    form: FormBody | None

    def details(self) -> Details:
        """What was said of the video; complete once the chunks are at their end."""
        later = self.form.fields if self.form else {}
        return details_of(self.said | {name: later[name] for name in FIELDS & later.keys()})


async def upload_of(request: Request, stall_s: float) -> Upload:
    """Read just so much of the request that the name is known."""
    said = {name: request.query_params[name] for name in FIELDS & request.query_params.keys()}
    chunks = body_chunks(request, stall_s)
    content_type = request.headers.get("Content-Type", "")
    if content_type.partition(";")[0].strip().lower() != "multipart/form-data":
        return Upload(file_name=_name_in_header(request), chunks=chunks, said=said, form=None)
    form = FormBody(content_type, chunks)
    return Upload(file_name=await form.find_file(), chunks=form.file_chunks(), said=said, form=form)


def declared_bytes(request: Request) -> int | None:
    """The length of the body, where the client says it; a form's is a little more than the file."""
    length = request.headers.get("Content-Length", "")
    return int(length) if length.isascii() and length.isdigit() else None


async def body_chunks(request: Request, stall_s: float) -> AsyncIterator[bytes]:
    """The body as it comes; `UploadBroken` or `UploadStalled` when the rest does not."""
    stream = aiter(request.stream())
    while True:
        try:
            with anyio.fail_after(stall_s):
                chunk = await anext(stream)
        except StopAsyncIteration:
            return
        except TimeoutError as error:
            raise UploadStalled from error
        except ClientDisconnect as error:
            raise UploadBroken from error
        if chunk:
            yield chunk


def _name_in_header(request: Request) -> str:
    raw = request.headers.get(NAME_HEADER, "")
    if raw:
        # Percent-encoded UTF-8 as documented; UTF-8 bytes as they are do no harm either.
        return unquote(raw.encode("latin-1").decode("utf-8", "replace"))
    disposition = request.headers.get("Content-Disposition", "")
    if name := name_in_disposition(disposition.encode("latin-1")):
        return name
    raise BadRequest(
        f"name the file in the header {NAME_HEADER} (percent-encoded), or send a form with a file"
    )
