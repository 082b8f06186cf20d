"""Where the API begins; apart from the service, so that links can be told without FastAPI."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

API_PREFIX = "/api/v1"
