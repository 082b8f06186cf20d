"""How an upload looks in OpenAPI: both kinds of body, which are read by hand as streams."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from typing import Any

from earshot_gateway.upload_body import NAME_HEADER

_SAID: dict[str, Any] = {
    "title": {"type": "string", "description": "Without it: the file name without its ending"},
    "description": {"type": "string"},
    "collection": {"type": "string", "default": "default"},
    "recorded_at": {
        "type": "string",
        "format": "date-time",
        "description": "Without it: what the file says of itself",
    },
    "backfill": {
        "type": "boolean",
        "default": False,
        "description": "One of many, such as an old archive: other uploads go first",
    },
}
_BYTES = {"type": "string", "format": "binary"}

_NAME: dict[str, Any] = {
    "name": NAME_HEADER,
    "in": "header",
    "description": "For raw bodies: the file name in UTF-8, percent-encoded",
    "schema": {"type": "string"},
    "example": "holiday%20%F0%9F%8F%96.mp4",
}
CLIP_API: dict[str, Any] = {
    "parameters": [_NAME],
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {"file": _BYTES},
                }
            },
            "application/octet-stream": {"schema": _BYTES},
        },
    },
}
UPLOAD_API: dict[str, Any] = {
    "description": (
        "Either a form with one file (fields may stand before or after it), or the bytes as the "
        f"body, with the name in `{NAME_HEADER}` and the rest in the query. The answer comes when "
        "the bytes are safe; `state` then tells how far the work is."
    ),
    "parameters": [
        _NAME,
        *(
            {"name": name, "in": "query", "schema": schema, "description": "For raw bodies"}
            for name, schema in _SAID.items()
        ),
    ],
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {"file": _BYTES, **_SAID},
                }
            },
            "application/octet-stream": {"schema": _BYTES},
        },
    },
}
