"""Judges how words are resolved, against a set of queries with the labels that a person expects.

Run it with ``python -m tests.relevance.judging``; it prints precision and recall by kind of query.
"""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from earshot.domain.ids import LabelId
from earshot.labels.ontology import audioset
from earshot.labels.vocabulary import Vocabulary, vocabulary

JUDGED = Path(__file__).with_name("judged.csv")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a person means by a query."""

    kind: str
    query: str
    wanted: frozenset[LabelId]
    also_right: frozenset[LabelId]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How one query was resolved; both shares are 1 where nothing was to be found and was not."""

    judgement: Judgement
    found: tuple[LabelId, ...]
    precision: float
    recall: float


def judgements() -> list[Judgement]:
    """The set, as it is written down."""
    return [
        Judgement(kind=kind, query=query, wanted=_ids(wanted), also_right=_ids(also))
        for kind, query, wanted, also in (
            line.split("|") for line in JUDGED.read_text("utf-8").splitlines()[1:]
        )
    ]


def judge(judgement: Judgement, words: Vocabulary) -> Verdict:
    """A label is right when it is wanted, also right, or lies below such a one."""
    ontology = words.ontology
    found = words.resolve(judgement.query).label_ids
    right = judgement.wanted | judgement.also_right
    good = [label for label in found if ({label} | ontology.ancestors(label)) & right]
    met = [
        label for label in judgement.wanted if ({label} | ontology.ancestors(label)) & set(found)
    ]
    return Verdict(
        judgement=judgement,
        found=found,
        precision=len(good) / len(found) if found else 1.0,
        recall=len(met) / len(judgement.wanted) if judgement.wanted else 1.0,
    )


def everything() -> Vocabulary:
    """A vocabulary that hears all that AudioSet names a sound."""
    ontology = audioset()
    return vocabulary([label for label in ontology if label not in ontology.abstract])


def mean(values: Iterable[float]) -> float:
    """Average of some values."""
    listed = list(values)
    return sum(listed) / len(listed)


def report(verdicts: Sequence[Verdict]) -> str:
    """A table by kind, and every query that is not perfect."""
    lines = [f"{'kind':10} {'queries':>7} {'precision':>9} {'recall':>7}"]
    for kind in [*dict.fromkeys(v.judgement.kind for v in verdicts), "all"]:
        some = [v for v in verdicts if kind in (v.judgement.kind, "all")]
        precision, recall = mean(v.precision for v in some), mean(v.recall for v in some)
        lines.append(f"{kind:10} {len(some):7} {precision:9.3f} {recall:7.3f}")
    names = audioset().names
    lines += [
        f"{v.judgement.query}: {', '.join(names[i] for i in v.found) or 'nothing'}"
        f" (wanted {', '.join(names[i] for i in v.judgement.wanted) or 'nothing'})"
        for v in verdicts
        if v.precision < 1 or v.recall < 1
    ]
    return "\n".join(lines)


def _ids(names: str) -> frozenset[LabelId]:
    return frozenset(audioset().ids_by_name[name] for name in names.split("; ") if name)


if __name__ == "__main__":
    words = everything()
    sys.stdout.write(report([judge(judgement, words) for judgement in judgements()]) + "\n")
