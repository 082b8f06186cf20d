"""Progress of listening: written now and then, and the moment at which a step is told to end."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import structlog

from earshot.domain.video import Video
from earshot.errors import EarshotError, LeaseLost, VideoNotFound
from earshot.ports.catalog import Catalog
from earshot_worker import transitions
from earshot_worker.hold import Hold

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

log = structlog.get_logger()

EVERY_S = 1.0
"""How often progress is written; a catalog for which that is too often throttles it further."""


class Progress:
    """Counts the seconds that pass through, against the length that the container declares.

    Where it declares none, progress stays at nought.
    """

    def __init__(
        self, catalog: Catalog, video: Video, hold: Hold, declared_s: float | None
    ) -> None:
        self._catalog = catalog
        self._video_id = video.video_id
        self._hold = hold
        self._declared_s = declared_s
        self._written_at = time.monotonic()
        self.every_s = EVERY_S

    def watch(
        self, waveform: Iterable[NDArray[np.float32]], sample_rate_hz: int
    ) -> Iterator[NDArray[np.float32]]:
        """Pass the pieces on; raises `LeaseLost` or `Stopped` between two of them."""
        samples = 0
        for piece in waveform:
            self._hold.check()
            samples += len(piece)
            if time.monotonic() - self._written_at >= self.every_s:
                self._write(samples / sample_rate_hz)
                self._written_at = time.monotonic()
            yield piece
        self._hold.check()

    def _write(self, decoded_s: float) -> None:
        share = decoded_s / self._declared_s if self._declared_s else 0.0
        step = self._hold.job.step
        try:
            video = self._catalog.update(
                self._video_id, lambda now: transitions.progressed(now, step, share)
            )
        except VideoNotFound as error:
            raise LeaseLost("the video is gone") from error
        except EarshotError as error:
            # Nobody waits for this number: listening goes on while the catalog is away.
            log.warning("progress_not_written", error=str(error))
            return
        if video.state in transitions.GOING:
            raise LeaseLost("the video is being removed")
