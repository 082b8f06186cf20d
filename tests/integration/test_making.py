"""Proxies, posters and excerpts from order to file, read back by ffmpeg."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import json
import subprocess
import wave
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from earshot.adapters.extractor.binaries import FfmpegBinaries, find_binaries
from earshot.adapters.extractor.limits import ExtractorLimits
from earshot.adapters.maker.encoders import recipe_of
from earshot.adapters.maker.ffmpeg_maker import FfmpegMaker
from earshot.domain.ids import VideoId
from earshot.domain.jobs import Job, Step
from earshot.domain.keys import excerpt_key, poster_key, proxy_key
from earshot.domain.making import PROXY_ORDER, Excerpt, ExcerptFormat, excerpt_of
from earshot.domain.video import VideoState
from earshot.errors import ExtractionTimedOut, MediaError, NotMadeYet
from earshot_gateway.answers import video_json
from earshot_gateway.editing import Editing
from earshot_gateway.ordering import Ordering
from earshot_search.made_files import MadeFiles
from earshot_search.shown import ShownVideos
from tests.kit.archive import Archive
from tests.kit.films import make_film

JPEG = b"\xff\xd8\xff"


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive.at(tmp_path / "data")


@pytest.fixture
def ordering(archive: Archive) -> Ordering:
    ports = archive.ports
    return Ordering(store=ports.store, catalog=ports.catalog, queue=ports.queue)


@pytest.fixture
def avi(archive: Archive, tmp_path: Path) -> VideoId:
    """MPEG-4 part 2 in AVI, which no browser plays; tones from 1 s and from 2.5 s on."""
    return taken_in(archive, make_film(tmp_path / "film.avi"))


def taken_in(archive: Archive, film: Path) -> VideoId:
    video_id = archive.adopt(film)
    archive.work()
    return video_id


def reading(archive: Archive) -> MadeFiles:
    return MadeFiles(store=archive.ports.store, shown=ShownVideos(archive.ports.catalog))


def probed(data: bytes, folder: Path) -> dict[str, Any]:
    path = folder / "probed"
    path.write_bytes(data)
    ffprobe = find_binaries().ffprobe
    if ffprobe is None:
        pytest.skip("needs ffprobe")
    shown = ["-v", "error", "-show_streams", "-show_format", "-of", "json", str(path)]
    told: dict[str, Any] = json.loads(
        subprocess.run([ffprobe, *shown], check=True, capture_output=True).stdout
    )
    return told


def test_a_film_that_browsers_do_not_play_becomes_one(
    archive: Archive, ordering: Ordering, avi: VideoId, tmp_path: Path
) -> None:
    video = archive.video(avi)
    told = video_json(video)
    assert (told["playable"], told["has_picture"], told["poster"]) == (False, True, True)
    assert told["proxy"]["state"] == "none"
    made = reading(archive)
    assert b"".join(made.read(made.poster(avi), 0, 3)) == JPEG
    with pytest.raises(NotMadeYet, match="POST"):
        made.proxy(avi)
    assert video_json(ordering.proxy(avi))["proxy"]["state"] == "waiting"
    with pytest.raises(NotMadeYet, match="being made"):
        made.proxy(avi)
    archive.work()
    video = archive.video(avi)
    assert (video.state, video.orders, video.playback.proxy) == (
        VideoState.READY,
        (),
        "video/mp4",
    )
    assert video_json(video)["proxy"]["state"] == "ready"
    found = made.proxy(avi)
    data = b"".join(made.read(found, 0, found.size_bytes))
    assert data.find(b"moov") < data.find(b"mdat")
    told = probed(data, tmp_path)
    assert [(one["codec_name"], one.get("pix_fmt")) for one in told["streams"]] == [
        ("h264", "yuv420p"),
        ("aac", None),
    ]
    assert float(told["format"]["duration"]) == pytest.approx(4.0, abs=0.25)


def test_what_browsers_play_is_known(archive: Archive, tmp_path: Path) -> None:
    film = make_film(tmp_path / "film.avi")
    mp4, mkv = tmp_path / "film.mp4", tmp_path / "film.mkv"
    for path in (mp4, mkv):
        arguments = ["-i", str(film), "-c:v", "libx264", "-pix_fmt", "yuv420p", "-y", str(path)]
        subprocess.run(
            [find_binaries().ffmpeg, "-v", "error", *arguments], check=True, capture_output=True
        )
    assert archive.video(taken_in(archive, mp4)).playback.playable is True
    assert archive.video(taken_in(archive, mkv)).playback.playable is False


def test_sound_alone_becomes_a_sound_file(
    archive: Archive, ordering: Ordering, tmp_path: Path
) -> None:
    path = tmp_path / "sound.ac3"
    arguments = ["-i", str(make_film(tmp_path / "film.avi")), "-vn", "-y", str(path)]
    subprocess.run([find_binaries().ffmpeg, "-v", "error", *arguments], check=True)
    video_id = taken_in(archive, path)
    assert archive.video(video_id).playback.playable is False
    ordering.proxy(video_id)
    archive.work()
    assert archive.video(video_id).playback.proxy == "audio/mp4"
    data = archive.ports.store.get(proxy_key(video_id))
    assert [one["codec_name"] for one in probed(data, tmp_path)["streams"]] == ["aac"]
    assert not archive.video(video_id).playback.poster


def loud_s(path: Path) -> tuple[float, float]:
    """From where to where a WAV is loud."""
    with wave.open(str(path)) as file:
        rate_hz, channels = file.getframerate(), file.getnchannels()
        samples = np.frombuffer(file.readframes(file.getnframes()), "<i2")
    loud = np.flatnonzero(np.abs(samples.reshape(-1, channels)[:, 0]) > 3000)
    return float(loud[0]) / rate_hz, float(loud[-1]) / rate_hz


def test_an_excerpt_is_cut_where_it_was_asked_for(
    archive: Archive, ordering: Ordering, avi: VideoId, tmp_path: Path
) -> None:
    wav = ordering.excerpt(avi, 0.8, 2.0, ExcerptFormat.WAV).excerpt
    film = ordering.excerpt(avi, 2.25, 99.0, ExcerptFormat.MP4).excerpt
    assert (wav.excerpt_id, film.excerpt_id[:5]) == ("800-2000.wav", "2250-")
    made = reading(archive)
    with pytest.raises(NotMadeYet, match="being made"):
        made.excerpt(avi, wav.excerpt_id)
    archive.work()
    assert ordering.excerpt(avi, 0.8, 2.0, ExcerptFormat.WAV).ready
    assert archive.video(avi).orders == ()
    path = tmp_path / "cut.wav"
    path.write_bytes(archive.ports.store.get(excerpt_key(avi, wav.excerpt_id)))
    assert loud_s(path) == pytest.approx((0.2, 0.7), abs=0.06)
    assert made.excerpt(avi, wav.excerpt_id).media_type == "audio/wav"
    data = archive.ports.store.get(excerpt_key(avi, film.excerpt_id))
    told = probed(data, tmp_path)
    assert [one["codec_name"] for one in told["streams"]] == ["h264", "aac"]
    assert float(told["format"]["duration"]) == pytest.approx(1.75, abs=0.25)


def test_what_cannot_be_made_says_why(archive: Archive, ordering: Ordering, tmp_path: Path) -> None:
    silent = taken_in(archive, make_film(tmp_path / "silent.avi", sound=False))
    wanted = ordering.excerpt(silent, 1, 2, ExcerptFormat.WAV).excerpt
    archive.work()
    with pytest.raises(MediaError, match="no sound"):
        reading(archive).excerpt(silent, wanted.excerpt_id)
    text = tmp_path / "text.mp4"
    text.write_text("no film")
    failed = taken_in(archive, text)
    with pytest.raises(MediaError, match="nothing can be made"):
        ordering.proxy(failed)


def test_a_proxy_that_fails_leaves_the_video_ready(archive: Archive, avi: VideoId) -> None:
    class Refusing:
        def poster(self, path: Path, duration_s: float | None) -> bytes | None:
            raise MediaError(f"no poster of {path.suffix}, {duration_s} s")

        def proxy(self, path: Path, check: Callable[[], None]) -> Any:
            check()
            raise ExtractionTimedOut(f"{path.suffix} was stopped")

    ports = archive.ports
    Ordering(store=ports.store, catalog=ports.catalog, queue=ports.queue).proxy(avi)
    archive.ports = replace(ports, maker=Refusing)  # type: ignore[arg-type]  # excerpts unused
    archive.work()
    told = video_json(archive.video(avi))
    assert (told["state"], told["proxy"]["state"]) == (VideoState.READY, "failed")
    assert "stopped" in told["proxy"]["detail"]


def test_the_reconciler_finds_orders_whose_message_was_lost(
    archive: Archive, ordering: Ordering, avi: VideoId
) -> None:
    ordering.proxy(avi)
    archive.ports.ledger.forget(Job(step=Step.PROXY, video_id=avi))
    archive.work()
    assert archive.video(avi).orders == (PROXY_ORDER,)
    archive.worker().reconciler.round()
    archive.work()
    assert archive.video(avi).playback.proxy == "video/mp4"


def test_removing_takes_all_of_it_away(archive: Archive, ordering: Ordering, avi: VideoId) -> None:
    ordering.proxy(avi)
    ordering.excerpt(avi, 1, 2, ExcerptFormat.WAV)
    archive.work()
    assert {poster_key(avi), proxy_key(avi)} <= set(archive.objects())
    ports = archive.ports
    Editing(store=ports.store, catalog=ports.catalog, queue=ports.queue).remove(avi)
    archive.work()
    assert [key for key in archive.objects() if avi in key] == [f"videos/{avi}/video.json"]


def test_ids_of_excerpts() -> None:
    one = Excerpt(start_ms=0, end_ms=700, form=ExcerptFormat.WAV)
    assert excerpt_of(one.excerpt_id) == one
    for wrong in ("700-0.wav", "1-2.exe", "../video.json", "1-2.wav/..", "-1-2.wav", ""):
        assert excerpt_of(wrong) is None


def test_without_h264_it_is_webm() -> None:
    assert recipe_of(frozenset({"libvpx", "libopus", "aac"})).film_type == "video/webm"
    with pytest.raises(MediaError, match="ffmpeg cannot write"):
        recipe_of(frozenset({"libvpx", "libopus"}), "mp4")


def test_a_maker_that_hangs_is_stopped(tmp_path: Path) -> None:
    film = make_film(tmp_path / "film.avi")
    hanging = tmp_path / "ffmpeg"
    real = find_binaries()
    hangs = 'case "$*" in *-progress*) sleep 60;; esac'
    hanging.write_text(f'#!/bin/sh\n{hangs}\nexec {real.ffmpeg} "$@"')
    hanging.chmod(0o755)
    maker = FfmpegMaker(
        FfmpegBinaries(ffmpeg=str(hanging), ffprobe=real.ffprobe),
        ExtractorLimits(stall_timeout_s=0.3),
        tmp_path / "scratch",
    )
    with (
        pytest.raises(ExtractionTimedOut, match="stood still"),
        maker.proxy(film, lambda: None),
    ):
        pass
    assert list((tmp_path / "scratch").iterdir()) == []
