"""Which containers with which codecs the browsers of today play, all of the common ones."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

_FLAT = ("yuv420p", "yuvj420p")
"""Eight bits, colour at half resolution: what decoders in hardware and in browsers read."""
_H264 = tuple(f"h264 {pixels}" for pixels in _FLAT)
_FREE = ("vp9 yuv420p", "av1 yuv420p", "av1 yuv420p10le")
_PLAYED: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "mp4": ((*_H264, *_FREE), ("aac", "mp3", "opus", "flac")),
    "webm": (("vp8 yuv420p", *_FREE), ("vorbis", "opus")),
    "ogg": ((), ("vorbis", "opus", "flac")),
    "mp3": ((), ("mp3",)),
    "flac": ((), ("flac",)),
    "aac": ((), ("aac",)),
    "wav": ((), ("pcm_u8", "pcm_s16le", "pcm_s24le", "pcm_f32le")),
}
"""Container, as ffmpeg names it, to codecs of picture (with pixels) and of sound."""


def browsers_play(container: str, film: str | None, sound: str | None, *, webm: bool) -> bool:
    """Whether they do; `film` is codec and pixels, None where there is no picture (or sound).

    >>> browsers_play("mov,mp4,m4a,3gp,3g2,mj2", "h264 yuv420p", "aac", webm=False)
    True
    >>> browsers_play("matroska,webm", "h264 yuv420p", "aac", webm=False)
    False
    """
    names = container.split(",")
    if "matroska" in names:
        names = ["webm"] if webm else []
    known = next((name for name in names if name in _PLAYED), None)
    if known is None or (film is None and sound is None):
        return False
    films, sounds = _PLAYED[known]
    return (film is None or film in films) and (sound is None or sound in sounds)
