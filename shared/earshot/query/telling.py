"""Which labels tell most of each result: those that were heard in it and lie above no other."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import numpy as np

from earshot.labels.ontology import Ontology
from earshot.ports.lanes import EventColumns
from earshot.query.spans import Ints, Mask, Spans, spread


def telling_labels(spans: Spans, columns: EventColumns, ontology: Ontology) -> Mask:
    """For each result and each of `columns.heard_labels` whether it tells; shape (result, label).

    The same as `RankedMoment.label_ids` of one result, for all of them at once.
    """
    labels = columns.heard_labels
    heard = np.zeros((len(spans), len(labels)), dtype=np.bool_)
    results, rows = rows_of_all(spans)
    heard[results, columns.heard[rows]] = True
    telling = heard.copy()
    for number, label_id in enumerate(labels):
        below = [at for at, one in enumerate(labels) if label_id in ontology.ancestors(one)]
        if below:
            telling[:, number] &= ~heard[:, below].any(axis=1)
    return telling


def rows_of_all(spans: Spans) -> tuple[Ints, Ints]:
    """Pairs of a result and a row of the lanes that it was made of, sorted by result.

    A row may come more than once for a result that holds it in several parts.
    """
    results, rows = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    for origin in spans.origins:
        result, place = spread(origin.starts, origin.stops)
        values = origin.values[place]
        if origin.spans is None:
            results.append(result)
            rows.append(values)
            continue
        inner, inner_rows = rows_of_all(origin.spans)
        begins = np.searchsorted(inner, values, side="left")
        ends = np.searchsorted(inner, values, side="right")
        at, found = spread(begins, ends)
        results.append(result[at])
        rows.append(inner_rows[found])
    all_results, all_rows = np.concatenate(results), np.concatenate(rows)
    order = np.argsort(all_results, kind="stable")
    return all_results[order], all_rows[order]
