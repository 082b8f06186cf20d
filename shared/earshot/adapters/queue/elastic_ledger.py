"""The ledger in Elasticsearch: a document a job, changed by compare-and-set."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from earshot.adapters.catalog.elastic_documents import Document, ElasticDocuments, Kind, Version
from earshot.domain.ids import VideoId
from earshot.domain.jobs import Job, JobStatus, Lease, Step
from earshot.errors import LeaseLost

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_FREE = {"owner": None, "number": None, "expires_at_us": None}


def ledger_kind(prefix: str) -> Kind:
    """How jobs are kept."""
    return Kind(
        alias=f"{prefix}-jobs",
        schema=1,
        refresh_interval="1s",
        properties={
            "step": {"type": "keyword"},
            "video_id": {"type": "keyword"},
            "attempts": {"type": "integer"},
            "due_at_us": {"type": "long"},
            "owner": {"type": "keyword"},
            "number": {"type": "long"},
            "expires_at_us": {"type": "long"},
        },
    )


def _utc_now() -> datetime:
    return datetime.now(UTC)


class ElasticLedger:
    """`JobLedger` on documents.

    A lease's number is one more than the sequence number of the state that it replaced. That one
    grows with every write and delete in the index, so numbers grow for each job even after it was
    finished or forgotten and its document is gone.
    """

    def __init__(self, documents: ElasticDocuments, now: Callable[[], datetime] = _utc_now) -> None:
        self._documents = documents
        self._now = now

    def acquire(self, job: Job, owner: str, lease_s: float) -> Lease | None:
        while True:
            found = self._documents.get(_id(job)) or self._new(job)
            if found is None:
                continue  # another has just made it
            document, version = found
            if self._live_lease(document):
                return None
            lease = Lease(
                job=job,
                owner=owner,
                number=version.seq_no + 1,
                attempt=document["attempts"] + 1,
                expires_at=self._now() + timedelta(seconds=lease_s),
            )
            if self._documents.replace(_id(job), {**document, **_held_by(lease)}, version):
                return lease

    def renew(self, lease: Lease, lease_s: float) -> Lease:
        while held := self._held(lease):
            renewed = replace(lease, expires_at=self._now() + timedelta(seconds=lease_s))
            change = {"expires_at_us": _micros(renewed.expires_at)}
            if self._documents.replace(_id(lease.job), {**held[0], **change}, held[1]):
                return renewed
        raise LeaseLost(f"the lease on {lease.job.step} {lease.job.video_id} was lost")

    def finish(self, lease: Lease) -> bool:
        while held := self._held(lease):
            if self._documents.delete(_id(lease.job), held[1], listed=False):
                return True
        return False

    def give_back(self, lease: Lease, due_at: datetime, *, blameless: bool) -> None:
        while held := self._held(lease):
            attempts = held[0]["attempts"] - int(blameless)
            change = {"attempts": attempts, "due_at_us": _micros(due_at), **_FREE}
            if self._documents.replace(_id(lease.job), {**held[0], **change}, held[1]):
                return

    def forget(self, job: Job) -> None:
        self._documents.delete(_id(job), listed=False)

    def unfinished(self) -> Iterator[JobStatus]:
        order = [{"video_id": "asc"}, {"step": "asc"}]
        for document in self._documents.search({"match_all": {}}, order, fresh=True):
            yield JobStatus(
                job=_job(document),
                attempts=document["attempts"],
                due_at=_moment(document["due_at_us"]),
                lease=self._live_lease(document),
            )

    def _new(self, job: Job) -> tuple[Document, Version] | None:
        document = {
            "step": job.step.value,
            "video_id": job.video_id,
            "attempts": 0,
            "due_at_us": _micros(self._now()),
            **_FREE,
        }
        version = self._documents.create(_id(job), document, listed=False)
        return (document, version) if version else None

    def _held(self, lease: Lease) -> tuple[Document, Version] | None:
        found = self._documents.get(_id(lease.job))
        return found if found and found[0]["number"] == lease.number else None

    def _live_lease(self, document: Document) -> Lease | None:
        if document["owner"] is None or _moment(document["expires_at_us"]) <= self._now():
            return None
        return Lease(
            job=_job(document),
            owner=document["owner"],
            number=document["number"],
            attempt=document["attempts"],
            expires_at=_moment(document["expires_at_us"]),
        )


def _id(job: Job) -> str:
    return f"{job.video_id}:{job.step.value}"


def _job(document: Document) -> Job:
    return Job(step=Step(document["step"]), video_id=VideoId(document["video_id"]))


def _held_by(lease: Lease) -> Document:
    return {
        "attempts": lease.attempt,
        "owner": lease.owner,
        "number": lease.number,
        "expires_at_us": _micros(lease.expires_at),
    }


def _micros(moment: datetime) -> int:
    return (moment - _EPOCH) // _MICROSECOND


def _moment(micros: int) -> datetime:
    return _EPOCH + micros * _MICROSECOND
