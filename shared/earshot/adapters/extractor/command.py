"""Composes the argument lists for ffmpeg and ffprobe; nothing here runs them."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from typing import Any

import ffmpeg

from earshot.adapters.extractor.formats import FORMAT_WHITELIST

_QUIET = ["-nostdin", "-hide_banner"]
_GAP_S = 3600
"""In broadcast formats a longer jump of the timestamps is a new programme, not a gap."""


def input_options() -> dict[str, Any]:
    """What holds for every file that we open: no network, no playlists, bounded search."""
    return {
        "protocol_whitelist": "file,pipe",
        "format_whitelist": FORMAT_WHITELIST,
        "probesize": 50_000_000,
        "analyzeduration": 30_000_000,
    }


def probe_command(ffprobe: str, url: str) -> list[str]:
    """Headers as JSON on standard output."""
    options = [text for key, value in input_options().items() for text in (f"-{key}", str(value))]
    shown = ["-show_format", "-show_streams", "-of", "json"]
    return [ffprobe, "-hide_banner", "-v", "warning", *options, *shown, "-i", url]


def banner_command(ffmpeg_path: str, url: str) -> list[str]:
    """Headers as ffmpeg reports them on standard error before it misses an output."""
    options = [text for key, value in input_options().items() for text in (f"-{key}", str(value))]
    return [ffmpeg_path, *_QUIET, "-v", "info", *options, "-i", url]


def decode_command(
    ffmpeg_path: str, url: str, *, stream_index: int, sample_rate_hz: int, stereo: bool = False
) -> list[str]:
    """One audio track as 16 bit on standard output, each packet with its timestamp.

    Stereo stays stereo, which costs ffmpeg less than to mix it; all else becomes mono.

    SMJPEG is the simplest container that carries raw sound with timestamps: they are what puts
    gaps and late starts where a player has them (see `clock`).
    """
    source = ffmpeg.input(url, **input_options())
    sound = source[str(stream_index)]
    layout = "stereo" if stereo else "mono"
    stream = ffmpeg.output(
        sound,
        "pipe:1",
        vn=None,
        sn=None,
        dn=None,
        af=f"aresample={sample_rate_hz},aformat=sample_fmts=s16:channel_layouts={layout}",
        acodec="pcm_s16le",
        map_metadata=-1,
        avoid_negative_ts="disabled",
        flush_packets=0,
        format="smjpeg",
    )
    logs = ["-v", "level+verbose", "-nostats"]
    jumps = ["-dts_delta_threshold", str(_GAP_S)]
    return list(ffmpeg.compile(stream, cmd=[ffmpeg_path, *_QUIET, *logs, *jumps]))
