"""Edits, removals and retries reach catalog, video.json and queue, in every state."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from earshot import errors
from earshot.domain.ids import ObjectKey, VideoId
from earshot.domain.jobs import Job, Step
from earshot.domain.video import VideoState
from earshot_gateway.details import Change
from tests.unit.gateway.conftest import Gateway
from tests.unit.gateway.test_ingest import DeafQueue

ABSENT = VideoId("01K0G4W1QZ7V7C3M4D2W5T9RBA")
MOMENT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def titled(title: str) -> Change:
    return Change(fields=frozenset({"title"}), title=title)


def moved(collection: str) -> Change:
    return Change(fields=frozenset({"collection"}), collection=collection)


def test_a_ready_video_is_indexed_anew_and_stays_ready(gateway: Gateway) -> None:
    video_id = gateway.receive(b"dog").video_id
    gateway.end(video_id, VideoState.READY)
    edited = gateway.editing.edit(video_id, titled("New"))
    assert edited.title == "New"
    assert edited.state is VideoState.READY
    assert edited.step is Step.INDEX
    assert gateway.catalog.get(video_id) == gateway.record(video_id) == edited
    assert gateway.due() == [Job(step=Step.INDEX, video_id=video_id)]


def test_what_is_not_named_stays(gateway: Gateway) -> None:
    first = gateway.receive(b"dog", collection="pets", description="A dog.")
    edited = gateway.editing.edit(first.video_id, titled("New"))
    assert edited == replace(first, title="New")


def test_a_waiting_video_goes_on_as_it_was(gateway: Gateway) -> None:
    video_id = gateway.receive(b"dog").video_id
    edited = gateway.editing.edit(video_id, titled("New"))
    assert edited.state is VideoState.WAITING
    assert edited.step is Step.LISTEN


def test_an_edit_that_changes_nothing_indexes_nothing(gateway: Gateway) -> None:
    video = gateway.receive(b"dog")
    gateway.end(video.video_id, VideoState.READY)
    edited = gateway.editing.edit(video.video_id, titled(video.title))
    assert edited.step is None
    assert gateway.due() == []


def test_a_recording_date_that_a_person_sets_or_clears_counts(gateway: Gateway) -> None:
    video_id = gateway.receive(b"dog").video_id
    dated = gateway.editing.edit(
        video_id, Change(fields=frozenset({"recorded_at"}), recorded_at=MOMENT)
    )
    assert (dated.recorded_at, dated.recorded_at_set) == (MOMENT, True)
    cleared = gateway.editing.edit(video_id, Change(fields=frozenset({"recorded_at"})))
    assert (cleared.recorded_at, cleared.recorded_at_set) == (None, True)


def test_a_video_does_not_move_to_where_its_bytes_are(gateway: Gateway) -> None:
    there = gateway.receive(b"dog", collection="pets")
    video_id = gateway.receive(b"dog").video_id
    with pytest.raises(errors.SameBytes, match=there.video_id):
        gateway.editing.edit(video_id, moved("pets"))
    assert gateway.catalog.get(video_id).collection == "default"
    assert gateway.editing.edit(video_id, moved("zoo")).collection == "zoo"


@pytest.mark.parametrize(
    ("state", "error"),
    [
        (VideoState.UPLOADING, errors.Busy),
        (VideoState.REMOVING, errors.VideoRemoved),
        (VideoState.REMOVED, errors.VideoNotFound),
    ],
)
def test_edits_are_refused_where_they_would_be_lost(
    gateway: Gateway, state: VideoState, error: type[errors.EarshotError]
) -> None:
    video_id = gateway.receive(b"dog").video_id
    gateway.end(video_id, state)
    with pytest.raises(error):
        gateway.editing.edit(video_id, titled("New"))


@pytest.mark.parametrize(
    "state", sorted(frozenset(VideoState) - {VideoState.REMOVING, VideoState.REMOVED})
)
def test_removing_goes_to_catalog_tombstone_and_queue(gateway: Gateway, state: VideoState) -> None:
    video_id = gateway.receive(b"dog").video_id
    gateway.end(video_id, state)
    removing = gateway.editing.remove(video_id)
    assert removing.state is VideoState.REMOVING
    assert removing.step is Step.REMOVE
    assert gateway.catalog.get(video_id) == gateway.record(video_id) == removing
    assert gateway.due() == [Job(step=Step.REMOVE, video_id=video_id)]
    assert gateway.editing.remove(video_id) == removing


def test_removed_and_absent_videos_are_not_found(gateway: Gateway) -> None:
    video_id = gateway.receive(b"dog").video_id
    gateway.end(video_id, VideoState.REMOVED)
    for which in (video_id, ABSENT):
        for act in (gateway.editing.remove, gateway.editing.retry):
            with pytest.raises(errors.VideoNotFound):
                act(which)


def test_a_failed_video_is_listened_to_again(gateway: Gateway) -> None:
    video_id = gateway.receive(b"dog").video_id
    gateway.end(video_id, VideoState.FAILED)
    again = gateway.editing.retry(video_id)
    assert (again.state, again.step) == (VideoState.WAITING, Step.LISTEN)
    assert (again.reason, again.detail) == (None, None)
    assert gateway.record(video_id) == again
    assert gateway.due() == [Job(step=Step.LISTEN, video_id=video_id)]


@pytest.mark.parametrize(
    ("state", "error"),
    [
        (VideoState.READY, errors.NotRetryable),
        (VideoState.WAITING, errors.Busy),
        (VideoState.WORKING, errors.Busy),
        (VideoState.UPLOADING, errors.Busy),
        (VideoState.REMOVING, errors.VideoRemoved),
    ],
)
def test_only_failed_videos_are_retried(
    gateway: Gateway, state: VideoState, error: type[errors.EarshotError]
) -> None:
    video_id = gateway.receive(b"dog").video_id
    gateway.end(video_id, state)
    with pytest.raises(error):
        gateway.editing.retry(video_id)
    assert gateway.catalog.get(video_id).state is state


def test_a_failed_video_whose_bytes_came_again_is_not_retried(gateway: Gateway) -> None:
    failed = gateway.receive(b"dog")
    gateway.end(failed.video_id, VideoState.FAILED)
    gateway.receive(b"dog")
    with pytest.raises(errors.SameBytes):
        gateway.editing.retry(failed.video_id)


def test_a_change_that_lost_its_message_is_completed_by_repeating_it(gateway: Gateway) -> None:
    video_id = gateway.receive(b"dog").video_id
    gateway.end(video_id, VideoState.READY)
    deaf = replace(gateway.editing, queue=DeafQueue())
    assert deaf.edit(video_id, titled("New")).step is Step.INDEX
    gateway.store.delete(ObjectKey(f"videos/{video_id}/video.json"))
    assert gateway.due() == []
    gateway.editing.edit(video_id, titled("New"))
    assert gateway.due() == [Job(step=Step.INDEX, video_id=video_id)]
    assert gateway.record(video_id).title == "New"


def test_after_edits_at_the_same_time_the_record_says_what_the_catalog_says(
    gateway: Gateway,
) -> None:
    video_id = gateway.receive(b"dog").video_id
    count = 8
    ready = threading.Barrier(count)

    def edit(number: int) -> None:
        ready.wait()
        gateway.editing.edit(video_id, titled(f"Title {number}"))

    with ThreadPoolExecutor(count) as pool:
        list(pool.map(edit, range(count)))
    assert gateway.record(video_id) == gateway.catalog.get(video_id)
