"""Programs may send the tree as JSON; what does not fit is refused with its place."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import pytest

from earshot.errors import BadRequest
from earshot.query.explaining import canonical
from earshot.query.json_tree import from_json

DOG = {"op": "sound", "text": "dog"}
CAT = {"op": "sound", "text": "cat"}
TITLE = {"op": "filter", "field": "title", "value": "x"}


@pytest.mark.parametrize(
    ("told", "meaning"),
    [
        (DOG, "dog"),
        ({"op": "sound", "text": "/m/1", "label": True}, 'label:"/m/1"'),
        ({"op": "and", "parts": [DOG, TITLE]}, "dog AND title:x"),
        ({"op": "not", "wanted": DOG, "unwanted": TITLE}, "dog AND -title:x"),
        ({"op": "then", "parts": [DOG, CAT], "within_s": 3}, "dog THEN cat WITHIN 3s"),
        ({"op": "near", "parts": [DOG, CAT]}, "dog NEAR cat WITHIN 10s"),
        ({"op": "count", "part": DOG, "count": 3}, "dog COUNT >= 3"),
        ({"op": "in", "part": DOG, "start_s": 60, "from_end": True}, "dog IN last 60s"),
    ],
)
def test_json_is_read(told: object, meaning: str) -> None:
    assert canonical(from_json(told)) == meaning


def _nested(depth: int) -> dict[str, object]:
    tree: dict[str, object] = dict(DOG)
    for _ in range(depth):
        tree = {"op": "and", "parts": [tree]}
    return tree


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (None, "query must be an object"),
        ({"op": "xor"}, "one of and"),
        ({"op": "and", "parts": []}, "query.parts"),
        ({"op": "and", "parts": [{"op": "sound"}]}, r"query.parts\[0\].text"),
        ({"op": "or", "parts": [DOG, TITLE]}, "not both"),
        ({"op": "with", "parts": [DOG]}, "must be two"),
        ({"op": "then", "parts": [DOG, TITLE]}, "must be sounds"),
        ({"op": "near", "parts": [DOG, CAT], "within_s": -1}, "within_s"),
        ({"op": "near", "parts": [DOG, CAT], "within_s": float("nan")}, "within_s"),
        ({"op": "for", "part": DOG, "comparison": "=", "seconds": 1}, "comparison"),
        ({"op": "count", "part": DOG, "count": True}, "whole number"),
        ({"op": "filter", "field": "score", "value": "loud"}, "does not suit"),
        (_nested(101), "levels deep"),
        ({"op": "or", "parts": [DOG] * 200}, "shorten it"),
    ],
)
def test_what_does_not_fit_is_refused(told: object, said: str) -> None:
    with pytest.raises(BadRequest, match=said):
        from_json(told)
