"""What ``s3://bucket?endpoint=...`` says, and the clients that follow from it."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qsl, urlsplit

from earshot.errors import SettingsError

_BUCKET_NAME = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_KNOWN = {"endpoint", "region", "public_endpoint"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Where a server answers."""

    host: str
    """With its port, where one is given."""
    secure: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class S3Address:
    """One bucket on one server."""

    bucket: str
    endpoint: Endpoint
    public_endpoint: Endpoint | None
    """Where players reach the same server; None where they must not."""
    region: str


def parse_s3_address(url: str) -> S3Address:
    """Read ``EARSHOT_STORE_URL``; `SettingsError` with one sentence when it does not fit."""
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    unknown = sorted(set(options) - _KNOWN)
    if unknown or parts.scheme != "s3" or not parts.netloc or parts.path.strip("/"):
        raise SettingsError(
            "EARSHOT_STORE_URL must be s3://bucket?endpoint=http://host:port, optionally with"
            " &region= and &public_endpoint="
        )
    if not _BUCKET_NAME.fullmatch(parts.netloc):
        raise SettingsError(
            "the bucket in EARSHOT_STORE_URL must be 3 to 63 small letters, digits, dots, dashes"
        )
    if "endpoint" not in options:
        raise SettingsError("EARSHOT_STORE_URL needs ?endpoint=http(s)://host:port")
    public = options.get("public_endpoint")
    return S3Address(
        bucket=parts.netloc,
        endpoint=_endpoint(options["endpoint"]),
        public_endpoint=_endpoint(public) if public else None,
        region=options.get("region") or "us-east-1",
    )


def _endpoint(url: str) -> Endpoint:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or _has_more(parts):
        raise SettingsError(f"an endpoint in EARSHOT_STORE_URL must be http(s)://host:port: {url}")
    return Endpoint(host=parts.netloc, secure=parts.scheme == "https")


def _has_more(parts: SplitResult) -> bool:
    return bool(parts.path.strip("/") or parts.query or parts.fragment or parts.username)
