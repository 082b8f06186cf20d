"""A second bundle hears an archive: back-filled, switched to and back, and served beside."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

from earshot.domain.ids import BundleId, LabelId, VideoId
from earshot.domain.jobs import Job, Priority, Step
from earshot.domain.keys import scores_key, source_key
from earshot.domain.serving import Serving
from earshot.domain.video import VideoState
from earshot.tagging.bundle import Bundle, read_manifest
from earshot_worker.compose import make_asking, make_reconciler
from earshot_worker.retag_orders import close_order, place_order
from earshot_worker.serving import LoadedTaggers, write_serving
from tests.kit.archive import Archive, embedded_ports
from tests.kit.films import make_film
from tests.kit.loudness import BARK, LoudnessTagger, loudness_bundle

PURR = LabelId("/m/07qlf79")


def _other() -> Bundle:
    """Hears the same loudness as a purr, under another name."""
    told = json.loads(loudness_bundle().manifest)
    told["name"] = "other"
    told["labels"][1] = {**told["labels"][0], "id": PURR, "name": "Purr"}
    told["labels"].reverse()
    return read_manifest(json.dumps(told).encode())


def _archive(folder: Path) -> Archive:
    archive = Archive.at(folder)
    bundles = {bundle.bundle_id: bundle for bundle in (archive.ports.bundle, _other())}
    taggers = LoadedTaggers(make=lambda name: LoudnessTagger(bundles[name]))
    archive.ports = embedded_ports(archive.settings, taggers=taggers)
    return archive


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return _archive(tmp_path / "data")


@pytest.fixture
def video_id(archive: Archive, tmp_path: Path) -> VideoId:
    """One film, heard by the first bundle."""
    film = make_film(tmp_path / "film.mp4")
    found = archive.adopt(film)
    archive.work()
    return found


OTHER = _other().bundle_id


def _retag(archive: Archive, video_id: VideoId, *, missing: bool = False) -> str:
    order = place_order(archive.ports.store, OTHER, missing=missing)
    archive.ports.queue.enqueue(Job(step=Step.RETAG, video_id=video_id), Priority.BACKFILL)
    archive.work()
    return order.run


def _use(
    archive: Archive, *, use: BundleId | None = None, beside: tuple[BundleId, ...] = ()
) -> None:
    write_serving(archive.ports.store, Serving(use=use, beside=beside))
    archive.ports = dataclasses.replace(
        archive.ports, choice=dataclasses.replace(archive.ports.choice)
    )
    make_reconciler(archive.ports).round()
    archive.work()


def test_a_retag_writes_beside_and_changes_nothing_that_is_found(
    archive: Archive, video_id: VideoId
) -> None:
    before, entry = archive.objects(), archive.entry(video_id)
    run = _retag(archive, video_id)
    video = archive.video(video_id)
    assert video.state is VideoState.READY
    assert video.heard is not None
    hearing = video.heard.by(OTHER)
    assert hearing is not None
    assert (hearing.run, hearing.shown, hearing.detail) == (run, False, None)
    assert archive.entry(video_id) == entry
    after = archive.objects()
    changed = {key for key in before if after[key] != before[key]}
    assert changed == {f"videos/{video_id}/video.json"}
    assert scores_key(video_id, OTHER) in after


def test_switching_and_back_needs_no_video(archive: Archive, video_id: VideoId) -> None:
    _retag(archive, video_id)
    archive.ports.store.delete(source_key(video_id))
    entry = archive.entry(video_id)
    _use(archive, use=OTHER)
    switched = archive.entry(video_id)
    assert switched[PURR] == entry[BARK]
    _use(archive)
    assert archive.entry(video_id) == entry


def test_an_interrupted_order_goes_on_and_a_finished_one_does_not_repeat(
    archive: Archive, video_id: VideoId
) -> None:
    first = _retag(archive, video_id)
    order = place_order(archive.ports.store, OTHER, missing=False)
    assert order.run == first
    assert make_asking(archive.ports).job_for(archive.video(video_id)) is None
    close_order(archive.ports.store, order)
    assert make_asking(archive.ports).job_for(archive.video(video_id)) is None
    place_order(archive.ports.store, OTHER, missing=True)
    assert make_asking(archive.ports).job_for(archive.video(video_id)) is None
    place_order(archive.ports.store, OTHER, missing=False)
    assert make_asking(archive.ports).job_for(archive.video(video_id)) is not None


def test_what_cannot_be_heard_is_noted_and_stays_as_it_was(
    archive: Archive, video_id: VideoId
) -> None:
    entry = archive.entry(video_id)
    archive.ports.store.delete(source_key(video_id))
    _retag(archive, video_id)
    video = archive.video(video_id)
    hearing = video.heard.by(OTHER) if video.heard else None
    assert hearing is not None
    assert hearing.policy is None
    assert hearing.detail
    assert video.state is VideoState.READY
    assert archive.entry(video_id) == entry
    _use(archive, use=OTHER)
    assert archive.entry(video_id) == entry


def test_a_bundle_beside_hears_new_uploads_and_both_are_found_as_one(
    archive: Archive, tmp_path: Path
) -> None:
    write_serving(archive.ports.store, Serving(beside=(OTHER,)))
    video_id = archive.adopt(make_film(tmp_path / "film.mp4"))
    archive.work()
    heard = archive.video(video_id).heard
    assert heard is not None
    assert [bundle for bundle, _ in heard.shown] == [archive.ports.bundle.bundle_id, OTHER]
    entry = archive.entry(video_id)
    assert entry[BARK] == entry[PURR]


def test_the_reconciler_finds_what_nobody_was_told(archive: Archive, video_id: VideoId) -> None:
    _use(archive, beside=(OTHER,))
    heard = archive.video(video_id).heard
    assert heard is not None
    assert [bundle for bundle, _ in heard.shown] == [archive.ports.bundle.bundle_id, OTHER]
    _use(archive)
    assert PURR not in archive.entry(video_id)


def test_uploads_go_before_a_retag(archive: Archive, video_id: VideoId, tmp_path: Path) -> None:
    place_order(archive.ports.store, OTHER, missing=False)
    archive.ports.queue.enqueue(Job(step=Step.RETAG, video_id=video_id), Priority.BACKFILL)
    later = archive.adopt(make_film(tmp_path / "later.mp4", duration_s=3.0))
    worker = archive.worker()
    for _ in range(3):
        worker.run_next()
    assert archive.video(later).state is VideoState.READY
    heard = archive.video(video_id).heard
    assert heard is not None
    assert heard.by(OTHER) is None
