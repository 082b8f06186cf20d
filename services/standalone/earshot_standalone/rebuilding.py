"""Rebuilding the embedded archive; damaged catalog and index files are put aside first."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from earshot.settings import Settings
from earshot_worker.compose import make_rebuild
from earshot_worker.rebuild import Rebuilt
from earshot_worker.resolve import resolve_ports


def rebuild_archive(settings: Settings) -> Rebuilt:
    """Catalog and index anew from the store."""
    return make_rebuild(resolve_ports(settings)).run()
