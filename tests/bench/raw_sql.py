"""The very statements that a search sends to SQLite, run again on a bare connection."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

from earshot.adapters.index.sqlite_reader import SqliteIndexReader


class RawSql:
    """Hears what a reader sends, and times the same without us."""

    def __init__(self, reader: SqliteIndexReader, file: Path) -> None:
        self._reader = reader
        self._bare = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)

    def time_ms(self, ask: Callable[[], object]) -> float:
        """Ask once to hear the statements with their values; then run them alone."""
        heard: list[str] = []
        with self._reader._connections.reading() as connection:
            listened = connection  # this thread's, which it keeps
        listened.set_trace_callback(heard.append)
        try:
            ask()
        finally:
            listened.set_trace_callback(None)
        started_s = time.perf_counter()
        for statement in heard:
            if statement.lstrip().upper().startswith("SELECT"):
                self._bare.execute(statement).fetchall()
        return (time.perf_counter() - started_s) * 1000

    def close(self) -> None:
        """Close the bare connection."""
        self._bare.close()
