"""`python -m earshot_worker`: works until told to stop; `health` asks whether a worker does."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import argparse
import sys
import threading
from collections.abc import Sequence

from earshot.adapters.queue.resolve import has_broker, resolve_work_source
from earshot.errors import EarshotError
from earshot.log import configure_logging
from earshot.settings import Settings, load_settings
from earshot_worker.alive import LivelySource, SignOfLife
from earshot_worker.compose import make_worker
from earshot_worker.resolve import resolve_ports
from earshot_worker.signals import run_until_told


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a worker; 1 where health finds none alive, 2 where the settings are not usable."""
    parser = argparse.ArgumentParser(prog="python -m earshot_worker", description=__doc__)
    parser.add_argument("command", nargs="?", choices=("work", "health"), default="work")
    parser.add_argument("--queues", help="with Redis: which of listen,index,upkeep; all by default")
    parser.add_argument("--concurrency", type=int, default=1, help="with Redis: child processes")
    options = parser.parse_args(arguments)
    if options.command == "health":
        return 0 if SignOfLife().is_fresh() else 1
    try:
        settings = load_settings()
        configure_logging(settings.log_level, as_json=settings.log_json)
        if has_broker(settings):
            return _work_for_broker(settings, options.queues, options.concurrency)
        return _work_by_claims(settings)
    except EarshotError as error:
        sys.stderr.write(f"earshot worker: {error}\n")
        return 2


def _work_by_claims(settings: Settings) -> int:
    stop = threading.Event()
    source = LivelySource(resolve_work_source(settings), SignOfLife())
    run_until_told(make_worker(resolve_ports(settings), source, settings, stop).run, stop)
    return 0


def _work_for_broker(settings: Settings, queues: str | None, concurrency: int) -> int:
    """A Celery worker; one for all queues asks itself for upkeep, as beat does elsewhere."""
    from earshot_worker.celery_app import app  # noqa: PLC0415  needs the extra

    arguments = ["worker", "--concurrency", str(concurrency), "--loglevel", settings.log_level]
    arguments += ["--without-gossip", "--without-mingle"]
    if queues:
        arguments += ["--queues", queues]
    else:
        arguments += ["--beat", "--scheduler", "celery.beat:Scheduler"]
    app.worker_main(arguments)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
