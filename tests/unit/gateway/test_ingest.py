"""Ingest keeps what is whole, leaves nothing of what is not, and stores no bytes twice."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest

from earshot import errors
from earshot.domain.ids import ObjectKey, VideoId
from earshot.domain.jobs import Job, Priority, Step
from earshot.domain.video import VideoState
from earshot.owners import this_owner
from earshot_gateway import arrival as arrivals
from earshot_gateway.arrival import Arrival
from earshot_gateway.details import Details
from tests.unit.gateway.conftest import MAX_UPLOAD_BYTES, Gateway

DATA = b"dog" * 1000


class DeafQueue:
    """A queue that never answers."""

    def enqueue(self, job: Job, priority: Priority = Priority.UPLOAD) -> None:
        raise errors.QueueUnavailable(f"{job.step} {priority}")


def test_an_upload_is_stored_recorded_and_due(gateway: Gateway) -> None:
    video = gateway.receive(DATA, "../My dog.mp4", collection="pets")
    assert video.state is VideoState.WAITING
    assert video.step is Step.LISTEN
    assert video.title == "My dog"
    assert video.collection == "pets"
    assert video.source.file_name == "My dog.mp4"
    assert video.source.size_bytes == len(DATA)
    assert video.source.sha256 == sha256(DATA).hexdigest()
    assert video.uploader is None
    assert gateway.store.get(ObjectKey(f"videos/{video.video_id}/source")) == DATA
    assert gateway.record(video.video_id) == video == gateway.catalog.get(video.video_id)
    assert gateway.due() == [Job(step=Step.LISTEN, video_id=video.video_id)]


class NotedQueue:
    """A queue that notes priorities."""

    def __init__(self) -> None:
        self.priorities: list[Priority] = []

    def enqueue(self, job: Job, priority: Priority = Priority.UPLOAD) -> None:
        assert job.step is Step.LISTEN
        self.priorities.append(priority)


def test_one_of_many_lets_others_go_first(gateway: Gateway) -> None:
    queue = NotedQueue()
    ingest = replace(gateway.ingest, queue=queue)
    for number, backfill in enumerate((True, False)):
        ingest.receive("a.mp4", [b"%d" % number], partial(Details, backfill=backfill))
    assert queue.priorities == [Priority.BACKFILL, Priority.UPLOAD]


def test_the_record_comes_before_the_bytes_and_names_its_uploader(gateway: Gateway) -> None:
    seen = []

    def chunks() -> Iterator[bytes]:
        seen.extend(gateway.catalog._select("SELECT record FROM videos", []))
        yield DATA

    gateway.ingest.receive("a.mp4", chunks(), Details)
    assert [video.state for video in seen] == [VideoState.UPLOADING]
    assert seen[0].uploader == this_owner()


@pytest.mark.parametrize(
    "error", [errors.UploadBroken(), KeyboardInterrupt(), errors.StoreFull(), ZeroDivisionError()]
)
def test_a_broken_off_upload_leaves_nothing(
    gateway: Gateway, nothing_left: Callable[[], bool], error: BaseException
) -> None:
    def chunks() -> Iterator[bytes]:
        yield DATA
        raise error

    with pytest.raises(type(error)):
        gateway.ingest.receive("a.mp4", chunks(), Details)
    assert nothing_left()


def test_details_that_do_not_fit_leave_nothing(
    gateway: Gateway, nothing_left: Callable[[], bool]
) -> None:
    def details() -> Details:
        raise errors.BadRequest("title: too long")

    with pytest.raises(errors.BadRequest):
        gateway.ingest.receive("a.mp4", [DATA], details)
    assert nothing_left()


def test_an_empty_file_is_refused(gateway: Gateway, nothing_left: Callable[[], bool]) -> None:
    with pytest.raises(errors.EmptyUpload, match="empty"):
        gateway.receive(b"")
    assert nothing_left()


@pytest.mark.parametrize("declared", [None, MAX_UPLOAD_BYTES + 1])
def test_too_large_a_file_is_refused(
    gateway: Gateway, nothing_left: Callable[[], bool], declared: int | None
) -> None:
    chunks = [bytes(1000)] * (MAX_UPLOAD_BYTES // 1000 + 1)
    with pytest.raises(errors.UploadTooLarge, match="3,000,000 bytes"):
        gateway.ingest.receive("a.mp4", chunks, Details, declared_bytes=declared)
    assert nothing_left()


def test_a_file_of_exactly_the_limit_is_taken(gateway: Gateway) -> None:
    assert gateway.receive(bytes(MAX_UPLOAD_BYTES)).source.size_bytes == MAX_UPLOAD_BYTES


def test_the_same_bytes_answer_with_the_first_video(gateway: Gateway) -> None:
    first = gateway.receive(DATA, "one.mp4")
    kept = gateway.stored()
    again = gateway.ingest.receive("two.mp4", [DATA], Details)
    assert again.duplicate_of_existing
    assert again.video == first
    assert gateway.stored() == kept
    assert len(gateway.due()) == 1


def test_another_collection_or_other_bytes_are_another_video(gateway: Gateway) -> None:
    ids = {
        gateway.receive(DATA).video_id,
        gateway.receive(DATA, collection="other").video_id,
        gateway.receive(DATA + b"!").video_id,
    }
    assert len(ids) == 3


@pytest.mark.parametrize(
    "state", [VideoState.FAILED, VideoState.REMOVING, VideoState.REMOVED, VideoState.UPLOADING]
)
def test_failed_and_removed_videos_do_not_count(gateway: Gateway, state: VideoState) -> None:
    first = gateway.receive(DATA)
    gateway.end(first.video_id, state)
    second = gateway.ingest.receive("again.mp4", [DATA], Details)
    assert not second.duplicate_of_existing
    assert second.video.video_id != first.video_id


def test_of_identical_uploads_at_the_same_time_one_stays(gateway: Gateway) -> None:
    count = 8
    ready = threading.Barrier(count)

    def chunks() -> Iterator[bytes]:
        yield DATA
        ready.wait()  # all have sent their bytes, none is published
        yield DATA

    def upload(number: int) -> tuple[VideoId, bool]:
        receipt = gateway.ingest.receive(f"{number}.mp4", chunks(), Details)
        return receipt.video.video_id, receipt.duplicate_of_existing

    with ThreadPoolExecutor(count) as pool:
        answers = list(pool.map(upload, range(count)))
    assert len({video_id for video_id, _ in answers}) == 1
    assert sorted(duplicate for _, duplicate in answers) == [False] + [True] * (count - 1)
    video_id = answers[0][0]
    assert gateway.stored() == [f"videos/{video_id}/source", f"videos/{video_id}/video.json"]
    assert len(gateway.catalog._select("SELECT record FROM videos", [])) == 1


def test_a_queue_that_does_not_answer_does_no_harm(gateway: Gateway) -> None:
    video = replace(gateway.ingest, queue=DeafQueue()).receive("a.mp4", [DATA], Details).video
    assert gateway.catalog.get(video.video_id).step is Step.LISTEN


def test_removed_while_uploading_it_does_not_come_back(gateway: Gateway) -> None:
    removed: list[VideoId] = []

    def chunks() -> Iterator[bytes]:
        yield DATA
        (video,) = gateway.catalog._select("SELECT record FROM videos", [])
        removed.append(gateway.editing.remove(video.video_id).video_id)
        yield DATA

    with pytest.raises(errors.VideoRemoved):
        gateway.ingest.receive("a.mp4", chunks(), Details)
    assert gateway.stored() == [f"videos/{removed[0]}/video.json"]
    assert gateway.record(removed[0]).state is VideoState.REMOVING
    assert gateway.catalog.get(removed[0]).state is VideoState.REMOVING


def test_swept_while_uploading_it_does_not_come_back(
    gateway: Gateway, nothing_left: Callable[[], bool]
) -> None:
    def chunks() -> Iterator[bytes]:
        yield DATA
        (video,) = gateway.catalog._select("SELECT record FROM videos", [])
        gateway.catalog.forget(video.video_id)

    with pytest.raises(errors.VideoRemoved):
        gateway.ingest.receive("a.mp4", chunks(), Details)
    assert nothing_left()


def test_an_uploader_shows_that_it_lives(gateway: Gateway) -> None:
    now_s = 0.0
    video = gateway.ingest._uploading("a.mp4")
    arrival = Arrival(
        video,
        store=gateway.store,
        catalog=gateway.catalog,
        most_bytes=None,
        expected_bytes=100,
        monotonic_s=lambda: now_s,
    )
    told = []
    with arrival:
        for _ in arrival.measured(bytes(10) for _ in range(12)):
            now_s += arrivals.PROGRESS_EVERY_S / 2
            told.append(gateway.catalog.get(video.video_id).progress)
        arrival.publish(Details())
    assert told == sorted(told)
    assert told[2] == pytest.approx(0.3)
    assert told[-1] == pytest.approx(arrivals.MOST_PROGRESS)


@pytest.fixture
def film(tmp_path: Path) -> Path:
    path = tmp_path / 'it\'s "my"\n🐕.mp4'
    path.write_bytes(DATA)
    return path


@pytest.mark.parametrize("in_place", [False, True])
def test_a_file_of_this_machine_is_adopted(gateway: Gateway, film: Path, *, in_place: bool) -> None:
    receipt = gateway.ingest.adopt(film, Details(title="Mine"), in_place=in_place)
    video = receipt.video
    assert not receipt.duplicate_of_existing
    assert video.title == "Mine"
    assert video.source.file_name == 'it\'s "my" 🐕.mp4'
    assert video.source.sha256 == sha256(DATA).hexdigest()
    assert video.source.size_bytes == len(DATA)
    assert video.source.in_place is in_place
    assert gateway.store.get(ObjectKey(f"videos/{video.video_id}/source")) == DATA
    assert gateway.due() == [Job(step=Step.LISTEN, video_id=video.video_id)]
    again = gateway.ingest.adopt(film, Details(), in_place=in_place)
    assert again.duplicate_of_existing
    assert again.video == video
    assert film.read_bytes() == DATA


def test_uploaded_and_adopted_bytes_are_the_same(gateway: Gateway, film: Path) -> None:
    first = gateway.receive(DATA)
    assert gateway.ingest.adopt(film, Details()).video == first


def test_what_is_no_readable_file_is_refused_with_a_sentence(
    gateway: Gateway, tmp_path: Path, nothing_left: Callable[[], bool]
) -> None:
    empty = tmp_path / "empty.mp4"
    empty.touch()
    for path, kind in [
        (tmp_path / "absent.mp4", errors.FileUnreadable),
        (tmp_path, errors.FileUnreadable),
        (Path("/dev/null"), errors.FileUnreadable),
        (empty, errors.EmptyUpload),
    ]:
        with pytest.raises(kind):
            gateway.ingest.adopt(path, Details())
    assert nothing_left()


def test_a_file_that_grows_meanwhile_is_refused(
    gateway: Gateway, film: Path, nothing_left: Callable[[], bool]
) -> None:
    class GrowingFiles:
        """Source files whose original is written to just after it was taken."""

        checkout = gateway.store.checkout

        def adopt(self, key: ObjectKey, path: Path, *, in_place: bool) -> object:
            info = gateway.store.adopt(key, path, in_place=in_place)
            with path.open("ab") as file:
                file.write(b"more")
            return info

    ingest = replace(gateway.ingest, source_files=GrowingFiles())  # type: ignore[arg-type]  # as the port
    with pytest.raises(errors.FileChanged):
        ingest.adopt(film, Details())
    assert nothing_left()
