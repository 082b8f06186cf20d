"""Uploading many files to a running service, and watching them end there."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

from rich.console import Console
from rich.progress import Progress, TaskID

from earshot.errors import EarshotError
from earshot_standalone import clock, screen
from earshot_standalone.files_to_add import Chosen
from earshot_standalone.outcomes import Outcome
from earshot_standalone.remote_archive import RemoteArchive

POLL_S = 0.5
ENDED = frozenset({"ready", "failed", "removing", "removed"})


class AddingRemotely:
    """One run of `earshot add --server`."""

    def __init__(self, archive: RemoteArchive, said: dict[str, str], console: Console) -> None:
        self._archive = archive
        self._said = said
        self._console = console

    def take_in(self, chosen: Sequence[Chosen]) -> list[Outcome]:
        """Upload the files; the service does the rest."""
        with Progress(console=self._console, transient=True) as bars:
            return [self._upload(item, bars) for item in chosen]

    def take_in_and_wait(self, chosen: Sequence[Chosen]) -> list[Outcome]:
        """Upload the files, then wait until the service has ended each."""
        with Progress(console=self._console, transient=True) as bars:
            outcomes = [self._upload(item, bars) for item in chosen]
            return [self._wait(outcome, bars) for outcome in outcomes]

    def _upload(self, item: Chosen, bars: Progress) -> Outcome:
        name = item.path.name or str(item.path)
        if item.problem is not None:
            return Outcome(name=name, worked=False, says=item.problem)
        bar = bars.add_task(f"{screen.plain(name)[:40]} upload", total=None)
        try:
            total = item.path.stat().st_size
            bars.update(bar, total=total)
            video = self._archive.upload(
                item.path, self._said, lambda sent: bars.advance(bar, sent)
            )
        except EarshotError as error:
            return Outcome(name=name, worked=False, says=str(error))
        except OSError as error:
            return Outcome(name=name, worked=False, says=f"it cannot be read: {error.strerror}")
        finally:
            bars.remove_task(bar)
        says = "the same recording is there already" if video["duplicate"] else "uploaded"
        return Outcome(
            name=name, worked=True, says=says, video_id=video["id"], known=video["duplicate"]
        )

    def _wait(self, outcome: Outcome, bars: Progress) -> Outcome:
        if outcome.video_id is None:
            return outcome
        bar: TaskID = bars.add_task(screen.plain(outcome.name)[:40], total=1.0)
        while (video := self._archive.video(outcome.video_id))["state"] not in ENDED:
            bars.update(bar, completed=video["progress"])
            time.sleep(POLL_S)
        bars.remove_task(bar)
        ready = video["state"] == "ready"
        says = outcome.says if outcome.known and ready else video["detail"] or video["state"]
        return replace(outcome, worked=ready, says=says, length=clock.length(video["duration_s"]))
