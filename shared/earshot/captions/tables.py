"""Writes cues as CSV, JSON, plain text and TTML, for people and programs beside players."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from earshot.captions.clock import clock
from earshot.captions.cue import Cue
from earshot.domain.ids import LabelId
from earshot.labels.ontology import audioset


def write_csv(cues: Iterable[Cue]) -> str:
    """One row a cue: times in seconds and as a clock, text, labels joined by semicolons, score."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(("start_s", "end_s", "start", "end", "text", "labels", "score"))
    for cue in cues:
        times = (f"{cue.start_s:.3f}", f"{cue.end_s:.3f}", clock(cue.start_s), clock(cue.end_s))
        score = "" if cue.is_speech and not cue.label_ids else f"{cue.score:.4f}"
        table.writerow((*times, _harmless(cue.text), "; ".join(_names(cue)), score))
    return out.getvalue()


def write_json(cues: Iterable[Cue]) -> str:
    """`{"cues": [{start_s, end_s, text, lines, labels, label_ids, score, speech}]}`."""
    told = [
        {
            "start_s": round(cue.start_s, 3),
            "end_s": round(cue.end_s, 3),
            "text": cue.text,
            "lines": list(cue.lines),
            "labels": _names(cue),
            "label_ids": list(cue.label_ids),
            "score": round(cue.score, 4),
            "speech": cue.is_speech,
        }
        for cue in cues
    ]
    return json.dumps({"cues": told}, ensure_ascii=False, indent=1) + "\n"


def read_json(text: str) -> tuple[Cue, ...]:
    """Read what `write_json` wrote."""
    return tuple(
        Cue(
            start_s=float(told["start_s"]),
            end_s=float(told["end_s"]),
            lines=tuple(told["lines"]),
            label_ids=tuple(LabelId(label_id) for label_id in told["label_ids"]),
            score=float(told["score"]),
            is_speech=bool(told["speech"]),
        )
        for told in json.loads(text)["cues"]
    )


def write_text(cues: Iterable[Cue]) -> str:
    """A transcript: a line a cue."""
    return "".join(f"{clock(cue.start_s).split('.')[0]} {cue.text}\n" for cue in cues)


def write_ttml(cues: Iterable[Cue], *, language: str = "en") -> str:
    """TTML 2 (also read as EBU-TT-D and IMSC by most): white text at the bottom, in seconds."""
    body = "".join(
        f'   <p xml:id="c{number}" begin="{clock(cue.start_s)}" end="{clock(cue.end_s)}"'
        f' region="bottom">{"<br/>".join(escape(_clean(line)) for line in cue.lines)}</p>\n'
        for number, cue in enumerate(cues, start=1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling"'
        ' xmlns:ttp="http://www.w3.org/ns/ttml#parameter" ttp:timeBase="media"'
        f" xml:lang={quoteattr(language)}>\n"
        ' <head>\n  <styling><style xml:id="plain" tts:color="white" tts:textAlign="center"/>'
        "</styling>\n"
        '  <layout><region xml:id="bottom" style="plain" tts:origin="10% 80%"'
        ' tts:extent="80% 15%" tts:displayAlign="after"/></layout>\n </head>\n'
        f" <body>\n  <div>\n{body}  </div>\n </body>\n</tt>\n"
    )


def _names(cue: Cue) -> list[str]:
    names = audioset().names
    return [names.get(label_id, label_id) for label_id in cue.label_ids]


def _harmless(text: str) -> str:
    """Spreadsheets run what begins like a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t") else text


def _clean(line: str) -> str:
    """XML 1.0 has no way to write most control characters."""
    return "".join(char for char in line if char >= " " or char == "\t")
