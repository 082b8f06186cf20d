"""Stored embeddings and events: what comes back, what damage and newer files say."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import gzip
import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from earshot.domain.events import SoundEvent
from earshot.domain.ids import BundleId, LabelId, PolicyId
from earshot.domain.levels import Level, LevelRange
from earshot.errors import DamagedObject, NewerFormat
from earshot.tagging.embedding_file import EmbeddingHeader, encode_embeddings, read_embeddings
from earshot.tagging.event_file import StoredEvents, encode_events, read_events
from earshot.tagging.sections import write_sections

HEADER = EmbeddingHeader(bundle=BundleId("tiny-0"), size=128)


def rows(seconds: int) -> NDArray[np.float32]:
    values = np.random.default_rng(6).normal(size=(seconds, 128))
    values /= np.linalg.norm(values, axis=1, keepdims=True)
    return values.astype(np.float32)


def test_embeddings_come_back_pointing_the_same_way() -> None:
    before = rows(900)
    file = encode_embeddings(HEADER, [before[:32], before[32:32], before[32:]])
    header, after = read_embeddings(file)
    assert header == HEADER
    assert after.shape == before.shape
    assert np.linalg.norm(after, axis=1) == pytest.approx(1, abs=1e-5)
    assert (before * after).sum(axis=1).min() > 0.9998


def test_an_embedding_of_nothing_stays_nothing() -> None:
    _, after = read_embeddings(encode_embeddings(HEADER, [np.zeros((2, 128), np.float32)]))
    assert not after.any()
    assert read_embeddings(encode_embeddings(HEADER, []))[1].shape == (0, 128)


def test_rows_of_another_size_are_refused() -> None:
    with pytest.raises(ValueError, match="has 3 values, not 128"):
        list(encode_embeddings(HEADER, [np.ones((1, 3), np.float32)]))


def test_damaged_embeddings_are_told() -> None:
    file = b"".join(encode_embeddings(HEADER, [rows(3)]))
    for spoilt in (file[:-20], file[:40], b"", file.replace(b"tiny", b"tony")):
        with pytest.raises(DamagedObject, match="stored embeddings are damaged"):
            read_embeddings(spoilt)
    fields: dict[str, Any] = {"bundle": "b", "size": 4}
    with pytest.raises(DamagedObject):
        read_embeddings(write_sections("embeddings", 1, fields, [b"123"]))
    with pytest.raises(DamagedObject):
        read_embeddings(write_sections("embeddings", 1, {"bundle": "b", "size": 0}, []))
    with pytest.raises(NewerFormat, match="embeddings have schema 7"):
        read_embeddings(write_sections("embeddings", 7, fields, []))


def event(label: str, onset_s: float, length_s: float, score: float, first: int) -> SoundEvent:
    return SoundEvent(
        label_id=LabelId(label),
        onset_s=onset_s,
        offset_s=onset_s + length_s,
        score=score,
        levels=LevelRange(first=Level(first), stop=7),
    )


EVENTS = st.builds(
    event,
    st.sampled_from(["/m/05tny_", "/t/dd00003", "/m/0"]),
    st.floats(0, 90_000),
    st.floats(0.01, 100),
    st.floats(0, 1, width=32),
    st.integers(1, 6),
)


def stored(*events: SoundEvent) -> StoredEvents:
    return StoredEvents(
        bundle=BundleId("tiny-0"), policy=PolicyId("abc"), duration_s=12.5, events=events
    )


@given(st.lists(EVENTS, max_size=8))
def test_events_come_back_as_they_were(events: list[SoundEvent]) -> None:
    before = stored(*events)
    data = encode_events(before)
    assert read_events(data) == before
    assert encode_events(read_events(data)) == data


FILE = stored(event("/m/05tny_", 1.0, 0.5, 0.75, 2))


def rewritten(**fields: object) -> bytes:
    told = json.loads(gzip.decompress(encode_events(FILE)))
    return gzip.compress(json.dumps({**told, **fields}).encode())


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"words",
        encode_events(FILE)[:-9],
        gzip.compress(b"{"),
        gzip.compress(b"[]"),
        rewritten(kind="scores"),
        rewritten(schema="1"),
        rewritten(labels=[]),
        rewritten(labels=None),
        rewritten(events=[[0, 1.0, 2.0, 0.5, 0, 7]]),
        rewritten(events=[[0, 1.0, 2.0, 0.5, 3, 3]]),
        rewritten(events=[[-1, 1.0, 2.0, 0.5, 3, 7]]),
        rewritten(events=[[0, 1.0]]),
    ],
)
def test_damaged_events_are_told(data: bytes) -> None:
    with pytest.raises(DamagedObject, match="stored events are damaged; retry the video"):
        read_events(data)


def test_newer_events_are_refused() -> None:
    with pytest.raises(NewerFormat, match="events have schema 2 and this Earshot reads 1"):
        read_events(rewritten(schema=2, events="all new"))
