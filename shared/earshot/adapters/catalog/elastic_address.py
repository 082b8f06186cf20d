"""What an ``http(s)://host:port?prefix=earshot`` of Elasticsearch says, and its client."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from elasticsearch import Elasticsearch, OrjsonSerializer
from pydantic import SecretStr

from earshot.errors import SettingsError

_TIMEOUT_S = 15.0
_PREFIX = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ElasticAddress:
    """A server, and the word that all names of one archive begin with there."""

    url: str
    prefix: str


def parse_elastic_address(url: str, variable: str) -> ElasticAddress:
    """Read an address; `SettingsError` that names the variable when it does not fit."""
    parts = urlsplit(url)
    options = parse_qs(parts.query, keep_blank_values=True)
    prefix = options.pop("prefix", ["earshot"])[-1]
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username or options:
        raise SettingsError(f"{variable} must be http(s)://host:port, optionally with ?prefix=")
    if not _PREFIX.fullmatch(prefix):
        raise SettingsError(f"the prefix in {variable} must be small letters, digits, _ and -")
    return ElasticAddress(url=f"{parts.scheme}://{parts.netloc}{parts.path}", prefix=prefix)


def connect(address: ElasticAddress, api_key: SecretStr | None) -> Elasticsearch:
    """A client with time-outs and retries; nothing is sent yet."""
    return Elasticsearch(
        address.url,
        api_key=api_key.get_secret_value() if api_key else None,
        request_timeout=_TIMEOUT_S,
        max_retries=2,
        # A page of lanes is mostly JSON to read: the standard library's parser is slow at it.
        serializers={OrjsonSerializer.mimetype: OrjsonSerializer()},
    )
