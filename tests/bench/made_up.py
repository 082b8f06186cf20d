"""Made-up archives: label frequencies fall like words in a language, as in real recordings."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np

from earshot.domain.events import SoundEvent
from earshot.domain.ids import BundleId, LabelId, PolicyId, VideoId
from earshot.domain.levels import Level, LevelRange
from earshot.domain.video import Heard, Source, Video, VideoState
from earshot.labels.ontology import audioset

HOP_S = 0.04
BUNDLE, POLICY = BundleId("made-up-1"), PolicyId("p1")
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeUpVideo:
    """A video that was never heard, with its events by onset."""

    video: Video
    events: tuple[SoundEvent, ...]


def made_up_labels(count: int) -> list[LabelId]:
    """Labels that name a sound, the rarest last; a fixed choice."""
    ontology = audioset()
    usable = [one for one in ontology if one not in ontology.abstract | ontology.blacklisted]
    chosen = np.random.default_rng(7).permutation(len(usable))[:count]
    return [usable[at] for at in chosen]


def made_up_videos(
    videos: int, events: int, labels: Sequence[LabelId], *, seed: int = 1
) -> Iterator[MadeUpVideo]:
    """`videos` videos with `events` events in all, the same for the same seed."""
    random = np.random.default_rng(seed)
    weights = 1 / np.arange(1, len(labels) + 1)
    weights /= weights.sum()
    sizes = random.multinomial(events, np.full(videos, 1 / videos))
    start = datetime(2026, 1, 1, tzinfo=UTC)
    for number, size in enumerate(sizes):
        duration_s = float(random.integers(60, 1800))
        # A recording has a handful of kinds of sound, which then come again and again.
        kinds = random.choice(len(labels), size=int(random.integers(4, 12)), p=weights)
        heard = sorted(
            (
                _event(random, labels[int(kind)], duration_s)
                for kind in random.choice(kinds, size=int(size))
            ),
            key=lambda event: event.onset_s,
        )
        video = made_up_video(number, start + timedelta(minutes=number), duration_s)
        yield MadeUpVideo(video=video, events=tuple(heard))


def _event(random: np.random.Generator, label_id: LabelId, duration_s: float) -> SoundEvent:
    onset = int(random.integers(0, int(duration_s / HOP_S) - 1))
    length = 1 + int(random.exponential(40))
    score = float(np.float32(random.beta(2, 2)))
    first = int(random.choice([1, 1, 1, 2, 3, 4]))
    stop = max(first + 1, min(7, 1 + int(score * 8)))
    return SoundEvent(
        label_id=label_id,
        onset_s=round(onset * HOP_S, 9),
        offset_s=round(min((onset + length) * HOP_S, duration_s), 9),
        score=score,
        levels=LevelRange(first=Level(first), stop=stop),
    )


def made_up_video(number: int, uploaded_at: datetime, duration_s: float) -> Video:
    """A video that is ready, with an id of its own, the same for the same number."""
    code, digits = number, ""
    for _ in range(16):
        code, digit = divmod(code * 31 + 17, 32)
        digits = _ALPHABET[digit] + digits
    return Video(
        video_id=VideoId(f"01B{number:07d}{digits}"),
        title=f"Recording {number}",
        collection="made up",
        description="",
        uploaded_at=uploaded_at,
        recorded_at=None,
        source=Source(file_name=f"{number}.mp4", size_bytes=1, sha256=f"{number:064x}"),
        state=VideoState.READY,
        step=None,
        progress=1.0,
        reason=None,
        detail=None,
        heard=Heard(
            duration_s=duration_s,
            decoded_s=duration_s,
            audio_tracks=1,
            bundle=BUNDLE,
            policy=POLICY,
        ),
    )
