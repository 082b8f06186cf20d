"""The arrows of GLOSSARY.md: each starts only where it may, and changes only what it says."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from earshot.domain.ids import PolicyId
from earshot.domain.jobs import Job, Step
from earshot.domain.video import Reason, VideoState
from earshot_worker import transitions
from earshot_worker.transitions import Listened
from tests.kit.videos import HEARD, NOON, a_video

FOUND = Listened(heard=HEARD, recorded_at=NOON, reason=Reason.DAMAGED, detail="half is missing")
CHANGES = {
    "begun": lambda video: transitions.begun(video, Step.LISTEN),
    "progressed": lambda video: transitions.progressed(video, Step.LISTEN, 0.7),
    "let_go": lambda video: transitions.let_go(video, Step.LISTEN),
    "listened": lambda video: transitions.listened(video, FOUND),
    "decoded": lambda video: transitions.decoded(video, PolicyId("p")),
    "indexed": transitions.indexed,
    "failed": lambda video: transitions.failed(video, Step.LISTEN, Reason.CRASHED, "it died"),
    "removed": transitions.removed,
}
W, G = VideoState.WAITING, VideoState.WORKING
LEGAL = {
    ("begun", W, Step.LISTEN),
    ("progressed", G, Step.LISTEN),
    ("let_go", G, Step.LISTEN),
    *((name, state, Step.LISTEN) for name in ("listened", "failed") for state in (W, G)),
    *(("decoded", state, Step.DECODE) for state in (W, G)),
    *(("indexed", state, Step.INDEX) for state in (W, G, VideoState.READY)),
    ("failed", VideoState.READY, Step.LISTEN),
    *(("removed", VideoState.REMOVING, step) for step in (None, *Step)),
}


@pytest.mark.parametrize(
    ("name", "state", "step"), itertools.product(CHANGES, VideoState, (None, *Step))
)
def test_an_arrow_starts_only_where_it_may(name: str, state: VideoState, step: Step | None) -> None:
    changed = CHANGES[name](a_video(state, step))
    assert (changed is not None) == ((name, state, step) in LEGAL)


@pytest.mark.parametrize("name", CHANGES)
def test_repeating_an_arrow_changes_nothing_more(name: str) -> None:
    for state, step in itertools.product(VideoState, (None, *Step)):
        once = CHANGES[name](a_video(state, step))
        if once is not None:
            assert CHANGES[name](once) in (None, once)


def test_listening_leads_to_decoding_and_keeps_what_was_found() -> None:
    video = transitions.listened(a_video(G, Step.LISTEN), FOUND)
    assert video is not None
    assert (video.state, video.step, video.progress) == (W, Step.DECODE, 0.0)
    assert (video.reason, video.detail) == (Reason.DAMAGED, "half is missing")
    assert video.recorded_at == NOON


def test_a_date_that_a_person_set_stays() -> None:
    dated = replace(a_video(G, Step.LISTEN), recorded_at=None, recorded_at_set=True)
    video = transitions.listened(dated, FOUND)
    assert video is not None
    assert video.recorded_at is None


def test_decoding_leads_to_indexing_and_names_its_policy() -> None:
    video = transitions.decoded(a_video(W, Step.DECODE), PolicyId("p"))
    assert video is not None
    assert video.heard == replace(HEARD, policy=PolicyId("p"))
    assert (video.state, video.step) == (W, Step.INDEX)


def test_a_ready_video_keeps_its_state_whatever_becomes_of_its_entry() -> None:
    edited = a_video(VideoState.READY, Step.INDEX)
    for changed in (
        transitions.indexed(edited),
        transitions.failed(edited, Step.INDEX, Reason.CRASHED, "it died"),
    ):
        assert changed is not None
        assert (changed.state, changed.step, changed.reason) == (VideoState.READY, None, None)


def test_a_tombstone_tells_nothing_of_thea_video() -> None:
    video = transitions.removed(replace(a_video(VideoState.REMOVING), recorded_at=NOON))
    assert video is not None
    assert video.state is VideoState.REMOVED
    assert (video.title, video.description, video.source.file_name) == ("", "", "")
    assert video.heard is None
    assert video.recorded_at is None


@pytest.mark.parametrize(
    ("state", "step", "due"),
    [
        (VideoState.UPLOADING, None, None),
        (W, Step.LISTEN, Step.LISTEN),
        (G, Step.DECODE, Step.DECODE),
        (VideoState.READY, None, None),
        (VideoState.READY, Step.INDEX, Step.INDEX),
        (VideoState.FAILED, None, None),
        (VideoState.REMOVING, None, Step.REMOVE),
        (VideoState.REMOVED, None, None),
    ],
)
def test_what_a_video_waits_for(state: VideoState, step: Step | None, due: Step | None) -> None:
    video = a_video(state, step)
    expected = Job(step=due, video_id=video.video_id) if due else None
    assert transitions.due_job(video) == expected
    if due:
        assert transitions.is_due(video, due)
