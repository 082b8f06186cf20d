"""The SQLite index's file: missing, damaged, newer, replaced, shared between processes."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import multiprocessing
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from earshot.adapters.index.resolve import resolve_index_reader, resolve_index_writer
from earshot.adapters.index.sqlite_reader import SqliteIndexReader
from earshot.adapters.index.sqlite_schema import SCHEMA
from earshot.adapters.index.sqlite_writer import SqliteIndexWriter
from earshot.domain.events import Lane, SoundEvent
from earshot.domain.ids import BundleId, LabelId, PolicyId, VideoId
from earshot.domain.levels import Level, LevelRange
from earshot.errors import IndexUnavailable, NewerFormat, SettingsError
from earshot.ports.index import VideoDocument
from earshot.settings import Settings

DOG = LabelId("/m/0bt9lr")


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


def lane(name: str, events: int) -> Lane:
    levels = LevelRange(first=Level.EVERYTHING, stop=7)
    return Lane(
        video_id=VideoId(name),
        label_id=DOG,
        events=tuple(
            SoundEvent(label_id=DOG, onset_s=at, offset_s=at + 0.5, score=0.5, levels=levels)
            for at in range(events)
        ),
    )


@contextmanager
def opened(path: Path) -> Iterator[tuple[SqliteIndexWriter, SqliteIndexReader]]:
    writer = SqliteIndexWriter(path)
    writer.prepare()
    with closing(writer), closing(SqliteIndexReader(path)) as reader:
        yield writer, reader


def test_a_missing_index_is_reported_with_what_to_do(tmp_path: Path) -> None:
    with (
        closing(SqliteIndexReader(tmp_path / "index.sqlite")) as reader,
        pytest.raises(IndexUnavailable, match="earshot rebuild"),
    ):
        reader.counts()
    assert not (tmp_path / "index.sqlite").exists()


@pytest.mark.parametrize("damage", [b"this is no index" * 500, None])
def test_a_damaged_index_is_reported_and_can_start_over(
    tmp_path: Path, damage: bytes | None
) -> None:
    path = tmp_path / "index.sqlite"
    with opened(path) as (writer, _):
        for number in range(60):
            writer.replace(document(f"v{number}"), [lane(f"v{number}", 50)])
    whole = path.read_bytes()
    path.write_bytes(damage or whole[:4096] + b"\xa5" * (len(whole) - 4096))
    with (
        closing(SqliteIndexReader(path)) as reader,
        pytest.raises(IndexUnavailable, match=r"damaged.*earshot rebuild"),
    ):
        reader.named("v1", 9)
    writer = SqliteIndexWriter(path)
    writer.start_over()
    with closing(writer), closing(SqliteIndexReader(path)) as reader:
        assert reader.counts().videos == 0
        writer.replace(document("again"), [lane("again", 2)])
        assert reader.counts().lanes == 1


def test_starting_over_empties_a_healthy_index_in_place(tmp_path: Path) -> None:
    with opened(tmp_path / "index.sqlite") as (writer, reader):
        writer.replace(document("a"), [lane("a", 3)])
        assert reader.counts().videos == 1
        writer.start_over()
        assert reader.counts().videos == 0
        assert reader.named("a", 9) == []


def test_a_newer_index_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "index.sqlite"
    with opened(path):
        pass
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    for half in (SqliteIndexWriter(path), SqliteIndexReader(path)):
        with closing(half), pytest.raises(NewerFormat, match="newer Earshot"):
            list(half.video_ids()) if isinstance(half, SqliteIndexWriter) else half.counts()


def test_a_reader_follows_when_the_file_is_another_one(tmp_path: Path) -> None:
    path = tmp_path / "index.sqlite"
    with opened(path) as (writer, reader):
        writer.replace(document("old"), [])
        assert reader.counts().videos == 1
        writer.close()
        for file in tmp_path.iterdir():
            file.unlink()
        writer.prepare()
        assert reader.counts().videos == 0


def test_reading_opens_the_file_for_reading_only(tmp_path: Path) -> None:
    with (
        opened(tmp_path / "index.sqlite") as (_, reader),
        pytest.raises(IndexUnavailable, match="readonly"),
        reader._connections.writing() as one,
    ):
        one.execute("DELETE FROM videos")


def _replace_often(path: Path, name: str, rounds: int) -> None:
    with closing(SqliteIndexWriter(path)) as writer:
        for round_ in range(rounds):
            writer.replace(document(name), [lane(name, 1 + round_ % 7)])


def test_processes_write_while_one_reads_whole_entries(tmp_path: Path) -> None:
    path = tmp_path / "index.sqlite"
    context = multiprocessing.get_context("spawn")
    with opened(path) as (_, reader):
        processes = [
            context.Process(target=_replace_often, args=(path, f"v{number}", 40))
            for number in range(2)
        ]
        for process in processes:
            process.start()
        while any(process.is_alive() for process in processes):
            counts = reader.counts()
            assert counts.videos == counts.lanes
        for process in processes:
            process.join()
        assert [process.exitcode for process in processes] == [0, 0]
        assert reader.counts().videos == 2


def test_finer_values_than_milliseconds_are_kept(tmp_path: Path) -> None:
    levels = LevelRange(first=Level.EVERYTHING, stop=7)
    fine = SoundEvent(label_id=DOG, onset_s=1 / 3, offset_s=2 / 3, score=0.1 + 0.2, levels=levels)
    plain = lane("b", 1).events[0]
    with opened(tmp_path / "index.sqlite") as (writer, reader):
        for name, event in (("a", fine), ("b", plain)):
            held = Lane(video_id=VideoId(name), label_id=DOG, events=(event,))
            writer.replace(document(name), [held])
        block = reader.lanes([VideoId("a"), VideoId("b")], ())
        assert block.columns.events() == (fine, plain)


def test_the_address_chooses_the_index(tmp_path: Path) -> None:
    file = tmp_path / "my index.sqlite"
    settings = Settings(data_dir=tmp_path, index_url=f"sqlite:{tmp_path}/my%20index.sqlite")
    assert isinstance(resolve_index_writer(settings), SqliteIndexWriter)
    assert file.exists()
    resolve_index_writer(Settings(data_dir=tmp_path))
    assert resolve_index_reader(Settings(data_dir=tmp_path)).counts().videos == 0
    for wrong in ("mongodb://x", "sqlite:", "sqlite://host/x"):
        with pytest.raises(SettingsError, match="EARSHOT_INDEX_URL"):
            resolve_index_writer(Settings(data_dir=tmp_path, index_url=wrong))
