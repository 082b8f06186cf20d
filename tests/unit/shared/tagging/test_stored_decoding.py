"""Decoding from a stored file: the events of the scores themselves, whatever fits in memory."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import dataclasses
import json

import numpy as np
import pytest
from numpy.typing import NDArray

from earshot.domain.events import SoundEvent
from earshot.errors import BundleError
from earshot.tagging import stored_decoding
from earshot.tagging.bundle import Bundle, read_manifest
from earshot.tagging.decoding import decode
from earshot.tagging.score_file import ScoreHeader, encode_scores, read_scores
from earshot.tagging.stored_decoding import decode_stored
from tests.kit.tiny_bundle import tiny_manifest

FRAMES, LABELS, HOP_S = 4_000, 40, 0.04


@pytest.fixture
def bundle() -> Bundle:
    manifest = tiny_manifest()
    entry = manifest["labels"][0]
    manifest["labels"] = [{**entry, "id": f"/m/{number}"} for number in range(LABELS)]
    return read_manifest(json.dumps(manifest).encode())


def sounds() -> NDArray[np.float32]:
    """Logits of sounds that rise and fall over a quiet, uneasy ground."""
    random = np.random.default_rng(2)
    logits = random.normal(-6, 0.3, (FRAMES, LABELS))
    for column in range(LABELS):
        for start in random.integers(0, FRAMES - 60, 15):
            length = int(random.integers(4, 60))
            logits[start : start + length, column] += 9 * np.sin(np.linspace(0, np.pi, length))
    return logits.astype(np.float32)


def header(bundle: Bundle) -> ScoreHeader:
    return ScoreHeader(
        bundle=bundle.bundle_id,
        hop_s=bundle.hop_s,
        labels=tuple(label.label_id for label in bundle.labels),
    )


def decoded(scores: NDArray[np.float32], bundle: Bundle) -> list[SoundEvent]:
    labels = [label.label_id for label in bundle.labels]
    return decode(scores, labels, bundle.policies, HOP_S, FRAMES * HOP_S)


@pytest.mark.parametrize(("held", "batch"), [(1, 1), (70_000, 40_000), (1 << 30, 1 << 30)])
def test_is_the_same_in_any_number_of_passes(
    bundle: Bundle, held: int, batch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stored_decoding, "HELD_BYTES", held)
    monkeypatch.setattr(stored_decoding, "BATCH_BYTES", batch)
    file = b"".join(encode_scores(header(bundle), [sounds()]))
    events = decode_stored(lambda: [file], bundle, FRAMES * HOP_S)
    assert len(events) > 300
    assert events == decoded(read_scores(file)[1], bundle)


def test_eight_bits_leave_the_events_where_they_are(bundle: Bundle) -> None:
    logits = sounds()
    file = b"".join(encode_scores(header(bundle), [logits]))
    exact = decoded(np.asarray(1 / (1 + np.exp(-logits)), dtype=np.float32), bundle)
    stored = decode_stored(lambda: [file], bundle, FRAMES * HOP_S)
    for level in (1, 4, 6):
        before = [event for event in exact if level in event.levels]
        after = [event for event in stored if level in event.levels]
        near = sum(
            any(
                one.label_id == other.label_id
                and abs(one.onset_s - other.onset_s) <= HOP_S + 1e-6
                and abs(one.offset_s - other.offset_s) <= HOP_S + 1e-6
                and abs(one.score - other.score) <= 0.008
                for other in after
            )
            for one in before
        )
        assert near >= 0.99 * len(before)
        assert abs(len(before) - len(after)) <= 0.01 * len(before)


def test_scores_of_another_bundle_are_refused(bundle: Bundle) -> None:
    file = b"".join(encode_scores(header(bundle), [sounds()]))
    other = dataclasses.replace(bundle, labels=bundle.labels[::-1])
    with pytest.raises(BundleError, match="whose labels are not those of"):
        decode_stored(lambda: [file], other, 1.0)
