"""The Elasticsearch index's figures of the whole archive, and how it is asked."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import elasticsearch

from earshot.adapters.index.elastic_schema import Names, asking, refuse_newer
from earshot.domain.ids import LabelId
from earshot.domain.levels import Level
from earshot.errors import IndexTooSlow
from earshot.ports.index import IndexCounts, LabelCount, Tally

_MOST_LABELS = 5_000
_MOST_COLLECTIONS = 10_000
ENGINE, SURVEY = "2s", "30s"
"""How long one question may keep the server, and one for figures of the whole archive."""
_NONE = Tally(videos=0, events=0, seconds=0.0)


class ElasticIndexSurvey:
    """Counts what the reading half reads."""

    def __init__(self, client: elasticsearch.Elasticsearch, prefix: str) -> None:
        self._client = client
        self._names = Names(prefix=prefix)
        self._lock = threading.Lock()
        self._checked = False

    def label_counts(self, level: Level) -> Mapping[LabelId, LabelCount]:
        by_label = self._by_label({"events": {"sum": {"field": f"count_{int(level)}"}}})
        answer = self._aggregated(level, {"labels": by_label})
        return {
            LabelId(bucket["key"]): LabelCount(
                videos=int(bucket["doc_count"]), events=int(bucket["events"]["value"])
            )
            for bucket in answer["labels"]["buckets"]
        }

    def tallies(self, level: Level, starts: Sequence[date]) -> Mapping[LabelId, Sequence[Tally]]:
        if not starts:
            return {}
        days = [start.isoformat() for start in starts]
        periods = {
            str(at): {"range": {"day": {"gte": first, **({"lt": then} if then else {})}}}
            for at, (first, then) in enumerate(zip(days, [*days[1:], None], strict=True))
        }
        by_label = self._by_label(
            {
                "events": {"sum": {"field": f"count_{int(level)}"}},
                "seconds": {"sum": {"field": f"total_{int(level)}_s"}},
            }
        )
        grouped = {"filters": {"filters": periods}, "aggs": {"labels": by_label}}
        answer = self._aggregated(level, {"periods": grouped})
        found: dict[LabelId, list[Tally]] = {}
        for at, period in answer["periods"]["buckets"].items():
            for bucket in period["labels"]["buckets"]:
                told = found.setdefault(LabelId(bucket["key"]), [_NONE] * len(days))
                told[int(at)] = Tally(
                    videos=int(bucket["doc_count"]),
                    events=int(bucket["events"]["value"]),
                    seconds=float(bucket["seconds"]["value"]),
                )
        return found

    def collections(self) -> Mapping[str, int]:
        answer = self._answer(
            SURVEY,
            index=self._names.videos,
            size=0,
            aggs={"all": {"terms": {"field": "collection", "size": _MOST_COLLECTIONS}}},
        )
        return {
            one["key"]: int(one["doc_count"]) for one in answer["aggregations"]["all"]["buckets"]
        }

    def counts(self) -> IndexCounts:
        with self._asking():
            videos = self._client.count(index=self._names.videos)["count"]
            lanes = self._client.count(index=self._names.lanes)["count"]
        return IndexCounts(videos=int(videos), lanes=int(lanes))

    def _aggregated(self, level: Level, aggregations: dict[str, Any]) -> Mapping[str, Any]:
        answer = self._answer(
            SURVEY,
            index=self._names.lanes,
            size=0,
            query={"bool": {"filter": [{"exists": {"field": f"best_{int(level)}"}}]}},
            aggs=aggregations,
        )
        told: Mapping[str, Any] = answer["aggregations"]
        return told

    def _answer(self, limit: str = ENGINE, **asked: Any) -> Mapping[str, Any]:
        """What a search answers; `IndexTooSlow` where the server broke it off at the limit."""
        with self._asking():
            answer: Mapping[str, Any] = self._client.search(timeout=limit, **asked)
        if answer["timed_out"]:
            raise IndexTooSlow
        return answer

    @staticmethod
    def _by_label(figures: dict[str, Any]) -> dict[str, Any]:
        return {"terms": {"field": "label", "size": _MOST_LABELS}, "aggs": figures}

    def _asking(self) -> AbstractContextManager[None]:
        if not self._checked:
            with self._lock, asking(self._names):
                refuse_newer(self._client, self._names)
                self._checked = True
        return asking(self._names)
