"""What only the embeddings in Elasticsearch can do: rebuild beside, recover, refuse, do nothing."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from numpy.typing import NDArray

from earshot.adapters.index.elastic_embedding_reader import ElasticEmbeddingReader
from earshot.adapters.index.elastic_embedding_schema import second_key
from earshot.adapters.index.elastic_embedding_writer import ElasticEmbeddingWriter
from earshot.adapters.index.elastic_rebuild import ElasticEmbeddingRebuild
from earshot.domain.ids import BundleId, VideoId
from earshot.errors import IndexUnavailable, NewerFormat
from earshot.ports.embeddings import EmbeddedVideo, NearQuery
from tests.kit.elastic_index import ServedEmbeddings, elastic_embeddings

KEEN = BundleId("keen-1")
pytestmark = pytest.mark.stack


@pytest.fixture
def served() -> Iterator[ServedEmbeddings]:
    with elastic_embeddings() as served:
        yield served


def video(name: str) -> EmbeddedVideo:
    return EmbeddedVideo(video_id=VideoId(name), collection="default", bundle=KEEN)


def rows(count: int) -> NDArray[np.float32]:
    return np.eye(8, dtype=np.float32)[np.arange(count) % 8]


def found(reader: ElasticEmbeddingReader) -> list[str]:
    near = reader.nearest([rows(1)[0]], NearQuery(bundle=KEEN), 100)
    return sorted({one.video_id for one in near})


def test_a_rebuild_serves_the_old_ones_until_the_new_are_whole(served: ServedEmbeddings) -> None:
    served.writer.replace(video("old"), rows(2))
    rebuild = ElasticEmbeddingRebuild(served.client, served.prefix)
    coming = rebuild.begin()
    coming.replace(video("refilled"), rows(2))
    assert found(served.reader) == ["old"]
    served.writer.replace(video("meanwhile"), rows(2))
    assert found(served.reader) == ["meanwhile", "old"]
    rebuild.finish()
    assert found(served.reader) == ["meanwhile", "refilled"]
    served.writer.replace(video("later"), rows(2))
    assert found(served.reader) == ["later", "meanwhile", "refilled"]
    assert len(served.client.indices.get(index=f"{served.prefix}-*")) == 1


def test_an_abandoned_rebuild_leaves_the_old_ones(served: ServedEmbeddings) -> None:
    served.writer.replace(video("old"), rows(2))
    ElasticEmbeddingRebuild(served.client, served.prefix).begin().replace(video("half"), rows(2))
    ElasticEmbeddingRebuild(served.client, served.prefix).abandon()
    served.writer.replace(video("new"), rows(2))
    assert found(served.reader) == ["new", "old"]


def test_what_a_killed_worker_left_is_swept_by_the_next_write(served: ServedEmbeddings) -> None:
    served.writer.replace(video("b"), rows(1))
    # As one that was killed in the middle of eight seconds leaves it.
    served.client.index(
        index=f"{served.prefix}-embeddings",
        id="a",
        routing="a",
        document={"video_id": "a", "seconds": 0, "told": {"written": 8, "digest": None}},
    )
    for second in range(5):
        served.client.index(
            index=f"{served.prefix}-embeddings",
            id=second_key(VideoId("a"), second),
            routing="a",
            document={"video_id": "a", "second": second, "bundle": KEEN, "collection": "default"}
            | {"vector_8": [1] * 8},
            refresh=True,
        )
    served.writer.replace(video("a"), rows(2))
    near = served.reader.nearest([rows(1)[0]], NearQuery(bundle=KEEN), 100)
    assert sorted(one.second for one in near if one.video_id == "a") == [0, 1]
    served.writer.remove(VideoId("a"))
    assert found(served.reader) == ["b"]
    assert served.client.count(index=f"{served.prefix}-embeddings")["count"] == 2


def test_the_same_again_is_not_even_sent(served: ServedEmbeddings) -> None:
    def versions() -> list[int]:
        told = served.client.search(
            index=f"{served.prefix}-embeddings", seq_no_primary_term=True, size=100
        )
        return sorted(hit["_seq_no"] for hit in told["hits"]["hits"])

    served.writer.replace(video("a"), rows(3))
    before = versions()
    served.writer.replace(video("a"), rows(3))
    assert versions() == before


def test_a_size_is_learnt_by_readers_and_writers_that_run(served: ServedEmbeddings) -> None:
    wide = np.eye(16, dtype=np.float32)
    query = NearQuery(bundle=BundleId("wide-1"))
    assert served.reader.nearest([wide[0]], query, 5) == []
    told = EmbeddedVideo(video_id=VideoId("w"), collection="c", bundle=query.bundle)
    served.writer.replace(told, wide)
    assert served.reader.nearest([wide[3]], query, 1)[0].second == 3


def test_a_missing_index_says_what_to_do(served: ServedEmbeddings) -> None:
    reader = ElasticEmbeddingReader(served.client, f"{served.prefix}-never")
    with pytest.raises(IndexUnavailable, match="earshot rebuild"):
        reader.counts()
    with pytest.raises(IndexUnavailable, match="earshot rebuild"):
        reader.nearest([rows(1)[0]], NearQuery(bundle=KEEN), 1)


def test_a_newer_index_is_refused(served: ServedEmbeddings) -> None:
    served.client.indices.put_mapping(index=f"{served.prefix}-embeddings", meta={"schema": 99})
    with pytest.raises(NewerFormat, match="newer Earshot"):
        ElasticEmbeddingWriter(served.client, served.prefix).prepare()
