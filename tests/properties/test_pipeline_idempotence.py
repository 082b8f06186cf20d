"""Any steps repeated, in any order, as late or doubled messages do: the outcome is the same."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from earshot.domain.ids import VideoId
from earshot.domain.jobs import Job, Step
from earshot.domain.video import Video, VideoState
from tests.kit.archive import Archive
from tests.kit.sounds import SecondsOfSound

STEPS = st.sampled_from([Step.LISTEN, Step.DECODE, Step.INDEX])


def _archive(folder: Path) -> tuple[Archive, VideoId]:
    archive = Archive.at(folder / "data")
    archive.ports = replace(archive.ports, extractor=lambda: SecondsOfSound(seconds=3))
    source = folder / "film.mp4"
    source.write_bytes(b"film")
    return archive, archive.adopt(source)


def _outcome(archive: Archive, video_id: VideoId) -> tuple[object, ...]:
    """Everything that store, catalog and index tell, but for the id and the time."""
    objects = {
        key.replace(video_id, "ID"): digest
        for key, digest in archive.objects().items()
        if not key.endswith("/video.json")
    }
    video: Video = archive.video(video_id)
    told = (video.state, video.step, video.reason, video.heard)
    return objects, told, archive.entry(video_id)


@settings(max_examples=25)
@given(before=st.lists(STEPS, max_size=4), between=st.lists(STEPS, max_size=4))
def test_repeated_steps_give_the_same_objects_and_entry(
    before: list[Step], between: list[Step]
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        archive, video_id = _archive(folder)
        for step in before:
            archive.ports.queue.enqueue(Job(step=step, video_id=video_id))
            archive.worker().run_next()
        archive.work()
        once = _outcome(archive, video_id)
        for step in between:
            # As after a kill: the step is due again although its objects are there.
            archive.ports.catalog.update(video_id, partial(_set_back, step))
            archive.ports.queue.enqueue(Job(step=step, video_id=video_id))
            archive.work()
        assert _outcome(archive, video_id) == once


def _set_back(step: Step, video: Video) -> Video:
    return replace(video, state=VideoState.WORKING, step=step)
