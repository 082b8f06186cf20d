"""Rebuilding the archive of the settings; damaged SQLite files are put aside first."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from earshot.adapters.catalog.damage import is_damaged, put_aside
from earshot.adapters.catalog.resolve import catalog_file
from earshot.adapters.index.resolve import (
    resolve_embedding_rebuild,
    resolve_embedding_writer,
    resolve_index_rebuild,
    resolve_index_writer,
)
from earshot.domain.video import VideoState
from earshot.errors import IndexUnavailable, VideoNotFound
from earshot.ports.embeddings import EmbeddingRebuild
from earshot.ports.index import IndexRebuild
from earshot.settings import Settings
from earshot_worker.compose import make_index, make_rebuild
from earshot_worker.ports import WorkerPorts
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
    try:
        next(resolve_embedding_writer(settings).video_ids(), None)
    except IndexUnavailable:
        resolve_embedding_writer(settings, start_over=True)
    ports = resolve_ports(settings)
    beside = resolve_index_rebuild(settings), resolve_embedding_rebuild(settings)
    if beside[0] is None or beside[1] is None:
        return make_rebuild(ports).run()
    return _rebuild_beside(ports, beside[0], beside[1])


def _rebuild_beside(
    ports: WorkerPorts, lanes: IndexRebuild, embeddings: EmbeddingRebuild
) -> Rebuilt:
    """Fill new indices while the old ones are searched; then they take the old ones' places."""
    try:
        filling = replace(ports, index=lanes.begin(), embeddings=embeddings.begin())
        rebuilt = make_rebuild(filling).run()
        indexing = make_index(filling)
        # What came into the old index meanwhile is replayed; both must tell of the same videos.
        for video_id in set(ports.index.video_ids()) - set(filling.index.video_ids()):
            with suppress(VideoNotFound):
                video = ports.catalog.get(video_id)
                if video.state is VideoState.READY:
                    indexing.tell(video)
    except BaseException:
        lanes.abandon()
        embeddings.abandon()
        raise
    lanes.finish()
    embeddings.finish()
    return rebuilt
