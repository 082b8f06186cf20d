"""Query clips as the store keeps them: the gateway begins one, the worker ends it, search reads."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from datetime import datetime

from earshot.domain.ids import QueryId
from earshot.domain.keys import query_record_key
from earshot.domain.query_clips import QueryClip, query_from_json, query_to_json
from earshot.domain.records import UnreadableRecord
from earshot.errors import DamagedObject, ObjectNotFound, QueryNotFound
from earshot.ports.object_store import ObjectStore


def read_query_clip(store: ObjectStore, query_id: QueryId, now: datetime) -> QueryClip:
    """The clip as it stands; `QueryNotFound` where there is none or its hour is over."""
    try:
        clip = query_from_json(store.get(query_record_key(query_id)))
    except (ObjectNotFound, ValueError) as error:
        if isinstance(error, UnreadableRecord):
            raise DamagedObject(str(error)) from error
        raise QueryNotFound from error  # a key that no store can hold is nobody's id
    if clip.expires_at <= now:
        raise QueryNotFound
    return clip


def write_query_clip(store: ObjectStore, clip: QueryClip) -> None:
    """Replace what is told of the clip."""
    store.put(query_record_key(clip.query_id), [query_to_json(clip)])
