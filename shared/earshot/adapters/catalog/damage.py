"""Tells a damaged SQLite file from a busy one, and puts it aside so that a new one can be made."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

_SIDES = ("", "-wal", "-shm")
ASIDE = ".damaged"


def is_damaged(path: Path) -> bool:
    """True when SQLite itself says that the file is no database or is malformed."""
    if not path.exists():
        return False
    try:
        with closing(sqlite3.connect(path, timeout=1.0)) as connection:
            [(verdict,)] = connection.execute("PRAGMA quick_check(1)").fetchall()
            return bool(verdict != "ok")
    except sqlite3.OperationalError:
        return False  # busy or not readable: that is no damage
    except sqlite3.DatabaseError:
        return True


def put_aside(path: Path) -> Path:
    """Rename the file (with its log) so that nothing opens it any more; nothing is lost."""
    for side in _SIDES:
        part = path.with_name(path.name + side)
        if part.exists():
            part.replace(path.with_name(path.name + side + ASIDE))
    return path.with_name(path.name + ASIDE)
