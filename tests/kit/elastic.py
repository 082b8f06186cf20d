"""Documents under a name of their own on the suite's Elasticsearch."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import uuid4

from earshot.adapters.catalog.elastic_address import connect, parse_elastic_address
from earshot.adapters.catalog.elastic_documents import ElasticDocuments, Kind
from earshot.errors import EarshotError


@contextmanager
def elastic_documents(
    make_kind: Callable[[str], Kind], unavailable: type[EarshotError]
) -> Iterator[ElasticDocuments]:
    """An empty index for one test, removed in the end."""
    url = f"{os.environ['EARSHOT_TEST_ES_URL']}?prefix=test-{uuid4().hex}"
    address = parse_elastic_address(url, "EARSHOT_TEST_ES_URL")
    client, kind = connect(address, None), make_kind(address.prefix)
    yield ElasticDocuments(client, kind, unavailable)
    client.options(ignore_status=404).indices.delete(index=f"{kind.alias}-{kind.schema}")
    client.close()
