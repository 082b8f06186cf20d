"""Decoded sound of one file as float32 pieces on the player's clock."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from earshot.adapters.extractor.child import Child
from earshot.adapters.extractor.clock import PlayerClock
from earshot.adapters.extractor.headers import STEREO, AudioTrack, Headers
from earshot.adapters.extractor.packets import PacketReader
from earshot.adapters.extractor.report import DecodeReport
from earshot.adapters.extractor.verdict import Decoded, judge
from earshot.domain.media import Extraction
from earshot.errors import TooLong

if TYPE_CHECKING:
    from earshot.ports.audio_extractor import ChannelSink

_SILENCE_SAMPLES = 1 << 18
_SAMPLE_BYTES = 2
_FULL_SCALE = np.float32(1 / 32768)


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamPlan:
    """What is to be decoded, and within which bounds."""

    headers: Headers
    track: AudioTrack
    sample_rate_hz: int
    max_duration_s: float
    stall_timeout_s: float
    wall_s: float
    cut_off: bool
    on_channels: ChannelSink | None = None

    @property
    def channels(self) -> int:
        """How many come out of ffmpeg."""
        return STEREO if self.track.stereo else 1


class FfmpegAudioStream:
    """The running decoder; iterate once, then ask for the outcome."""

    def __init__(self, child: Child, plan: StreamPlan, report: DecodeReport) -> None:
        self._child = child
        self._plan = plan
        self._report = report
        self._clock = PlayerClock(plan.sample_rate_hz)
        self._outcome: Extraction | None = None

    def __iter__(self) -> Iterator[NDArray[np.float32]]:
        plan, packets = self._plan, PacketReader()
        frame_bytes = _SAMPLE_BYTES * plan.channels
        for data in self._child.chunks(stall_s=plan.stall_timeout_s, wall_s=plan.wall_s):
            run: list[bytes] = []
            for time_ms, sound in packets.feed(data):
                placed = self._clock.place(self._player_s(time_ms), len(sound) // frame_bytes)
                if placed.silence:
                    yield from self._pieces(run)
                    self._check_length()
                    yield from self._silence(placed.silence)
                    run = []
                run.append(sound[placed.skip * frame_bytes :] if placed.skip else sound)
            self._check_length()
            yield from self._pieces(run)
        self._outcome = judge(
            Decoded(
                headers=plan.headers,
                track=plan.track,
                report=self._report,
                decoded_s=self._clock.position / plan.sample_rate_hz,
                status=self._child.wait(),
                cut_off=plan.cut_off,
            )
        )

    def outcome(self) -> Extraction:
        """How it ended; a `ValueError` before the last piece was taken."""
        if self._outcome is None:
            raise ValueError("the outcome is known after the last piece")
        return self._outcome

    def _player_s(self, time_ms: int) -> float:
        lead_s = self._plan.headers.player_lead_s + self._report.start_correction_s
        return time_ms / 1000 + lead_s

    def _check_length(self) -> None:
        limit_s = self._plan.max_duration_s
        if self._clock.position > limit_s * self._plan.sample_rate_hz:
            raise TooLong(f"its sound is longer than the {limit_s:g} seconds that are accepted")

    def _pieces(self, run: list[bytes]) -> Iterator[NDArray[np.float32]]:
        samples = np.frombuffer(b"".join(run), dtype="<i2").reshape(-1, self._plan.channels)
        if samples.size:
            yield self._mixed(samples)

    def _silence(self, samples: int) -> Iterator[NDArray[np.float32]]:
        for start in range(0, samples, _SILENCE_SAMPLES):
            count = min(_SILENCE_SAMPLES, samples - start)
            yield self._mixed(np.zeros((count, self._plan.channels), dtype="<i2"))

    def _mixed(self, samples: NDArray[np.int16]) -> NDArray[np.float32]:
        """Mono, and whoever wants to know is told the channels."""
        if self._plan.on_channels is not None:
            self._plan.on_channels(samples)
        mono = samples[:, 0].astype(np.float32)
        for channel in range(1, samples.shape[1]):
            mono += samples[:, channel]
        mono *= _FULL_SCALE / np.float32(samples.shape[1])
        return mono
