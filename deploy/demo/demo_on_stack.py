"""`make demo-stack`: the demo's film through all rooms, as processes, on real servers."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from compose_film import compose, read_composition

from earshot.adapters.extractor.binaries import find_binaries
from earshot_stack import stack
from earshot_stack.errors import MissingToolError, ServerError
from earshot_stack.rooms import WORKERS, Rooms

ROOT = Path(__file__).resolve().parents[2]
SEARCHES = ("dog", "glass breaking", "baby crying")


def main() -> int:
    """Run the demo in ``var/demo-stack``; every server and room is stopped at the end."""
    folder = ROOT / "var" / "demo-stack"
    try:
        _say("Starting Redis, MinIO and Elasticsearch (the first time they are fetched and built)")
        servers = stack.up(folder / "servers")
        rooms = Rooms(state=folder / "rooms", environment=stack.room_environment(servers))
        try:
            _say(f"Starting gateway, search, nginx, beat and {len(WORKERS)} workers")
            rooms.up()
            return _show(folder, rooms)
        finally:
            _say("Stopping all of it")
            rooms.down()
    except (MissingToolError, ServerError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    finally:
        stack.down(folder / "servers")


def _show(folder: Path, rooms: Rooms) -> int:
    composition = read_composition()
    film = folder / f"{composition.title}.mp4"
    if not film.exists():
        compose(composition, find_binaries().ffmpeg, film)
    earshot = [sys.executable, "-m", "earshot_standalone"]
    environment = {**os.environ, "EARSHOT_SERVER": rooms.url}
    started = time.monotonic()
    _say(f"$ earshot add {film.name!r} --server {rooms.url}")
    added = subprocess.run([*earshot, "add", str(film)], env=environment, check=False)
    if added.returncode:
        return added.returncode
    _say(f"Searchable after {time.monotonic() - started:.1f} s. Three searches")
    for words in SEARCHES:
        sys.stdout.write(f"\n$ earshot search {words!r} --server {rooms.url}\n")
        sys.stdout.flush()
        subprocess.run([*earshot, "search", words], env=environment, check=True)
    return 0


def _say(what: str) -> None:
    sys.stdout.write(f"\n{what} …\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
