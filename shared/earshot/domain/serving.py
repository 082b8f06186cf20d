"""serving.json: which bundle hears what is uploaded, and which ones are heard beside it."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import json
from dataclasses import dataclass

from earshot.domain.ids import BundleId

SCHEMA = 1


class UnreadableServing(ValueError):
    """the stored choice of bundles cannot be read"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """The archive's choice. Without one, the bundle that ships with the worker is alone."""

    use: BundleId | None = None
    """Hears every upload; None: the one that ships, or that EARSHOT_BUNDLE names."""
    beside: tuple[BundleId, ...] = ()
    """Hear it too, after it is ready; what they heard is searched together."""


def serving_to_json(serving: Serving) -> bytes:
    """Write the choice as UTF-8 JSON."""
    told = {"schema": SCHEMA, "use": serving.use, "beside": list(serving.beside)}
    return json.dumps(told, indent=1).encode()


def serving_from_json(data: bytes) -> Serving:
    """Read what `serving_to_json` wrote; `UnreadableServing` when damaged or too new."""
    try:
        told = json.loads(data)
        schema, use, beside = told["schema"], told["use"], told["beside"]
        readable = isinstance(schema, int) and schema <= SCHEMA
        chosen = Serving(
            use=BundleId(str(use)) if use is not None else None,
            beside=tuple(BundleId(str(one)) for one in beside),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise UnreadableServing("the stored choice of bundles is damaged") from error
    if not readable:
        raise UnreadableServing("the stored choice of bundles was written by a newer Earshot")
    return chosen
