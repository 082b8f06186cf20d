"""Rebuilding the archive of the settings; damaged SQLite files are put aside first."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from earshot.adapters.catalog.damage import is_damaged, put_aside
from earshot.adapters.catalog.resolve import catalog_file
from earshot.adapters.index.resolve import resolve_index_writer
from earshot.errors import IndexUnavailable
from earshot.settings import Settings
from earshot_worker.compose import make_rebuild
from earshot_worker.rebuild import Rebuilt
from earshot_worker.resolve import resolve_ports


def rebuild_archive(settings: Settings) -> Rebuilt:
    """Catalog and index anew from the store."""
    catalog = catalog_file(settings)
    if catalog is not None and is_damaged(catalog):
        put_aside(catalog)
    try:
        next(resolve_index_writer(settings).video_ids(), None)
    except IndexUnavailable:
        resolve_index_writer(settings, start_over=True)
    return make_rebuild(resolve_ports(settings)).run()
