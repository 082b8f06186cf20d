"""What peaks, spectrogram and loudness cost beside listening; one core, processor seconds."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from earshot.adapters.extractor.resolve import resolve_extractor
from earshot.adapters.maker.resolve import resolve_maker
from earshot.log import configure_logging
from earshot.settings import Settings
from earshot.traces.makers import LoudnessMaker, PeaksMaker, SpectrogramMaker
from earshot_worker.resolve import resolve_ports
from tests.bench.bench_pipeline import timed
from tests.bench.long_film import make_long_film
from tests.bench.timing import table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MINUTES, ROUNDS, AT_MOST = 5, 4, 0.05
Maker = PeaksMaker | SpectrogramMaker | LoudnessMaker


def run() -> Iterator[str]:
    """Decoding and tagging as the listen step does them, then each sketch over the same sound."""
    configure_logging("ERROR", as_json=False)
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder))
        film = make_long_film(Path(folder), MINUTES)
        rate_hz, pieces, channels = _decoded(settings, film)
        listening_s = min(timed(lambda: _listen(settings, film)) for _ in range(ROUNDS))
        poster_s = timed(lambda: resolve_maker(settings).poster(film, 60.0 * MINUTES))
        rows, whole_s = [], 0.0
        for make in (PeaksMaker, SpectrogramMaker, LoudnessMaker):
            given = channels if make is LoudnessMaker else pieces
            took_s, size = min(_made(make, rate_hz, given) for _ in range(ROUNDS))
            whole_s += took_s
            share = f"{took_s / listening_s:.2%}"
            rows.append((make.kind, f"{took_s:.3f}", share, f"{size / 1000:.0f}"))
        rows.append(("poster", f"{poster_s:.3f}", f"{poster_s / listening_s:.2%}", ""))
        yield from table((f"of {MINUTES} minutes", "CPU s", "of listening", "kB"), rows)
    yield ""
    yield f"Decoding and tagging take {listening_s:.2f} s; the three sketches {whole_s:.2f} s, "
    yield f"{whole_s / listening_s:.2%} (at most {AT_MOST:.0%} each of loudness and of the others)."


def _decoded(
    settings: Settings, film: Path
) -> tuple[int, list[NDArray[np.float32]], list[NDArray[np.int16]]]:
    rate_hz = resolve_ports(settings).bundle.log_mel.sample_rate_hz
    channels: list[NDArray[np.int16]] = []
    with resolve_extractor(settings).open(film, rate_hz, channels.append) as stream:
        return rate_hz, list(stream), channels


def _listen(settings: Settings, film: Path) -> None:
    ports = resolve_ports(settings)
    tagger = ports.tagger()
    rate_hz = tagger.bundle.log_mel.sample_rate_hz
    with resolve_extractor(settings).open(film, rate_hz) as stream:
        for _ in tagger.tag(stream):
            pass


def _made(make: Callable[[int], Maker], rate_hz: int, given: Sequence[Any]) -> tuple[float, int]:
    maker = make(rate_hz)
    started_s = time.process_time()
    for piece in given:
        maker.take(piece)
    size = sum(len(chunk) for chunk in maker.encoded())
    took_s = time.process_time() - started_s
    maker.close()
    return took_s, size
