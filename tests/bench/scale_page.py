"""Writes `deploy/SCALE.md` from `deploy/scale_figures.json`: `python -m tests.bench.scale_page`."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from tests.bench.figures import read
from tests.bench.scale_arithmetic import (
    BUSY,
    SHARD_BYTES,
    Measured,
    archived,
    hours_in_a_shard,
    limits,
    measured,
    needs,
)
from tests.bench.timing import table
from tests.house.tree import ROOT

PAGE = ROOT / "deploy" / "SCALE.md"
LOADS = (1.0, 10.0, 1000.0)
ARCHIVE_HOURS = 10_000_000.0
NEXT_STEP = {
    "worker process": "more workers (`--scale worker-listen=N`): they share nothing but the queue.",
    "gateway process": "more gateways behind the proxy; each upload stays with one.",
    "index node": "more index workers first, then `number_of_shards` and more nodes at the next "
    "`earshot rebuild`; documents are routed by video already. Where searches may lag, a "
    "`refresh_interval` of 1 s or more.",
    "network": "a second network for the store, or workers beside it.",
}


def main() -> int:
    """Write the page."""
    PAGE.write_text(page(read()))
    return 0


def page(figures: dict[str, Any]) -> str:
    """The whole page."""
    one = measured(figures)
    lines = [
        "# What a load takes",
        "",
        "Written by `python -m tests.bench.scale_page` from `scale_figures.json`, which "
        "`make bench-stack` writes. Change neither by hand.",
        "",
        *_measured_on(figures),
        *("", "## By the hour of video", ""),
        *_by_the_hour(one),
        *("", *_throughput(figures), "", "## A stream", ""),
        *_streams(one),
        *("", "## An archive", ""),
        *_archive(one),
        *("", "## What breaks first", ""),
        *_breaks(one),
        *("", "## Searches", ""),
        "`over` is our time on the clock without the engine's own for the same query; `ratio` ours "
        "to the engine's. At most 5 ms or 1.3 is wanted. `CPU` is the processor time of our "
        "process: what `over` comes to on a machine that does nothing else (with SQLite it holds "
        "the engine too). Counts are asked for apart: their own budget is 100 ms.",
        "",
        *_searches(figures, "elastic", "Elasticsearch"),
        "",
        *_searches(figures, "sqlite", "SQLite"),
    ]
    return "\n".join(lines) + "\n"


def _measured_on(figures: dict[str, Any]) -> Iterator[str]:
    archive = figures["archive"]
    yield (
        f"{archive['events']:,} events in {archive['videos']:,} made-up videos "
        f"({archive['hours']:,} hours), composed of what bundle `{archive['bundle']}` heard in "
        f"{archive['recordings']} real recordings ({archive['recordings_minutes']} minutes, "
        "`python -m tests.bench.hear_recordings`): "
        f"{archive['events_a_minute_heard']['4']} events a minute at level balanced, "
        f"{archive['events_a_minute_heard']['1']} at everything."
    )
    labels = ", ".join(f"{name} {found}" for name, found in _by_count(archive["frequent_labels"]))
    yield f"Most frequent labels, by recordings that hold them: {labels}."
    yield ""
    head = ("figures", "measured", "cores", "memory GB", "load at the end")
    rows = []
    for part in ("sqlite", "elastic", "throughput", "upload"):
        machine = figures[part]["machine"]
        rows.append(
            [
                *(part, figures[part]["measured_at"], machine["cores"], machine["memory_gb"]),
                machine["load_at_the_end"],
            ]
        )
    yield from table(head, rows)
    yield ""
    yield (
        "A load above the number of cores means that other work ran on the machine meanwhile: "
        "times on the clock are then too long, and the plan below errs on the safe side."
    )


def _by_the_hour(one: Measured) -> Iterator[str]:
    rows = [
        (
            "heard by one worker process in an hour of processor time",
            f"{one.hours_an_hour_a_process:.0f} hours",
        ),
        ("source (the benchmark's film)", _bytes(one.source_bytes_an_hour)),
        ("scores, embeddings, events in the store", _bytes(one.derived_bytes_an_hour)),
        ("index (Elasticsearch, one copy)", _bytes(one.index_bytes_an_hour)),
        ("lanes", f"{one.lanes_an_hour:,.0f}"),
        ("lanes written a second by one node", f"{one.lanes_written_a_second:,.0f}"),
        ("one gateway takes in", f"{_bytes(one.gateway_bytes_a_second)}/s"),
    ]
    yield from table(("what", "measured"), rows)


def _throughput(figures: dict[str, Any]) -> Iterator[str]:
    told = figures["throughput"]
    yield f"{told['films']} one-minute videos through Celery, and before them some one by one:"
    yield ""
    head = (
        *("worker processes", "videos a minute", "processor s a video"),
        *("from message to work, p50 ms", "p99 ms"),
    )
    keys = ("processes", "videos_a_minute", "cpu_s_a_video", "queue_p50_ms", "queue_p99_ms")
    yield from table(head, [[row[key] for key in keys] for row in told["by_processes"]])
    yield ""
    sent = figures["upload"]
    memory = ", ".join(
        f"{peak} MB during {size} MB" for size, peak in sent["gateway_memory_mb"].items()
    )
    yield (
        f"An upload of {sent['megabytes']} MB through the gateway into MinIO: "
        f"{sent['gateway_mb_a_second']} MB/s, beside {sent['direct_mb_a_second']} MB/s of a direct "
        f"put by the `minio` client; median ratio of pairs {sent['ratio']}. Most memory of "
        f"the gateway: {memory}."
    )


def _streams(one: Measured) -> Iterator[str]:
    rows = []
    for load in LOADS:
        asked = needs(one, load)
        rows.append(
            [
                *(f"{load:,.0f}", f"{asked.processes:,}", f"{asked.gateways:,}"),
                *(f"{asked.index_nodes:,}", f"{_bytes(asked.network_bytes_a_second)}/s"),
                *(_bytes(asked.store_bytes_a_day), _bytes(asked.index_bytes_a_day)),
            ]
        )
    head = (
        *("hours of video a minute", "worker processes", "gateways", "index nodes"),
        *("network", "store a day", "index a day"),
    )
    yield from table(head, rows)
    yield ""
    yield (
        f"Nothing is planned busier than {BUSY:.0%}. A worker process takes one core; an index "
        "node is the measured machine. The network carries each source three times: in, to the "
        "store, to a worker."
    )


def _archive(one: Measured) -> Iterator[str]:
    lying = archived(one, ARCHIVE_HOURS)
    rows = [
        (
            *(f"{ARCHIVE_HOURS:,.0f}", _bytes(lying.store_bytes), _bytes(lying.index_bytes)),
            *(f"{lying.lanes:,.0f}", f"{lying.shards:,}"),
        )
    ]
    yield from table(("hours archived", "store", "index", "lanes", "shards"), rows)
    yield ""
    yield (
        f"One copy of each; a replica doubles the index. Shards of {_bytes(SHARD_BYTES)} at most: "
        f"the one that an index begins with is full after {hours_in_a_shard(one):,.0f} hours. Then "
        "raise `number_of_shards` in `elastic_schema.py` and run `earshot rebuild`."
    )


def _breaks(one: Measured) -> Iterator[str]:
    yield "What one of each can take, least first, and the next step when it is reached:"
    yield ""
    rows = [(name, f"{load:,.2f}", NEXT_STEP[name]) for name, load in limits(one).items()]
    yield from table(("what", "hours of video a minute", "next step"), rows)


def _searches(figures: dict[str, Any], part: str, name: str) -> Iterator[str]:
    told = figures[part]
    ways = [f"{told['fill']['events_a_second']:,} events/s by the worker's way"]
    if "bulk" in told:
        ways.append(f"{told['bulk']['events_a_second']:,} events/s in bulk")
    yield (
        f"### {name}\n\n{told['events']:,} events in {told['videos']:,} videos, indexed at "
        f"{' and '.join(ways)}; {told['lanes']:,} lanes, "
        f"{_bytes(told['index_bytes'])}, {_bytes(told['bytes_an_hour'])} per hour of video.\n"
    )
    head = (
        *("query", "p50 ms", "p99 ms", "engine p50", "engine p99"),
        *("over, p50 ms", "ratio, p50", "our CPU, p50 ms", "within"),
    )
    keys = (
        *("query", "p50_ms", "p99_ms", "engine_p50_ms", "engine_p99_ms"),
        *("over_p50_ms", "ratio_p50", "cpu_p50_ms", "within"),
    )
    yield from table(head, [[row[key] for key in keys] for row in told["queries"].values()])


def _by_count(labels: dict[str, int]) -> list[tuple[str, int]]:
    return sorted(labels.items(), key=lambda one: (-one[1], one[0]))


def _bytes(count: float) -> str:
    for unit in ("B", "kB", "MB", "GB", "TB"):
        if count < 1000:
            return f"{count:.0f} {unit}" if unit == "B" else f"{count:.1f} {unit}"
        count /= 1000
    return f"{count:,.1f} PB"


if __name__ == "__main__":
    sys.exit(main())
