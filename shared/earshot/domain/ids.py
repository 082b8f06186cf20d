"""Names of things that travel between rooms: videos, labels, objects, bundles."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from typing import NewType

VideoId = NewType("VideoId", str)
"""Time-sortable id of a video (a ULID: 26 characters, newer sorts later)."""

QueryId = NewType("QueryId", str)
"""Time-sortable id of a query clip, a ULID as well."""

LabelId = NewType("LabelId", str)
"""AudioSet id of a label, such as ``/m/05tny_``."""

ObjectKey = NewType("ObjectKey", str)
"""Name of an object in the store: parts joined by ``/``, never starting with one."""

BundleId = NewType("BundleId", str)
"""Name and hash of a bundle, such as ``keen-1a2b3c4d``."""

PolicyId = NewType("PolicyId", str)
"""Hash of the thresholds that turned scores into events."""
