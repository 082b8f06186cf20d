"""Addresses that others can reach are refused unless a token guards them."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import pytest
from pydantic import SecretStr

from earshot.errors import SettingsError
from earshot.http.serving import is_loopback, refuse_open_address

LOOPBACK = ["127.0.0.1", "127.8.9.1", "::1", "[::1]", "localhost", "LOCALHOST", "::ffff:127.0.0.1"]
OPEN = ["0.0.0.0", "::", "", "0", "192.168.1.4", "example.org", "::ffff:10.0.0.1", "127.1", "*"]


@pytest.mark.parametrize("host", LOOPBACK)
def test_loopback_needs_no_token(host: str) -> None:
    assert is_loopback(host)
    refuse_open_address(host, None)


@pytest.mark.parametrize("host", OPEN)
@pytest.mark.parametrize("token", [None, SecretStr(""), SecretStr("  ")])
def test_an_open_address_without_a_token_is_refused(host: str, token: SecretStr | None) -> None:
    with pytest.raises(SettingsError, match="EARSHOT_TOKEN"):
        refuse_open_address(host, token)


@pytest.mark.parametrize("host", OPEN)
def test_an_open_address_with_a_token_is_served(host: str) -> None:
    refuse_open_address(host, SecretStr("long enough"))
