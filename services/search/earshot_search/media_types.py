"""The content type of a source by its first bytes; a browser never gets what could run."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

HEAD_BYTES = 64
UNKNOWN = "application/octet-stream"

# Offset, bytes, type; the first that fits wins.
_MAGIC = (
    (4, b"ftypM4A", "audio/mp4"),
    (4, b"ftypM4B", "audio/mp4"),
    (4, b"ftypqt", "video/quicktime"),
    (4, b"ftyp3g2", "video/3gpp2"),
    (4, b"ftyp3g", "video/3gpp"),
    (4, b"ftyp", "video/mp4"),
    (4, b"moov", "video/quicktime"),
    (4, b"mdat", "video/quicktime"),
    (0, b"fLaC", "audio/flac"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"\x0b\x77", "audio/ac3"),
    (0, b"FLV\x01", "video/x-flv"),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "video/x-ms-wmv"),
    (0, b"\x00\x00\x01\xba", "video/mpeg"),
    (0, b"\x00\x00\x01\xb3", "video/mpeg"),
    (0, b"#!AMR", "audio/amr"),
    (0, b"caff", "audio/x-caf"),
    (0, b"FORM", "audio/aiff"),
    (4, b"\x47", "video/mp2t"),
    (0, b"\x47", "video/mp2t"),
)
_AUDIO_NAMES = (".mp3", ".m4a", ".ogg", ".oga", ".opus", ".aac")


def media_type_of(head: bytes, file_name: str) -> str:
    """The type by the first 64 bytes; the name only tells sound from pictures in Ogg and MP4."""
    audio_only = file_name.lower().endswith(_AUDIO_NAMES)
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return "video/webm" if b"webm" in head else "video/x-matroska"
    if head.startswith(b"RIFF"):
        return {b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}.get(head[8:12], UNKNOWN)
    if head.startswith(b"OggS"):
        return "audio/ogg" if audio_only or b"OpusHead" in head else "video/ogg"
    if len(head) > 1 and head[0] == 0xFF:  # noqa: PLR2004 - the sync bits of MPEG audio and ADTS
        return _mpeg_audio(head[1])
    for offset, magic, media_type in _MAGIC:
        if head[offset:].startswith(magic):
            return "audio/mp4" if audio_only and media_type == "video/mp4" else media_type
    return UNKNOWN


def _mpeg_audio(second: int) -> str:
    if second & 0xF6 == 0xF0:  # noqa: PLR2004 - ADTS: layer bits are zero
        return "audio/aac"
    return "audio/mpeg" if second & 0xE0 == 0xE0 else UNKNOWN  # noqa: PLR2004 - 11 sync bits
