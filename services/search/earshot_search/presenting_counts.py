"""Turns counts and facets into the API's shapes."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator, Mapping

from earshot.domain.ids import LabelId
from earshot.domain.levels import NAMED_LEVELS
from earshot_search.counting import BANDS, Amount, Counts
from earshot_search.schemas import CountsShown, FacetShown, FacetsShown, LevelCountShown

Naming = Callable[[LabelId], str]
_MOST = 50
"""Labels and collections; nobody reads longer lists."""


def counts_shown(counts: Counts, name: Naming) -> CountsShown:
    """Totals, levels and facets."""
    here = counts.levels[counts.level]
    return CountsShown(
        videos=here.videos,
        moments=here.moments,
        exact=counts.exact,
        levels=list(_levels(counts, here)),
        facets=FacetsShown(
            labels=list(_labels(counts.labels.amounts(), name))[:_MOST],
            collections=list(_collections(counts.collections.amounts()))[:_MOST],
            scores=list(_scores(counts.scores.amounts())),
            months=list(_months(counts.months.amounts())),
        ),
    )


def _levels(counts: Counts, here: Amount) -> Iterator[LevelCountShown]:
    names = {level: word for word, level in NAMED_LEVELS.items()}
    for level, amount in counts.levels.items():
        yield LevelCountShown(
            level=int(level),
            name=names.get(level),
            videos=amount.videos,
            moments=amount.moments,
            more_videos=amount.videos - here.videos,
            more_moments=amount.moments - here.moments,
        )


def _labels(amounts: Mapping[Hashable, Amount], name: Naming) -> Iterator[FacetShown]:
    for value, amount in amounts.items():
        label_id = LabelId(str(value))
        yield _facet(name(label_id), amount, label_id=label_id)


def _collections(amounts: Mapping[Hashable, Amount]) -> Iterator[FacetShown]:
    for value, amount in amounts.items():
        plain = re.sub(r'["“”„«»]', " ", str(value))
        written = plain if plain.isalnum() else f'"{plain}"'
        yield _facet(str(value), amount, narrowed=f"collection:{written}")


def _scores(amounts: Mapping[Hashable, Amount]) -> Iterator[FacetShown]:
    ends = [*BANDS[1:], None]
    for begin, end in reversed(list(zip(BANDS, ends, strict=True))):
        if begin in amounts:
            upper = "" if end is None else f" score:<{end}"
            text = f"{begin} to {1.0 if end is None else end}"
            yield _facet(text, amounts[begin], narrowed=f"score:>={begin}{upper}")


def _months(amounts: Mapping[Hashable, Amount]) -> Iterator[FacetShown]:
    for month in sorted(map(str, amounts), reverse=True):
        yield _facet(month, amounts[month], narrowed=f"recorded:{month}")


def _facet(
    value: str, amount: Amount, *, label_id: LabelId | None = None, narrowed: str | None = None
) -> FacetShown:
    return FacetShown(
        value=value,
        label_id=label_id,
        filter=narrowed,
        videos=amount.videos,
        moments=amount.moments,
    )
