"""Query clips from upload to search: heard, refused with a sentence, recovered, expired."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from earshot.domain.ids import ObjectKey, QueryId, VideoId
from earshot.domain.jobs import Job, Step
from earshot.domain.keys import query_embeddings_key, query_source_key
from earshot.domain.media import MediaInfo
from earshot.domain.query_clips import LIFE, QueryClip, QueryState
from earshot.errors import ExtractionCrashed, NoAudioTrack, NotMedia, QueryNotFound
from earshot.ports.query_clips import read_query_clip
from earshot.tagging.embedding_file import read_embeddings
from earshot_gateway.query_clips import QueryClips
from earshot_worker.compose import make_reconciler
from tests.kit.archive import Archive
from tests.kit.sounds import SecondsOfSound, SoundStream

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from earshot.ports.audio_extractor import ChannelSink


def _open(folder: Path, extractor: object = SecondsOfSound) -> Archive:
    archive = Archive.at(folder)
    archive.ports = replace(archive.ports, extractor=extractor)  # type: ignore[arg-type]  # a factory of one
    return archive


def _ask(archive: Archive) -> QueryId:
    clips = QueryClips(store=archive.ports.store, queue=archive.ports.queue)
    return clips.receive("bark.wav", [b"a clip"]).query_id


def _clip(archive: Archive, query_id: QueryId) -> QueryClip:
    return read_query_clip(archive.ports.store, query_id, datetime.now(UTC))


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return _open(tmp_path / "data")


def test_a_clip_is_heard_and_its_rows_are_kept(archive: Archive) -> None:
    query_id = _ask(archive)
    assert _clip(archive, query_id).state is QueryState.WAITING
    archive.work()
    clip = _clip(archive, query_id)
    bundle = archive.ports.bundle.bundle_id
    assert (clip.state, clip.duration_s, clip.bundle) == (QueryState.READY, 4.0, bundle)
    header, rows = read_embeddings(archive.ports.store.get(query_embeddings_key(query_id)))
    assert (header.bundle, rows.shape) == (bundle, (4, 4))
    assert list(archive.ports.ledger.unfinished()) == []
    assert list(archive.ports.index.video_ids()) == []


def test_hearing_it_twice_changes_nothing(archive: Archive) -> None:
    query_id = _ask(archive)
    archive.work()
    objects = archive.objects()
    archive.ports.queue.enqueue(Job(step=Step.EMBED, video_id=VideoId(query_id)))
    archive.work()
    assert archive.objects() == objects


class Silence(SecondsOfSound):
    """Nothing at all."""

    @contextmanager
    def open(
        self, path: Path, sample_rate_hz: int, channels: ChannelSink | None = None
    ) -> Iterator[SoundStream]:
        del path
        yield _Silent(3, sample_rate_hz, lambda _: None, channels)


class _Silent(SoundStream):
    def __iter__(self) -> Iterator[NDArray[np.float32]]:
        yield np.zeros(48_000, np.float32)


class Headerless(SecondsOfSound):
    """Says nothing of its length, and has a minute of sound."""

    def __init__(self) -> None:
        super().__init__(60)

    def probe(self, path: Path) -> MediaInfo:
        return replace(super().probe(path), duration_s=None)


class Mute(SecondsOfSound):
    """A picture without sound."""

    @contextmanager
    def open(
        self, path: Path, sample_rate_hz: int, channels: ChannelSink | None = None
    ) -> Iterator[SoundStream]:
        del path, sample_rate_hz, channels
        raise NoAudioTrack
        yield


class Text(SecondsOfSound):
    """No media at all."""

    def probe(self, path: Path) -> MediaInfo:
        del path
        raise NotMedia


class Crashing(SecondsOfSound):
    """Brings the decoder down."""

    @contextmanager
    def open(
        self, path: Path, sample_rate_hz: int, channels: ChannelSink | None = None
    ) -> Iterator[SoundStream]:
        del path, sample_rate_hz, channels
        raise ExtractionCrashed
        yield


@pytest.mark.parametrize(
    ("extractor", "says"),
    [
        (lambda: SecondsOfSound(31), "30 s long at most; this is 31 s"),
        (Headerless, "30 s long at most"),
        (Silence, "silent"),
        (lambda: SecondsOfSound(0), "no sound"),
        (Mute, "no sound"),
        (Text, "not a video or audio file"),
        (Crashing, "crashed"),
    ],
)
def test_a_bad_clip_fails_with_one_sentence(tmp_path: Path, extractor: object, says: str) -> None:
    archive = _open(tmp_path / "data", extractor)
    query_id = _ask(archive)
    archive.work()
    clip = _clip(archive, query_id)
    assert clip.state is QueryState.FAILED
    assert says in str(clip.detail)
    assert list(archive.ports.ledger.unfinished()) == []


def test_thirty_seconds_are_not_too_many(tmp_path: Path) -> None:
    archive = _open(tmp_path / "data", lambda: SecondsOfSound(30))
    query_id = _ask(archive)
    archive.work()
    assert _clip(archive, query_id).duration_s == 30.0


def test_a_lost_message_is_sent_again(archive: Archive) -> None:
    query_id = _ask(archive)
    archive.ports.ledger.forget(Job(step=Step.EMBED, video_id=VideoId(query_id)))
    assert make_reconciler(archive.ports).round().enqueued == 1
    archive.work()
    assert _clip(archive, query_id).state is QueryState.READY
    assert make_reconciler(archive.ports).round().enqueued == 0


def test_a_clip_that_crashes_every_try_fails_at_last(archive: Archive) -> None:
    query_id = _ask(archive)

    def broken() -> None:
        raise RuntimeError("out of order")

    archive.ports = replace(archive.ports, tagger=broken)  # type: ignore[arg-type]  # never returns
    for _ in range(archive.settings.max_attempts):
        job = Job(step=Step.EMBED, video_id=VideoId(query_id))
        archive.ports.queue.enqueue(job)
        archive.work()
    clip = _clip(archive, query_id)
    assert clip.state is QueryState.FAILED
    assert "out of order" in str(clip.detail)


def test_after_an_hour_nothing_of_it_is_left(archive: Archive) -> None:
    old, fresh = _ask(archive), _ask(archive)
    archive.work()
    hour_ago = (datetime.now(UTC) - LIFE).timestamp()
    for path in archive.settings.data_dir.rglob(f"{old}/*"):
        os.utime(path, (hour_ago - 1, hour_ago - 1))
    make_reconciler(archive.ports).round()
    assert [key for key in archive.objects() if old in key] == []
    assert query_source_key(fresh) in archive.objects()
    with pytest.raises(QueryNotFound):
        _clip(archive, old)


def test_an_upload_that_broke_off_before_its_record_goes_too(archive: Archive) -> None:
    key = query_source_key(QueryId("01K0G4W1QZ7V7C3M4D2W5T9RBC"))
    archive.ports.store.put(key, [b"bytes"])
    assert make_reconciler(archive.ports).round().enqueued == 0
    assert key in archive.objects()
    for path in archive.settings.data_dir.rglob("queries/*/source"):
        os.utime(path, (1e9, 1e9))
    make_reconciler(archive.ports).round()
    assert archive.objects() == {}


def test_damage_in_a_record_harms_no_other_clip(archive: Archive) -> None:
    archive.ports.store.put(ObjectKey("queries/x/query.json"), [b"{"])
    query_id = _ask(archive)
    archive.ports.ledger.forget(Job(step=Step.EMBED, video_id=VideoId(query_id)))
    assert make_reconciler(archive.ports).round().enqueued == 1
