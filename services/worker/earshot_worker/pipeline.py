"""One job from lease to end: the same for the embedded worker and for a broker's task."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import structlog

from earshot.domain.ids import QueryId
from earshot.domain.jobs import Job, Lease, Priority, Step
from earshot.domain.video import Reason, Video
from earshot.errors import EarshotError, LeaseLost, VideoNotFound
from earshot.ports.catalog import Catalog
from earshot.ports.object_store import ObjectStore
from earshot.ports.work import JobLedger, TaskQueue
from earshot_worker import transitions
from earshot_worker.backoff import Backoff
from earshot_worker.embed import Embed
from earshot_worker.hold import Hold, Stopped
from earshot_worker.isolation import NOT_BEGUN
from earshot_worker.record import conclude
from earshot_worker.remove import Remove
from earshot_worker.steps import Change, Result, StepFailed, StepWork

log = structlog.get_logger()
T = TypeVar("T")

UNREMOVED_RETRY_S = 300.0
"""A removal is never given up: after its last counted try it is tried again this often."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pipeline:
    """Runs jobs whose lease is held. Every way out leaves the job finished, due or another's."""

    store: ObjectStore
    catalog: Catalog
    ledger: JobLedger
    queue: TaskQueue
    steps: Mapping[Step, StepWork]
    remove: Remove
    embed: Embed
    """Works on query clips, which are no videos: the catalog knows nothing of them."""
    lease_s: float
    max_attempts: int
    stop: threading.Event
    isolate: Callable[[Lease, threading.Event], int] | None = None
    """Runs a job's last try in a process of its own; its exit status, 0 where all is done."""
    afterwards: Callable[[Video], Job | None] = lambda _: None
    """What a video that waits for nothing may be worked on, when there is nothing else to do."""
    given_up: Mapping[Step, Callable[[str], Change]] = field(default_factory=dict)
    """How a step whose tries have come to nothing is noted, where the video does not fail by it."""
    overtime: tuple[type[Exception], ...] = ()
    """What a broker raises in a job that takes too long: no other try is made."""
    patience_s: float = 60.0
    """For how long a finished step waits for a server to write its result down."""
    backoff: Backoff = field(default_factory=Backoff)

    def run_job(self, lease: Lease) -> None:
        """Do the job behind the lease and let the lease go.

        Retryable errors (a server is away, the store is full) give the job back without blame,
        to be tried again later; whatever else goes wrong counts as an attempt.
        """
        job = lease.job
        suspect = self.isolate is not None and lease.attempt >= self.max_attempts
        with (
            structlog.contextvars.bound_contextvars(video_id=job.video_id, step=job.step.value),
            Hold(self.ledger, lease, self.lease_s, self.stop) as hold,
        ):
            try:
                if suspect:
                    self._run_isolated(hold, lease)
                else:
                    self._run(hold, lease)
            except LeaseLost:
                log.info("job_passed_on")
                self._sweep(job)
            except Stopped:
                log.info("job_stopped")
                self._give_back(hold, wait_s=0.0, blameless=True)
            except Exception as error:  # noqa: BLE001  # a job must never be stuck: all ends here
                self._after_error(hold, lease, error)

    def _run_isolated(self, hold: Hold, lease: Lease) -> None:
        """Let a child do the job; should it die, the job is what kills workers."""
        if self.isolate is None:
            raise ValueError("this pipeline has no way to isolate a job")
        log.warning("job_isolated", attempt=lease.attempt)
        status = self.isolate(lease, self.stop)
        if status == NOT_BEGUN:
            self._give_back(hold, wait_s=self.backoff.next_s(lease.job), blameless=True)
        elif status != 0:
            self._park(hold, f"the worker died {lease.attempt} times in this step, {_by(status)}")

    def _run_clip(self, hold: Hold, lease: Lease) -> None:
        if lease.attempt > self.max_attempts:
            self._park(hold, f"the worker died {lease.attempt - 1} times on this clip")
            return
        self.embed.run(QueryId(lease.job.video_id), hold)
        self._end(hold, None)

    def _run(self, hold: Hold, lease: Lease) -> None:
        job = lease.job
        if job.step is Step.EMBED:
            self._run_clip(hold, lease)
            return
        try:
            video = self.catalog.get(job.video_id)
        except VideoNotFound:
            self._end(hold, None)
            return
        if not transitions.is_due(video, job.step):
            self._end(hold, video)
            return
        if lease.attempt > self.max_attempts:
            self._park(hold, f"the worker died {lease.attempt - 1} times in this step")
            return
        self.catalog.update(job.video_id, lambda now: transitions.begun(now, job.step))
        try:
            result = self.steps[job.step].run(video, hold)
        except StepFailed as verdict:
            result = _failure(job.step, verdict.reason, verdict.detail)
        self._write_down(hold, result)

    def _write_down(self, hold: Hold, result: Result) -> None:
        """Bring the result into the catalog; the lease is asked for after all else is written."""
        job = hold.job
        self._patiently(hold, hold.confirm)
        try:
            video = self._patiently(hold, lambda: self._change(job, result))
        except VideoNotFound:
            self.remove.sweep(job.video_id)
            self._end(hold, None)
            return
        if video.state in transitions.GOING and job.step is not Step.REMOVE:
            # What this step wrote may have come after the removal.
            self.remove.sweep(job.video_id)
        log.info("step_ended", state=video.state.value, reason=video.reason)
        self._end(hold, video)

    def _change(self, job: Job, result: Result) -> Video:
        if result.concludes:
            return conclude(self.store, self.catalog, job.video_id, result.change)
        return self.catalog.update(job.video_id, result.change)

    def _end(self, hold: Hold, video: Video | None) -> None:
        """Enqueue what the video waits for next, then forget this job."""
        following = transitions.following_job(video, hold.job) if video else None
        if following is not None and following != hold.job:
            self._patiently(hold, lambda: self.queue.enqueue(following, Priority.NEXT_STEP))
        elif following is None and video is not None and hold.job.step is Step.INDEX:
            self._enqueue_afterwards(hold, video)
        if following == hold.job:
            self._give_back(hold, wait_s=0.0, blameless=True)
            return
        self._patiently(hold, lambda: self.ledger.finish(hold.lease))
        self.backoff.clear(hold.job)

    def _enqueue_afterwards(self, hold: Hold, video: Video) -> None:
        """In no hurry; what is not enqueued here the reconciler finds."""
        try:
            if job := self.afterwards(video):
                self._patiently(hold, lambda: self.queue.enqueue(job, Priority.BACKFILL))
        except EarshotError as error:
            log.warning("afterwards_not_enqueued", error=str(error))

    def _after_error(self, hold: Hold, lease: Lease, error: Exception) -> None:
        wait_s = self.backoff.next_s(lease.job)
        if isinstance(error, EarshotError) and error.retryable:
            log.warning("job_postponed", error=str(error), wait_s=round(wait_s, 1))
            self._give_back(hold, wait_s=wait_s, blameless=True)
            return
        late = isinstance(error, self.overtime)
        log.error("job_crashed", attempt=lease.attempt, exc_info=error)
        if lease.attempt < self.max_attempts and not late:
            self._give_back(hold, wait_s=wait_s, blameless=False)
            return
        try:
            if late:
                self._park(hold, "it took longer than a video of its size may", Reason.TIMED_OUT)
                return
            self._park(hold, f"the {lease.job.step.value} step went wrong: {_sentence(error)}")
        except LeaseLost:
            self._sweep(lease.job)
        except (EarshotError, Stopped):
            self._give_back(hold, wait_s=wait_s, blameless=True)

    def _park(self, hold: Hold, detail: str, reason: Reason = Reason.CRASHED) -> None:
        """Stop trying. A removal alone goes on for ever: what is removed must vanish."""
        log.error("job_parked", detail=detail)
        if hold.job.step is Step.REMOVE:
            self._give_back(hold, wait_s=UNREMOVED_RETRY_S, blameless=True)
            return
        step = hold.job.step
        if step is Step.EMBED:
            self.embed.give_up(QueryId(hold.job.video_id), detail)
            self._end(hold, None)
            return
        if step in self.given_up:
            self._write_down(hold, Result(change=self.given_up[step](detail), concludes=True))
            return
        self._write_down(hold, _failure(step, reason, detail))

    def _give_back(self, hold: Hold, *, wait_s: float, blameless: bool) -> None:
        """Let go for another try. Where even that fails the lease runs out by itself."""
        job, due_at = hold.job, datetime.now(UTC) + timedelta(seconds=wait_s)
        try:
            if job.step is not Step.EMBED:
                self.catalog.update(job.video_id, lambda now: transitions.let_go(now, job.step))
        except EarshotError as error:
            log.warning("state_not_written", error=str(error))
        try:
            self._patiently(
                hold, lambda: self.ledger.give_back(hold.lease, due_at, blameless=blameless)
            )
        except (EarshotError, Stopped) as error:
            log.warning("job_not_given_back", error=str(error))

    def _sweep(self, job: Job) -> None:
        """A step that lost its lease may have written after the video's removal."""
        if job.step is Step.EMBED:
            return  # the upkeep of query clips drops whatever came too late
        try:
            self.remove.sweep(job.video_id)
        except EarshotError as error:
            # The reconciler sweeps tombstones again.
            log.warning("sweep_failed", error=str(error))

    def _patiently(self, hold: Hold, call: Callable[[], T]) -> T:
        """Try again for a while where a server is away: the work behind it may be hours."""
        waited_s, wait_s = 0.0, 0.25
        while True:
            try:
                return call()
            except EarshotError as error:
                if not error.retryable or waited_s >= self.patience_s:
                    raise
                log.warning("server_away", error=str(error), waited_s=round(waited_s, 1))
                hold.rest(wait_s)
                waited_s, wait_s = waited_s + wait_s, min(wait_s * 2, 5.0)


def _failure(step: Step, reason: Reason, detail: str) -> Result:
    return Result(change=lambda now: transitions.failed(now, step, reason, detail), concludes=True)


def _by(status: int) -> str:
    return f"last by signal {-status}" if status < 0 else f"last with exit status {status}"


def _sentence(error: Exception) -> str:
    text = " ".join(str(error).split())
    if isinstance(error, EarshotError):
        return text
    return f"{type(error).__name__}: {text}"[:300] if text else type(error).__name__
