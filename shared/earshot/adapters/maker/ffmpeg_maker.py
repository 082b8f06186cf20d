"""The media maker that runs ffmpeg as a child process, bounded like the extractor's."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from earshot.adapters.extractor.binaries import FfmpegBinaries
from earshot.adapters.extractor.child import Child
from earshot.adapters.extractor.headers import Headers
from earshot.adapters.extractor.limits import ExtractorLimits
from earshot.adapters.extractor.probe import read_headers
from earshot.adapters.extractor.source import MediaSource, open_source
from earshot.adapters.maker import commands
from earshot.adapters.maker.commands import Tracks
from earshot.adapters.maker.encoders import encoders_of, recipe_of
from earshot.domain.making import Excerpt, ExcerptFormat
from earshot.errors import MediaError, NoAudioTrack, NotMedia, StoreFull, TooLong
from earshot.ports.media_maker import MadeFile

_FLOOR_S, _FACTOR = 300.0, 2.0
"""A film may be written anew at half its own speed."""
_POSTER_WALL_S = 30.0
_POSTER_MOST_BYTES = 4 << 20
_POSTER_SHARE, _POSTER_LATEST_S = 0.1, 60.0
_SAID_BYTES = 2_000
_STALE_S = 86_400.0
_NO_SPACE = b"No space left on device"
_PREFIX = "making-"


class FfmpegMaker:
    """One ffmpeg at a time, in its own process group; files lie in a folder that goes."""

    def __init__(self, binaries: FfmpegBinaries, limits: ExtractorLimits, scratch: Path) -> None:
        self._binaries = binaries
        self._limits = limits
        self._scratch = scratch

    @contextmanager
    def proxy(self, path: Path, check: Callable[[], None]) -> Iterator[MadeFile]:
        ffmpeg, recipe = self._binaries.ffmpeg, recipe_of(self._encoders)
        with open_source(path) as source, self._folder() as folder:
            headers = self._headers(source)
            tracks = Tracks.of(headers)
            if not tracks.maps():
                raise NotMedia("there is neither a film nor sound in it")
            out = folder / f"proxy.{recipe.container}"
            wall_s = _wall_s(headers.duration_s or self._limits.max_duration_s)
            playable = headers.as_info(webm=source.is_webm).playable
            for copy in (False,) if playable else (True, False):
                command = commands.proxy_command(ffmpeg, source.url, out, tracks, recipe, copy=copy)
                said = self._run(command, source, wall_s, check)
                if said is None:
                    break
            else:
                raise MediaError(f"it cannot be made playable ({said})")
            kind = recipe.film_type if tracks.film else recipe.sound_type
            yield MadeFile(path=out, media_type=kind)

    def poster(self, path: Path, duration_s: float | None) -> bytes | None:
        # Headers are not read first: it would cost as much as the picture.
        later_s = min(_POSTER_SHARE * (duration_s or 0.0), _POSTER_LATEST_S)
        with open_source(path) as source:
            for at_s in (0.0,) if later_s < 1 else (later_s, 0.0):
                command = commands.poster_command(self._binaries.ffmpeg, source.url, at_s=at_s)
                if drawn := self._drawn(command, source):
                    return drawn
        return None

    @contextmanager
    def excerpt(self, path: Path, wanted: Excerpt, check: Callable[[], None]) -> Iterator[MadeFile]:
        ffmpeg = self._binaries.ffmpeg
        start_s, length_s = wanted.start_ms / 1000, (wanted.end_ms - wanted.start_ms) / 1000
        with open_source(path) as source, self._folder() as folder:
            tracks = Tracks.of(self._headers(source))
            out = folder / f"excerpt.{wanted.form}"
            if wanted.form is ExcerptFormat.WAV:
                if tracks.sound_index is None:
                    raise NoAudioTrack
                kind = "audio/wav"
                command = commands.wav_command(
                    ffmpeg, source.url, out, tracks, start_s=start_s, length_s=length_s
                )
            else:
                recipe = recipe_of(self._encoders, "mp4")
                kind = recipe.film_type if tracks.film else recipe.sound_type
                command = commands.film_command(
                    ffmpeg, source.url, out, tracks, recipe, start_s=start_s, length_s=length_s
                )
            said = self._run(command, source, _wall_s(length_s), check)
            if said is not None:
                raise MediaError(f"the excerpt cannot be cut out ({said})")
            yield MadeFile(path=out, media_type=kind)

    @cached_property
    def _encoders(self) -> frozenset[str]:
        return encoders_of(self._binaries.ffmpeg)

    def _headers(self, source: MediaSource) -> Headers:
        headers = read_headers(source, self._binaries, self._limits)
        if headers.duration_s is not None and headers.duration_s > self._limits.max_duration_s:
            raise TooLong
        return headers

    def _run(
        self,
        command: Sequence[str],
        source: MediaSource,
        wall_s: float,
        check: Callable[[], None],
    ) -> str | None:
        """None when all went well, else ffmpeg's last words."""
        said = bytearray()

        def hear(data: bytes) -> None:
            said.extend(data)
            del said[:-_SAID_BYTES]

        with Child(command, fd=source.fd, on_stderr=hear) as child:
            for _ in child.chunks(stall_s=self._limits.stall_timeout_s, wall_s=wall_s):
                check()
            status = child.wait()
        if status == 0:
            return None
        if _NO_SPACE in said:
            raise StoreFull("the scratch folder is full; make room or name another one")
        lines = said.decode(errors="replace").strip().splitlines()
        return lines[-1].strip()[:200] if lines else f"exit status {status}"

    def _drawn(self, command: Sequence[str], source: MediaSource) -> bytes:
        drawn = bytearray()
        with Child(command, fd=source.fd, on_stderr=lambda _: None) as child:
            limit_s = min(self._limits.stall_timeout_s, _POSTER_WALL_S)
            for data in child.chunks(stall_s=limit_s, wall_s=_POSTER_WALL_S):
                drawn += data
                if len(drawn) > _POSTER_MOST_BYTES:
                    return b""
            status = child.wait()
        return bytes(drawn) if status == 0 else b""

    @contextmanager
    def _folder(self) -> Iterator[Path]:
        """A folder of its own; those that a killed worker has left go after a day."""
        self._scratch.mkdir(parents=True, exist_ok=True)
        for left in self._scratch.glob(f"{_PREFIX}*"):
            if time.time() - left.stat().st_mtime > _STALE_S:
                shutil.rmtree(left, ignore_errors=True)
        with tempfile.TemporaryDirectory(prefix=_PREFIX, dir=self._scratch) as folder:
            yield Path(folder)


def _wall_s(media_s: float) -> float:
    return _FLOOR_S + _FACTOR * media_s
