"""A correction reaches search, events and captions, and outlives whatever heard the sound."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from earshot.captions.cue import CaptionOptions
from earshot.captions.formats import SheetFormat
from earshot.domain.corrections import Kind
from earshot.domain.ids import VideoId
from earshot.domain.jobs import Job, Step
from earshot.domain.levels import Level
from earshot.domain.video import VideoState
from earshot.labels.ontology import audioset
from earshot_gateway.correcting import Correcting, Wanted
from earshot_gateway.editing import Editing
from earshot_search.audible import AudibleLabels
from earshot_search.captions import Captions
from earshot_search.events import Events
from earshot_search.shown import ShownVideos
from earshot_worker.compose import make_rebuild
from tests.kit.archive import Archive
from tests.kit.loudness import BARK, loudness_bundle
from tests.kit.sounds import SecondsOfSound


def opened(folder: Path, thresholds: tuple[float, ...] | None = None) -> Archive:
    bundle = loudness_bundle(thresholds) if thresholds else None
    archive = Archive.at(folder, bundle)
    archive.ports = replace(archive.ports, extractor=SecondsOfSound)
    return archive


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return opened(tmp_path / "data")


@pytest.fixture
def video_id(archive: Archive, tmp_path: Path) -> VideoId:
    """Barks in the first and the third of four seconds."""
    film = tmp_path / "film.mp4"
    film.write_bytes(b"film")
    video_id = archive.adopt(film)
    archive.work()
    assert archive.entry(video_id)[BARK] == [(0.0, 1.0), (2.0, 3.0)]
    return video_id


def correcting(archive: Archive) -> Correcting:
    ports = archive.ports
    return Correcting(store=ports.store, catalog=ports.catalog, queue=ports.queue)


def reading(archive: Archive) -> Events:
    store, shown = archive.ports.store, ShownVideos(archive.ports.catalog)
    return Events(store=store, shown=shown, audible=AudibleLabels(store, audioset()))


def told(archive: Archive, video_id: VideoId) -> list[tuple[str, float, float]]:
    events = reading(archive).told(video_id, level=Level.SURE).events
    return [(one.label_id, round(one.onset_s, 2), round(one.offset_s, 2)) for one in events]


NO_BARK = Wanted(kind=Kind.ABSENT, label="Bark", start_s=0.0, end_s=1.0)


def test_events_and_captions_tell_it_before_any_work(archive: Archive, video_id: VideoId) -> None:
    correcting(archive).add(video_id, NO_BARK)
    correcting(archive).add(
        video_id, Wanted(kind=Kind.PRESENT, label="Siren", start_s=1.2, end_s=1.9)
    )
    assert [onset_s for _, onset_s, _ in told(archive, video_id)] == [1.2, 2.0]
    text = Captions(reading(archive)).written(video_id, SheetFormat.VTT, CaptionOptions())
    assert "siren" in text
    assert text.count("-->") == 2


def test_the_index_tells_it_after_one_step(archive: Archive, video_id: VideoId) -> None:
    correcting(archive).add(video_id, NO_BARK)
    archive.work()
    assert archive.entry(video_id)[BARK] == [(2.0, 3.0)]
    assert archive.video(video_id).state is VideoState.READY
    one = correcting(archive).history(video_id).standing[0]
    correcting(archive).withdraw(video_id, one.correction_id, "Bo")
    archive.work()
    assert archive.entry(video_id)[BARK] == [(0.0, 1.0), (2.0, 3.0)]


def test_one_that_comes_while_the_index_is_written_counts(
    archive: Archive, video_id: VideoId
) -> None:
    editing = correcting(archive)
    editing.add(video_id, NO_BARK)
    index = archive.ports.index

    class SlowIndex:
        """Another editor comes just after the entry was written."""

        interrupt: Callable[[], object] | None = None

        def __getattr__(self, name: str) -> object:
            return getattr(index, name)

        def replace(self, *arguments: object) -> None:
            index.replace(*arguments)  # type: ignore[arg-type]  # passed on as they came
            if self.interrupt is not None:
                again, self.interrupt = self.interrupt, None
                again()

    slow = SlowIndex()
    slow.interrupt = lambda: editing.add(
        video_id, Wanted(kind=Kind.ABSENT, label="Bark", start_s=2.0, end_s=3.0)
    )
    archive.ports = replace(archive.ports, index=slow)  # type: ignore[arg-type]  # passes all on
    archive.work()
    assert BARK not in archive.entry(video_id)
    assert archive.video(video_id).step is None


def test_it_outlives_thresholds_models_and_indices(
    archive: Archive, video_id: VideoId, tmp_path: Path
) -> None:
    correcting(archive).add(video_id, NO_BARK)
    archive.work()
    other = opened(tmp_path / "data", thresholds=(0.1, 0.2, 0.3, 0.4, 0.5, 0.6))
    other.ports.catalog.update(
        video_id, lambda video: replace(video, state=VideoState.WAITING, step=Step.DECODE)
    )
    other.ports.queue.enqueue(Job(step=Step.DECODE, video_id=video_id))
    other.work()
    assert other.entry(video_id)[BARK] == [(2.0, 3.0)]
    for path in other.settings.data_dir.iterdir():
        if path.name != "store":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    rebuilt = opened(tmp_path / "data")
    make_rebuild(rebuilt.ports).run()
    assert rebuilt.entry(video_id)[BARK] == [(2.0, 3.0)]
    assert [onset_s for _, onset_s, _ in told(rebuilt, video_id)] == [2.0]


def test_removing_takes_it_away(archive: Archive, video_id: VideoId) -> None:
    correcting(archive).add(video_id, NO_BARK)
    ports = archive.ports
    Editing(store=ports.store, catalog=ports.catalog, queue=ports.queue).remove(video_id)
    archive.work()
    assert [key for key in archive.objects() if "/corrections/" in key] == []
