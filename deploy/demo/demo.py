"""`make demo`: compose a short film, index it, search it, print the moments and how to go on."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from compose_film import compose, read_composition

from earshot.adapters.extractor.binaries import find_binaries

ROOT = Path(__file__).resolve().parents[2]
SEARCHES = ("dog", "glass breaking", "baby crying")


def main() -> int:
    """Run the demo in ``var/demo``; nothing outside that folder is touched."""
    folder = ROOT / "var" / "demo"
    folder.mkdir(parents=True, exist_ok=True)
    composition = read_composition()
    film = folder / f"{composition.title}.mp4"
    _say(f"Composing a film of {composition.duration_s:.0f} seconds from CC0 recordings")
    if not film.exists():
        compose(composition, find_binaries().ffmpeg, film)
    earshot = [sys.executable, "-m", "earshot_standalone"]
    environment = {**os.environ, "EARSHOT_DATA_DIR": str(folder / "data")}
    if (folder / "data").exists():
        _say("Making the index of an earlier demo anew")
        subprocess.run([*earshot, "rebuild"], env=environment, check=True)
    started = time.monotonic()
    _say("Listening to it")
    added = subprocess.run([*earshot, "add", str(film)], env=environment, check=False)
    if added.returncode:
        return added.returncode
    _say(f"Searchable after {time.monotonic() - started:.1f} s. Three searches")
    for words in SEARCHES:
        sys.stdout.write(f"\n$ earshot search {words}\n")
        sys.stdout.flush()
        subprocess.run([*earshot, "search", words], env=environment, check=True)
    _tell_how_to_go_on(folder)
    return 0


def _say(what: str) -> None:
    sys.stdout.write(f"\n{what} …\n")
    sys.stdout.flush()


def _tell_how_to_go_on(folder: Path) -> None:
    data = (folder / "data").relative_to(ROOT)
    sys.stdout.write(
        f"""
The film: {next(folder.glob("*.mp4")).relative_to(ROOT)}. Its sounds and their times are in
deploy/demo/composition.json; play it at the seconds above and compare.

How to go on:
  EARSHOT_DATA_DIR={data} .venv/bin/earshot search thunder --level everything
  EARSHOT_DATA_DIR={data} .venv/bin/earshot captions "A night in the yard" --format vtt
  EARSHOT_DATA_DIR={data} .venv/bin/earshot serve        # look: http://127.0.0.1:8484
  .venv/bin/earshot add ~/Videos                              # your own, in your own archive
"""
    )


if __name__ == "__main__":
    sys.exit(main())
