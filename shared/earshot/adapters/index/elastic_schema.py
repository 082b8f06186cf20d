"""The Elasticsearch index's names, mappings and failures in our words."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import elasticsearch
from elastic_transport import TransportError

from earshot.domain.ids import LabelId, VideoId
from earshot.domain.levels import Level
from earshot.errors import IndexUnavailable, NewerFormat

SCHEMA = 2
REFRESH_INTERVAL = "200ms"
FIRST = "first"
"""The generation that an archive begins with; later ones are named by their time."""

_KEYWORD = {"type": "keyword"}
# Kept as it came, readable in the document, and never looked into.
_UNSEARCHED = {"type": "object", "enabled": False}

VIDEO_PROPERTIES: dict[str, Any] = {
    "video_id": _KEYWORD,
    "words": _KEYWORD,
    "collection": _KEYWORD,
    "dated": _KEYWORD,
    "duration_s": {"type": "double"},
    "told": _UNSEARCHED,
}
LANE_PROPERTIES: dict[str, Any] = {
    "video_id": _KEYWORD,
    "label": _KEYWORD,
    "day": _KEYWORD,
    "events": _UNSEARCHED,
    # A column of its own, which is not in the source: reading that of hundreds of lanes is dear.
    "packed": {"type": "binary", "doc_values": True},
    **{f"best_{int(level)}": {"type": "double"} for level in Level},
    **{f"count_{int(level)}": {"type": "integer"} for level in Level},
    **{f"longest_{int(level)}_s": {"type": "double"} for level in Level},
    **{f"total_{int(level)}_s": {"type": "double"} for level in Level},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Aliases that readers use, over indices that carry the time of their making.

    While an index is rebuilt a second pair of aliases is there, and writers serve both.
    """

    prefix: str

    @property
    def videos(self) -> str:
        """Alias of the video documents."""
        return f"{self.prefix}-videos"

    @property
    def lanes(self) -> str:
        """Alias of the lanes."""
        return f"{self.prefix}-lanes"

    @property
    def embeddings(self) -> str:
        """Alias of the embeddings."""
        return f"{self.prefix}-embeddings"

    def coming(self) -> Names:
        """The aliases of the index that is being filled to take the place of this one."""
        return Names(prefix=f"{self.prefix}-coming")

    def aliases_of(self, generation: str) -> dict[str, str]:
        """The two indices of one generation, each with the alias that it is used by."""
        stem = f"{self.prefix}-v{SCHEMA}-{generation}"
        return {f"{stem}-videos": self.videos, f"{stem}-lanes": self.lanes}


def lane_key(video_id: VideoId, label_id: LabelId) -> str:
    """The deterministic id of a lane's document."""
    return f"{video_id}~{label_id}"


def create_index(client: elasticsearch.Elasticsearch, index: str, alias: str) -> None:
    """Make one index under an alias, empty."""
    properties = VIDEO_PROPERTIES if index.endswith("-videos") else LANE_PROPERTIES
    client.indices.create(
        index=index,
        aliases={alias: {"is_write_index": True}},
        settings={
            "number_of_shards": 1,
            "auto_expand_replicas": "0-1",
            "refresh_interval": REFRESH_INTERVAL,
        },
        mappings={
            "dynamic": "strict",
            "_routing": {"required": True},
            "_meta": {"schema": SCHEMA},
            "_source": {"excludes": ["packed"]},
            "properties": properties,
        },
    )


def refuse_newer(client: elasticsearch.Elasticsearch, names: Names) -> bool:
    """`NewerFormat` when a newer Earshot made the index that is in use; False for an older one."""
    schemas = [
        int(found["mappings"]["_meta"]["schema"])
        for found in client.indices.get_mapping(index=names.videos).values()
    ]
    if max(schemas) > SCHEMA:
        raise NewerFormat(
            f"the index {names.videos} has format {max(schemas)}, written by a newer Earshot; "
            "update this one"
        )
    return min(schemas) == SCHEMA


def widen(client: elasticsearch.Elasticsearch, names: Names) -> None:
    """Add the fields that an older index lacks; what it holds gets them by `earshot rebuild`."""
    for alias, properties in ((names.videos, VIDEO_PROPERTIES), (names.lanes, LANE_PROPERTIES)):
        client.indices.put_mapping(index=alias, properties=properties, meta={"schema": SCHEMA})


@contextmanager
def asking(names: Names, alias: str | None = None) -> Iterator[None]:
    """Everything that the server refuses or does not answer comes out as `IndexUnavailable`."""
    try:
        yield
    except elasticsearch.ApiError as error:
        raise IndexUnavailable(_why(error, names, alias or names.videos)) from error
    except TransportError as error:
        raise IndexUnavailable(
            f"Elasticsearch did not answer for {names.prefix}: check EARSHOT_INDEX_URL"
        ) from error


def _why(error: elasticsearch.ApiError, names: Names, alias: str) -> str:
    if isinstance(error, elasticsearch.NotFoundError):
        return f"Elasticsearch has no index {alias} yet; add a video, or run earshot rebuild"
    if "cluster_block_exception" in str(error):
        return f"Elasticsearch takes no writes to {names.prefix}: free disk space on its server"
    if error.meta.status in {401, 403}:
        return f"Elasticsearch refuses to open {names.prefix}: check EARSHOT_ELASTIC_API_KEY"
    return f"Elasticsearch cannot serve {names.prefix} now: {error.error} ({error.meta.status})"
