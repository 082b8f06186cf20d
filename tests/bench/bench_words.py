"""Words: resolution judged, the time it takes, and suggestions while typing."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Iterator

from earshot.labels.suggesting import Suggestions
from tests.bench.timing import p50, p99, table, times
from tests.relevance.judging import everything, judge, judgements, mean

TYPED = ("d", "do", "dog", "s", "gla", "glass bre", "dog and pia", "the c", "xyz", "thun")


def run() -> Iterator[str]:
    """Precision and recall on the judged set, then milliseconds."""
    words = everything()
    verdicts = [judge(judgement, words) for judgement in judgements()]
    rows = [
        (
            kind,
            len(some := [v for v in verdicts if kind in (v.judgement.kind, "all")]),
            mean(verdict.precision for verdict in some),
            mean(verdict.recall for verdict in some),
        )
        for kind in [*dict.fromkeys(v.judgement.kind for v in verdicts), "all"]
    ]
    yield from table(("kind", "queries", "precision", "recall"), rows)
    yield ""
    suggestions = Suggestions(words)
    resolved = times([one.query for one in judgements()], words.resolve)
    suggested = times(TYPED * 100, suggestions.complete)
    yield from table(
        ("what", "cpu p50 ms", "cpu p99 ms", "wall p99 ms"),
        [
            ("resolve a word", p50(resolved.cpu_ms), p99(resolved.cpu_ms), p99(resolved.wall_ms)),
            ("suggest", p50(suggested.cpu_ms), p99(suggested.cpu_ms), p99(suggested.wall_ms)),
        ],
    )
