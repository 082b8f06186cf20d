"""Speech captions are read however they were written, and sounds find their place beside them."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import pytest

from earshot.captions.cue import Cue
from earshot.captions.merging import merge
from earshot.captions.speech import read_speech
from earshot.captions.subrip import write_subrip
from earshot.captions.webvtt import write_webvtt
from earshot.errors import BadRequest

SRT = "1\n00:00:01,000 --> 00:00:02,500\nHello\nthere\n\n2\n00:00:04,000 --> 00:00:05,000\nBye\n"
VTT = (
    "WEBVTT - title\nKind: captions\n\nSTYLE\n::cue { color: red }\n\nNOTE a remark\n"
    "of two lines\n\nintro\n00:01.000 --> 00:02.500 align:start line:0\n<v Ada>R&amp;B</v>\n"
)


def told(cues: tuple[Cue, ...]) -> list[tuple[float, float, tuple[str, ...]]]:
    return [(cue.start_s, cue.end_s, cue.lines) for cue in cues]


@pytest.mark.parametrize(
    "data",
    [
        SRT.encode(),
        SRT.encode("utf-8-sig"),
        SRT.encode("utf-16"),
        SRT.replace("\n", "\r\n").encode(),
        SRT.replace("\n", "\r").encode(),
        # Blank lines between cues are missing.
        SRT.replace("\n\n", "\n").encode(),
        ("garbage\n\n" + SRT + "\n3\nnot a time --> 1\nlost\n").encode(),
    ],
)
def test_subrip_is_read_however_it_is_written(data: bytes) -> None:
    assert told(read_speech(data)) == [(1.0, 2.5, ("Hello", "there")), (4.0, 5.0, ("Bye",))]


def test_webvtt_keeps_speakers_and_places() -> None:
    (cue,) = read_speech(VTT.encode())
    assert told((cue,)) == [(1.0, 2.5, ("<v Ada>R&B</v>",))]
    assert cue.settings == "align:start line:0"
    again = write_webvtt([cue])
    assert "00:00:01.000 --> 00:00:02.500 align:start line:0\n<v Ada>R&amp;B</v>\n" in again
    assert "Ada: R&B" in write_subrip([cue])


def test_windows_1252_unsorted_and_backward_cues() -> None:
    text = "00:00:09,000 --> 00:00:10,000\nsp\u00e4t\n\n00:00:03,000 --> 00:00:01,000\nfr\u00fch\n"
    cues = read_speech(text.encode("cp1252"))
    assert [cue.lines for cue in cues] == [("fr\u00fch",), ("sp\u00e4t",)]
    assert cues[0].end_s > cues[0].start_s


def test_what_holds_no_captions_is_refused() -> None:
    with pytest.raises(BadRequest, match="neither"):
        read_speech(b"\x00\x01\x02 not a caption file")
    with pytest.raises(BadRequest, match="bytes"):
        read_speech(b" " * 10_000_001)
    assert read_speech(b"") == ()
    assert read_speech(b"WEBVTT\n") == ()


def sound(start_s: float, end_s: float, text: str = "[dog barking]") -> Cue:
    return Cue(start_s=start_s, end_s=end_s, lines=(text,))


def say(start_s: float, end_s: float, *lines: str) -> Cue:
    return Cue(start_s=start_s, end_s=end_s, lines=lines or ("Hello.",), is_speech=True)


@pytest.mark.parametrize(
    ("sounds", "speech", "expected"),
    [
        # Free: stays.
        ([sound(1, 3)], [say(4, 5)], [(1, 3, ("[dog barking]",)), (4, 5, ("Hello.",))]),
        # Cut where the speech begins.
        ([sound(1, 3)], [say(2, 4)], [(1, 2, ("[dog barking]",)), (2, 4, ("Hello.",))]),
        # Moved to the end of the speech.
        ([sound(1.6, 4)], [say(1, 2)], [(1, 2, ("Hello.",)), (2, 4, ("[dog barking]",))]),
        # Moved before it.
        ([sound(1.4, 3)], [say(1.7, 4)], [(1, 1.7, ("[dog barking]",)), (1.7, 4, ("Hello.",))]),
        # No room: in the line above.
        ([sound(2, 3)], [say(1, 4)], [(1, 4, ("[dog barking]", "Hello."))]),
        # Two lines already: in the first of them.
        ([sound(2, 3)], [say(1, 4, "Hello", "you")], [(1, 4, ("[dog barking] Hello", "you"))]),
        # Two lines that are full: set anew.
        (
            [sound(2, 3)],
            [say(1, 6, "a" * 30, "b" * 10)],
            [(1, 6, ("[dog barking]", "a" * 30 + " " + "b" * 10))],
        ),
        # Nowhere: left out, the speech stays whole.
        ([sound(2, 3)], [say(1, 6, "a" * 40, "b" * 40)], [(1, 6, ("a" * 40, "b" * 40))]),
        # Into a later cue that has room.
        (
            [sound(2, 4.5)],
            [say(1, 4, "a" * 40, "b" * 40), say(4, 6)],
            [(1, 4, ("a" * 40, "b" * 40)), (4, 6, ("[dog barking]", "Hello."))],
        ),
    ],
)
def test_sounds_find_their_place(
    sounds: list[Cue],
    speech: list[Cue],
    expected: list[tuple[float, float, tuple[str, ...]]],
) -> None:
    merged = [(round(s, 6), round(e, 6), lines) for s, e, lines in told(merge(sounds, speech))]
    assert merged == expected
