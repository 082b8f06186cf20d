"""From measured figures to what a load takes: pure arithmetic, one formula a line."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

BUSY = 0.7
"""Nothing is planned busier than this."""
SHARD_BYTES = 40e9
"""Elasticsearch advises shards of 10 to 50 GB."""
SHARD_DOCUMENTS = 200_000_000
LINK_BYTES_A_SECOND = 10e9 / 8
"""A network of 10 Gbit/s."""
_FILM_S = 60.0
COPIES_ON_THE_WAY = 3
"""Sources cross the network into the gateway, into the store and out to a worker."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What one machine did, by the hour of video."""

    hours_an_hour_a_process: float
    source_bytes_an_hour: float
    derived_bytes_an_hour: float
    index_bytes_an_hour: float
    lanes_an_hour: float
    lanes_written_a_second: float
    gateway_bytes_a_second: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """What a stream of video takes."""

    processes: int
    gateways: int
    index_nodes: int
    network_bytes_a_second: float
    store_bytes_a_day: float
    index_bytes_a_day: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """What lying hours take, without copies."""

    store_bytes: float
    index_bytes: float
    lanes: float
    shards: int


def measured(figures: dict[str, Any]) -> Measured:
    """The figures that count, out of `scale_figures.json`."""
    archive, elastic = figures["archive"], figures["elastic"]
    throughput = figures["throughput"]
    written = elastic.get("bulk", elastic["fill"])
    lanes_a_video = elastic["lanes"] / archive["videos"]
    return Measured(
        # By processor time: what else the machine did meanwhile is no part of a plan.
        hours_an_hour_a_process=min(
            _FILM_S / one["cpu_s_a_video"] for one in throughput["by_processes"]
        ),
        source_bytes_an_hour=throughput["film_bytes"] * 60.0,
        derived_bytes_an_hour=throughput["derived_bytes"] * 60.0,
        index_bytes_an_hour=float(elastic["bytes_an_hour"]),
        lanes_an_hour=elastic["lanes"] / archive["hours"],
        lanes_written_a_second=written["videos_a_second"] * lanes_a_video,
        gateway_bytes_a_second=figures["upload"]["gateway_mb_a_second"] * (1 << 20),
    )


def needs(one: Measured, hours_a_minute: float) -> Needs:
    """For so many hours of video arriving each minute."""
    hours_a_second = hours_a_minute / 60
    return Needs(
        processes=_count(hours_a_minute * 60 / one.hours_an_hour_a_process),
        gateways=_count(hours_a_second * one.source_bytes_an_hour / one.gateway_bytes_a_second),
        index_nodes=_count(hours_a_second * one.lanes_an_hour / one.lanes_written_a_second),
        network_bytes_a_second=hours_a_second * one.source_bytes_an_hour * COPIES_ON_THE_WAY,
        store_bytes_a_day=hours_a_minute * 1440 * stored_an_hour(one),
        index_bytes_a_day=hours_a_minute * 1440 * one.index_bytes_an_hour,
    )


def archived(one: Measured, hours: float) -> Archive:
    """For so many hours that lie there."""
    index_bytes, lanes = hours * one.index_bytes_an_hour, hours * one.lanes_an_hour
    return Archive(
        store_bytes=hours * stored_an_hour(one),
        index_bytes=index_bytes,
        lanes=lanes,
        shards=max(math.ceil(index_bytes / SHARD_BYTES), math.ceil(lanes / SHARD_DOCUMENTS)),
    )


def stored_an_hour(one: Measured) -> float:
    """Bytes in the store by the hour of video: the source and what is made of it."""
    return one.source_bytes_an_hour + one.derived_bytes_an_hour


def limits(one: Measured) -> dict[str, float]:
    """Hours a minute that one of each can take, least first: the order in which things break."""
    found = {
        "worker process": one.hours_an_hour_a_process / 60,
        "gateway process": 60 * one.gateway_bytes_a_second / one.source_bytes_an_hour,
        "index node": 60 * one.lanes_written_a_second / one.lanes_an_hour,
        "network": 60 * LINK_BYTES_A_SECOND / (one.source_bytes_an_hour * COPIES_ON_THE_WAY),
    }
    return dict(sorted(((name, BUSY * value) for name, value in found.items()), key=lambda x: x[1]))


def hours_in_a_shard(one: Measured) -> float:
    """When the one shard that an index begins with is full."""
    by_bytes = SHARD_BYTES / one.index_bytes_an_hour
    return min(by_bytes, SHARD_DOCUMENTS / one.lanes_an_hour)


def _count(load: float) -> int:
    return max(1, math.ceil(load / BUSY))
