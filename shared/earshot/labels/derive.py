"""Writes ontology.csv from AudioSet's ontology.json: `python -m earshot.labels.derive IN OUT`."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

NOTICE = (
    "# Names and structure of the AudioSet ontology (Google, https://research.google.com/audioset),"
    " CC BY-SA 4.0; descriptions and examples left out."
)
COLUMNS = ("label_id", "name", "parents", "restrictions")


def derive(ontology_json: str) -> str:
    """Turn AudioSet's JSON into our table; nodes keep their order, lists are joined by spaces."""
    nodes = json.loads(ontology_json)
    parents: dict[str, list[str]] = {node["id"]: [] for node in nodes}
    for node in nodes:
        for child in node["child_ids"]:
            parents[child].append(node["id"])
    lines = _Lines()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(COLUMNS)
    for node in nodes:
        restrictions = " ".join(node["restrictions"])
        writer.writerow((node["id"], node["name"], " ".join(parents[node["id"]]), restrictions))
    return NOTICE + "\n" + "".join(lines.written)


class _Lines:
    def __init__(self) -> None:
        self.written: list[str] = []

    def write(self, text: str) -> int:
        self.written.append(text)
        return len(text)


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(derive(Path(sys.argv[1]).read_text("utf-8")), "utf-8")
