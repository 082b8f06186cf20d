"""The arithmetic from measured figures to what a load takes, and the page that tells it."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.bench.figures import read
from tests.bench.scale_arithmetic import (
    Measured,
    archived,
    hours_in_a_shard,
    limits,
    measured,
    needs,
)
from tests.bench.scale_page import PAGE, page
from tests.bench.scale_rows import row

ROUND = Measured(
    hours_an_hour_a_process=60.0,
    source_bytes_an_hour=600e6,
    derived_bytes_an_hour=400e6,
    index_bytes_an_hour=2e6,
    lanes_an_hour=1_000.0,
    lanes_written_a_second=500.0,
    gateway_bytes_a_second=100e6,
)


def test_a_stream_takes_what_its_hours_take() -> None:
    # 60 hours an hour keep one process of that speed fully busy, and 70 % is the most.
    small = needs(ROUND, 1.0)
    assert small.processes == 2
    assert (small.gateways, small.index_nodes) == (1, 1)
    assert small.network_bytes_a_second == pytest.approx(3 * 600e6 / 60)
    assert small.store_bytes_a_day == pytest.approx(1440 * 1e9)
    assert small.index_bytes_a_day == pytest.approx(1440 * 2e6)
    large = needs(ROUND, 1000.0)
    assert large.processes == 1429
    # 16.7 hours a second: 10 GB/s in, 16,667 lanes a second.
    assert (large.gateways, large.index_nodes) == (143, 48)


def test_an_archive_takes_shards_by_bytes_or_by_documents() -> None:
    lying = archived(ROUND, 1e6)
    assert lying.store_bytes == pytest.approx(1e15)
    assert lying.index_bytes == pytest.approx(2e12)
    assert lying.shards == 50
    many = replace(ROUND, lanes_an_hour=1e6)
    assert archived(many, 1e6).shards == 5000
    assert hours_in_a_shard(ROUND) == pytest.approx(20_000)
    assert hours_in_a_shard(many) == pytest.approx(200)


def test_what_breaks_first_comes_first() -> None:
    found = limits(ROUND)
    assert list(found) == ["worker process", "gateway process", "index node", "network"]
    assert found["worker process"] == pytest.approx(0.7)
    assert found["gateway process"] == pytest.approx(7.0)
    fast = replace(ROUND, hours_an_hour_a_process=6e6)
    assert next(iter(limits(fast))) == "gateway process"


def test_figures_become_measures_by_the_hour() -> None:
    told = measured(figures())
    assert told.hours_an_hour_a_process == pytest.approx(90.0)  # the worse of the two
    assert told.source_bytes_an_hour == pytest.approx(60e6)
    assert told.lanes_an_hour == pytest.approx(2_000.0)
    assert told.lanes_written_a_second == pytest.approx(300.0)  # 20 lanes a video, in bulk
    without_bulk = figures()
    del without_bulk["elastic"]["bulk"]
    assert measured(without_bulk).lanes_written_a_second == pytest.approx(60.0)


def test_our_part_is_small_by_milliseconds_or_by_ratio() -> None:
    slow_engine = row("dog", [120.0] * 4, [100.0] * 4, [9.0] * 4)
    assert (slow_engine["over_p50_ms"], slow_engine["ratio_p50"]) == (20.0, 1.2)
    assert slow_engine["within"] == "yes"
    assert row("dog", [5.0] * 4, [1.0] * 4, [3.0] * 4)["within"] == "yes"
    assert row("dog", [20.0] * 4, [10.0] * 4, [3.0] * 4)["within"] == "no"


def test_the_page_is_what_the_figures_say() -> None:
    text = page(figures())
    assert "| 1,000 | 953 |" in text
    assert "10,000,000" in text
    assert PAGE.read_text() == page(read()), "run python -m tests.bench.scale_page"


QUEUED = {"videos_a_minute": 9.0, "queue_p50_ms": 20.0, "queue_p99_ms": 40.0}
PROCESSES = [
    {"processes": 1, **QUEUED, "video_hours_an_hour": 50.0, "cpu_s_a_video": 0.6},
    {"processes": 2, **QUEUED, "video_hours_an_hour": 80.0, "cpu_s_a_video": 2 / 3},
]
MACHINE = {"cores": 2, "memory_gb": 24, "system": "Linux x86_64", "load_at_the_end": 1.0}
PART = {"measured_at": "2026-01-01 12:00 UTC", "machine": MACHINE}
UPLOAD = {
    "megabytes": 64,
    "gateway_mb_a_second": 50.0,
    "direct_mb_a_second": 55.0,
    "ratio": 0.9,
    "gateway_memory_mb": {"16": 120, "64": 121},
}
RECORDINGS = {
    "recordings": 9,
    "recordings_minutes": 3.0,
    "frequent_labels": {"Dog": 4},
    "events_a_minute_heard": {"1": 80.0, "4": 30.0},
}


def figures() -> dict[str, Any]:
    """What a run writes, in round numbers."""
    fill = {"videos_a_second": 3.0, "events_a_second": 150.0, "seconds": 1.0, "videos": 3}
    held = {"videos": 1_000, "events": 50_000}
    index = held | {"lanes": 20_000, "index_bytes": 10**7, "bytes_an_hour": 10**6, "fill": fill}
    index |= {"queries": {"one label": row("one label", [20.0], [18.0], [2.0])}}
    sizes = {"films": 5, "film_bytes": 1_000_000, "derived_bytes": 10_000}
    return {
        "archive": PART | held | RECORDINGS | {"hours": 10.0, "bundle": "keen-1"},
        "sqlite": PART | index,
        "elastic": PART | index | {"bulk": fill | {"videos_a_second": 15.0}},
        "throughput": PART | sizes | {"by_processes": PROCESSES},
        "upload": PART | UPLOAD,
    }
