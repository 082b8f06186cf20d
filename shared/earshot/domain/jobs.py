"""Work to be done on a video: steps, jobs, leases."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum

from earshot.domain.ids import VideoId


class Step(StrEnum):
    """One stage of the pipeline; each is idempotent and writes one deterministic object."""

    LISTEN = "listen"
    DECODE = "decode"
    INDEX = "index"
    REMOVE = "remove"
    EMBED = "embed"
    """Of a query clip, not of a video: its embeddings, to search by."""
    RETAG = "retag"
    """Beside the others: a ready video is heard by one more bundle, and stays ready."""
    PROXY = "proxy"
    """Beside the others, on order: the video in a form that browsers play."""
    EXCERPT = "excerpt"
    """Beside the others, on order: stretches of the video, cut out."""


class Priority(IntEnum):
    """Which due job goes first; smaller is sooner."""

    NEXT_STEP = 0
    """Of a video that is begun: it is ready before the next one is listened to."""
    UPLOAD = 1
    BACKFILL = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One step for one video. Ids only: the rest is read where it is needed.

    `Step.EMBED` works on a query clip: `video_id` then is the clip's id.
    """

    step: Step
    video_id: VideoId


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """The right to work on a job until it expires; renewed by a heartbeat."""

    job: Job
    owner: str
    """Who works: ``host:pid:start`` of the process, so that a dead one can be told."""
    number: int
    """Grows with every lease of this job: an older number has lost the right to write."""
    attempt: int
    """1 for the first try since the job was last enqueued anew."""
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class JobStatus:
    """What the ledger knows of a job that is not finished."""

    job: Job
    attempts: int
    due_at: datetime
    lease: Lease | None
    """None as well when the last lease has run out."""
