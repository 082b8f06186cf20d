"""Words are resolved as people expect, on a judged set."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from tests.relevance.judging import everything, judge, judgements, mean


def test_the_judged_set_is_large_and_has_no_query_twice() -> None:
    queries = [judgement.query for judgement in judgements()]
    assert len(queries) >= 200
    assert len(set(queries)) == len(queries)


def test_precision_and_recall_of_resolution() -> None:
    words = everything()
    verdicts = [judge(judgement, words) for judgement in judgements()]
    assert mean(verdict.precision for verdict in verdicts) >= 0.97
    assert mean(verdict.recall for verdict in verdicts) >= 0.97
