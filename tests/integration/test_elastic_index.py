"""The Elasticsearch index beyond its contract: crashes half-way, rebuilds, servers that fail."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from earshot.adapters.index.elastic_documents import lane_document
from earshot.adapters.index.elastic_reader import ElasticIndexReader
from earshot.adapters.index.elastic_rebuild import ElasticIndexRebuild
from earshot.adapters.index.elastic_schema import lane_key
from earshot.adapters.index.elastic_targets import TARGETS_FRESH_S
from earshot.adapters.index.elastic_writer import ElasticIndexWriter
from earshot.adapters.index.resolve import resolve_index_reader, resolve_index_writer
from earshot.domain.events import Lane, SoundEvent
from earshot.domain.ids import BundleId, LabelId, PolicyId, VideoId
from earshot.domain.levels import Level, LevelRange
from earshot.domain.queries import CandidateQuery, LabelGroup
from earshot.errors import IndexUnavailable, NewerFormat, SettingsError
from earshot.ports.index import IndexReader, VideoDocument
from earshot.settings import Settings
from tests.kit.elastic_index import ServedIndex, elastic_index

DOG, SIREN = LabelId("/m/0bt9lr"), LabelId("/m/03kmc9")


def document(name: str) -> VideoDocument:
    return VideoDocument(
        video_id=VideoId(name),
        title=name,
        file_name="clip.mp4",
        description="",
        collection="default",
        uploaded_at=datetime(2026, 1, 1, tzinfo=UTC),
        recorded_at=None,
        duration_s=60.0,
        bundle=BundleId("keen-1"),
        policy=PolicyId("p1"),
    )


def lane(name: str, label: LabelId) -> Lane:
    levels = LevelRange(first=Level.EVERYTHING, stop=7)
    event = SoundEvent(label_id=label, onset_s=1.0, offset_s=2.0, score=0.5, levels=levels)
    return Lane(video_id=VideoId(name), label_id=label, events=(event,))


def hits(reader: IndexReader, label: LabelId) -> list[str]:
    group = LabelGroup(typed="word", label_ids=(label,))
    query = CandidateQuery(groups=(group,), level=Level.BALANCED)
    return [one.video_id for one in reader.candidates(query, None, 99)]


@pytest.fixture
def served() -> Iterator[ServedIndex]:
    with elastic_index() as found:
        yield found


@pytest.mark.stack
def test_what_a_killed_worker_left_is_swept_by_the_next_write(served: ServedIndex) -> None:
    class KilledBeforeTheEnd(ElasticIndexWriter):
        def _put_video(self, *asked: Any, **more: Any) -> Any:
            if more:  # only the last write of a video asks for a refresh
                raise KeyboardInterrupt
            return super()._put_video(*asked, **more)

    killed = KilledBeforeTheEnd(served.client, served.prefix, refresh="true")
    with pytest.raises(KeyboardInterrupt):
        killed.replace(document("a"), [lane("a", DOG), lane("a", SIREN)])
    assert hits(served.reader, DOG) == ["a"]
    served.writer.replace(document("a"), [lane("a", SIREN)])
    assert (hits(served.reader, DOG), hits(served.reader, SIREN)) == ([], ["a"])
    with pytest.raises(KeyboardInterrupt):
        killed.replace(document("a"), [lane("a", DOG)])
    served.writer.remove(VideoId("a"))
    assert served.reader.counts().lanes == 0


@pytest.mark.stack
def test_lanes_have_deterministic_ids_and_plain_arrays(served: ServedIndex) -> None:
    served.writer.replace(document("a"), [lane("a", DOG)])
    stored = served.client.get(
        index=f"{served.prefix}-lanes", id=lane_key(VideoId("a"), DOG), routing="a"
    )
    written = lane_document(lane("a", DOG), document("a"))
    del written["packed"]  # a column beside the source
    assert stored["_source"] == written
    assert stored["_source"]["events"]["onsets_s"] == [1.0]
    mapping = served.client.indices.get_mapping(index=f"{served.prefix}-*")
    assert {one["mappings"]["dynamic"] for one in mapping.values()} == {"strict"}


@pytest.mark.stack
def test_lanes_from_before_the_packed_column_are_read_by_their_arrays(served: ServedIndex) -> None:
    served.writer.replace(document("a"), [lane("a", DOG), lane("a", SIREN)])
    fresh = served.reader.lanes([VideoId("a")], [])
    older = lane_document(lane("a", DOG), document("a"))
    del older["packed"]
    served.client.index(
        index=f"{served.prefix}-lanes",
        id=lane_key(VideoId("a"), DOG),
        routing="a",
        document=older,
        refresh=True,
    )
    read = served.reader.lanes([VideoId("a")], [])
    assert [one.unpack() for one in read] == [one.unpack() for one in fresh]
    assert len(read) == 2


@pytest.mark.stack
def test_writes_are_seen_when_they_return_without_forcing_a_refresh(served: ServedIndex) -> None:
    waiting = ElasticIndexWriter(served.client, served.prefix)
    waiting.replace(document("a"), [lane("a", DOG)])
    assert hits(served.reader, DOG) == ["a"]
    waiting.remove(VideoId("a"))
    assert hits(served.reader, DOG) == []


@pytest.mark.stack
def test_a_rebuild_serves_the_old_index_until_the_new_one_is_whole(served: ServedIndex) -> None:
    served.writer.replace(document("old"), [lane("old", DOG)])
    rebuild = ElasticIndexRebuild(served.client, served.prefix)
    coming = rebuild.begin()
    coming.replace(document("refilled"), [lane("refilled", DOG)])
    assert hits(served.reader, DOG) == ["old"]
    served.writer.replace(document("meanwhile"), [lane("meanwhile", DOG)])
    assert sorted(hits(served.reader, DOG)) == ["meanwhile", "old"]
    rebuild.finish()
    assert sorted(hits(served.reader, DOG)) == ["meanwhile", "refilled"]
    # A writer that has not looked again yet does not stumble over the index that is no more.
    served.writer.replace(document("later"), [lane("later", DOG)])
    assert sorted(hits(served.reader, DOG)) == ["later", "meanwhile", "refilled"]
    assert len(served.client.indices.get(index=f"{served.prefix}-*")) == 2


@pytest.mark.stack
def test_an_abandoned_rebuild_leaves_the_old_index(served: ServedIndex) -> None:
    served.writer.replace(document("old"), [lane("old", DOG)])
    rebuild = ElasticIndexRebuild(served.client, served.prefix)
    rebuild.begin().replace(document("half"), [lane("half", DOG)])
    ElasticIndexRebuild(served.client, served.prefix).abandon()
    served.writer.replace(document("new"), [lane("new", DOG)])
    assert sorted(hits(served.reader, DOG)) == ["new", "old"]
    assert TARGETS_FRESH_S < 5


@pytest.mark.stack
def test_a_missing_index_says_what_to_do(served: ServedIndex) -> None:
    reader = ElasticIndexReader(served.client, f"{served.prefix}-never")
    with pytest.raises(IndexUnavailable, match="earshot rebuild"):
        reader.counts()


@pytest.mark.stack
def test_a_newer_index_is_refused(served: ServedIndex) -> None:
    served.client.indices.put_mapping(index=f"{served.prefix}-videos", meta={"schema": 99})
    with pytest.raises(NewerFormat, match="newer Earshot"):
        ElasticIndexReader(served.client, served.prefix).counts()
    with pytest.raises(NewerFormat, match="newer Earshot"):
        ElasticIndexWriter(served.client, served.prefix).prepare()


@pytest.mark.stack
def test_an_index_that_takes_no_writes_says_so(served: ServedIndex) -> None:
    settings = {"index.blocks.read_only_allow_delete": True}
    served.client.indices.put_settings(index=f"{served.prefix}-*", settings=settings)
    with pytest.raises(IndexUnavailable, match="takes no writes"):
        served.writer.replace(document("a"), [lane("a", DOG)])
    served.client.indices.put_settings(
        index=f"{served.prefix}-*", settings={"index.blocks.read_only_allow_delete": None}
    )
    served.writer.replace(document("a"), [lane("a", DOG)])
    assert hits(served.reader, DOG) == ["a"]


def test_a_server_that_is_down_is_named() -> None:
    settings = Settings(index_url="http://127.0.0.1:9?prefix=nobody")
    with pytest.raises(IndexUnavailable, match="EARSHOT_INDEX_URL"):
        resolve_index_reader(settings).counts()
    with pytest.raises(IndexUnavailable, match="EARSHOT_INDEX_URL"):
        resolve_index_writer(settings).remove(VideoId("a"))
    with pytest.raises(SettingsError, match="EARSHOT_INDEX_URL"):
        resolve_index_reader(Settings(index_url="http://127.0.0.1:9?prefix=UPPER"))
