"""Writes what the shipped bundle hears in real recordings: `heard_recordings.json`.

`python -m tests.bench.hear_recordings [MINUTES]` takes the demo's recordings and, of the labelled
clips where they are, one of at least ten seconds a source, in an order drawn once. Only events are
kept: neither sound nor names. Made-up archives are composed of them.
"""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import csv
import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from earshot.adapters.extractor.resolve import resolve_extractor
from earshot.adapters.tagger.resolve import resolve_tagger
from earshot.domain.levels import Level
from earshot.ports.audio_extractor import AudioExtractor
from earshot.ports.tagger import Tagger
from earshot.settings import Settings
from earshot.tagging.bundle import load_bundle
from earshot.tagging.decoding import decode
from earshot_standalone.hearing import hear
from earshot_worker.bundles import bundle_folder
from tests.bench.long_film import RECORDINGS
from tests.house.tree import ROOT

WRITTEN = Path(__file__).parent / "heard_recordings.json"
CLIPS = ROOT.parent / "shared" / "data"
LONG_ENOUGH_S, MINUTES = 10.0, 20.0


def main(minutes: float) -> None:
    """Hear recordings until so many minutes are heard."""
    settings = Settings()
    extractor = resolve_extractor(settings)
    tagger = resolve_tagger(settings, load_bundle(bundle_folder(settings)))
    labels: dict[str, int] = {}
    heard, heard_s = [], 0.0
    for path in recordings():
        if heard_s > minutes * 60:
            break
        heard.append(heard_one(path, extractor, tagger, labels))
        heard_s += heard[-1]["duration_s"]
    told = {
        "command": f"python -m tests.bench.hear_recordings {minutes:g}",
        "bundle": tagger.bundle.bundle_id,
        "minutes": round(heard_s / 60, 2),
        "events_a_minute": {
            str(int(level)): round(_standing(heard, level) / heard_s * 60, 2) for level in Level
        },
        "columns": ["label", "onset_ms", "offset_ms", "score", "first_level", "stop_level"],
        "labels": list(labels),
    }
    lines = ",\n".join(json.dumps(one, separators=(",", ":")) for one in heard)
    head = json.dumps(told, indent=1).removesuffix("\n}")
    WRITTEN.write_text(f'{head},\n "recordings": [\n{lines}\n]}}\n')


def recordings() -> Iterator[Path]:
    """The demo's first, then one long clip a source."""
    yield from sorted(path for path in RECORDINGS.iterdir() if path.suffix == ".opus")
    if not (CLIPS / "clips.csv").exists():
        return
    with (CLIPS / "clips.csv").open() as rows:
        long_ones = [row for row in csv.DictReader(rows) if _is_long(row)]
    random.Random(4).shuffle(long_ones)
    by_source = {row["source_group"]: CLIPS / "clips" / row["path"] for row in long_ones}
    yield from by_source.values()


def heard_one(
    path: Path, extractor: AudioExtractor, tagger: Tagger, labels: dict[str, int]
) -> dict[str, Any]:
    """The events of one recording at all levels; labels get numbers as they come."""
    heard = hear(path, extractor, tagger, lambda _: None)
    bundle = heard.bundle
    ids = [label.label_id for label in bundle.labels]
    events = decode(heard.scores, ids, bundle.policies, bundle.hop_s, heard.duration_s)
    return {
        "duration_s": round(heard.duration_s, 3),
        "events": [
            [
                labels.setdefault(event.label_id, len(labels)),
                *(round(event.onset_s * 1000), round(event.offset_s * 1000)),
                *(round(event.score, 3), int(event.levels.first), event.levels.stop),
            ]
            for event in sorted(events, key=lambda event: event.onset_s)
        ],
    }


def _is_long(row: dict[str, str]) -> bool:
    return float(row["duration_s"]) >= LONG_ENOUGH_S


def _standing(heard: list[dict[str, Any]], level: Level) -> int:
    return sum(first <= level < stop for one in heard for *_, first, stop in one["events"])


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else MINUTES)
