"""What can go wrong when the servers are installed or started."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations


class MissingToolError(Exception):
    """A program that has to be installed by hand; the message says how."""


class ServerError(Exception):
    """A server did not come up; the message holds the end of its log."""
