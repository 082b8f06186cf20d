"""`python -m earshot_worker`: works on due jobs until it is told to stop."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import sys
import threading

from earshot.adapters.queue.resolve import resolve_work_source
from earshot.errors import EarshotError
from earshot.log import configure_logging
from earshot.settings import load_settings
from earshot_worker.compose import make_worker
from earshot_worker.resolve import resolve_ports
from earshot_worker.signals import run_until_told


def main() -> int:
    """Run one embedded worker; 2 where the settings are not usable."""
    stop = threading.Event()
    try:
        settings = load_settings()
        configure_logging(settings.log_level, as_json=settings.log_json)
        worker = make_worker(resolve_ports(settings), resolve_work_source(settings), settings, stop)
    except EarshotError as error:
        sys.stderr.write(f"earshot worker: {error}\n")
        return 2
    run_until_told(worker.run, stop)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
