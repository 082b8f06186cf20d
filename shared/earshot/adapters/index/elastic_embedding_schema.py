"""How embeddings lie in Elasticsearch: a document a second, and one that counts a video's."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from typing import Any

import elasticsearch

from earshot.adapters.index.elastic_schema import FIRST, Names
from earshot.domain.ids import VideoId
from earshot.errors import NewerFormat

EMBEDDING_SCHEMA = 1
REFRESH_INTERVAL = "500ms"
"""Longer than that of the lanes: each refresh that finds something makes a graph of its own."""

_KEYWORD = {"type": "keyword"}
EMBEDDING_PROPERTIES: dict[str, Any] = {
    "video_id": _KEYWORD,
    "second": {"type": "integer"},
    "collection": _KEYWORD,
    "bundle": _KEYWORD,
    # Of a video's own document alone: how many seconds are found, and what is known of them.
    "seconds": {"type": "integer"},
    "told": {"type": "object", "enabled": False},
}


def vector_field(size: int) -> str:
    """Vectors of one size share a field; bundles of another size have another one."""
    return f"vector_{size}"


def vector_property(size: int) -> dict[str, Any]:
    """Bytes are what is stored of a second anyway: a graph over them loses nothing more."""
    return {
        "type": "dense_vector",
        "element_type": "byte",
        "dims": size,
        "index": True,
        "similarity": "cosine",
        "index_options": {"type": "hnsw", "m": 16, "ef_construction": 100},
    }


def second_key(video_id: VideoId, second: int) -> str:
    """The deterministic id of a second's document."""
    return f"{video_id}~{second}"


def second_of(key: str) -> tuple[VideoId, int]:
    """Video and second of such an id."""
    video_id, _, second = key.rpartition("~")
    return VideoId(video_id), int(second)


def embeddings_index(names: Names, generation: str = FIRST) -> str:
    """The index of one generation."""
    return f"{names.prefix}-v{EMBEDDING_SCHEMA}-{generation}-embeddings"


def create_embeddings(client: elasticsearch.Elasticsearch, index: str, alias: str) -> None:
    """Make the index under an alias, empty."""
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
            "_meta": {"schema": EMBEDDING_SCHEMA},
            # Read by nobody: the store has them.
            "_source": {"excludes": ["vector_*"]},
            "properties": EMBEDDING_PROPERTIES,
        },
    )


def known_sizes(client: elasticsearch.Elasticsearch, names: Names) -> frozenset[int]:
    """Of which sizes there are vectors; `NewerFormat` when a newer Earshot made the index."""
    sizes: set[int] = set()
    for found in client.indices.get_mapping(index=names.embeddings).values():
        schema = int(found["mappings"]["_meta"]["schema"])
        if schema > EMBEDDING_SCHEMA:
            raise NewerFormat(
                f"the index {names.embeddings} has format {schema}, written by a newer Earshot; "
                "update this one"
            )
        fields = found["mappings"]["properties"]
        sizes |= {int(told["dims"]) for told in fields.values() if told["type"] == "dense_vector"}
    return frozenset(sizes)
