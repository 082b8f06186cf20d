"""Many writes at once, sent again and ever slower where Elasticsearch is too busy."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import elasticsearch
from elasticsearch import helpers

from earshot.errors import IndexUnavailable

_TRIES = 8
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.2, 10.0
_NOT_FOUND = 404


def send_all(
    client: elasticsearch.Elasticsearch,
    actions: Iterable[dict[str, Any]],
    *,
    refresh: str,
    what: str,
) -> None:
    """Send every action; `IndexUnavailable` for the first that is refused for good.

    Deleting what is not there succeeds.
    """
    outcomes = helpers.streaming_bulk(
        client,
        actions,
        require_alias=True,
        max_retries=_TRIES,
        initial_backoff=_FIRST_PAUSE_S,
        max_backoff=_LONGEST_PAUSE_S,
        raise_on_error=False,
        refresh=refresh,
    )
    for done, outcome in outcomes:
        kind, told = next(iter(outcome.items()))
        if not done and not (kind == "delete" and told["status"] == _NOT_FOUND):
            raise IndexUnavailable(f"Elasticsearch did not take {what} ({told['status']})")
