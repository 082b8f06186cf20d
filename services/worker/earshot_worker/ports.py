"""Everything that the worker talks to, in one value: resolved once, replaced in part by tests."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from earshot.domain.ids import BundleId
from earshot.labels.ontology import Ontology
from earshot.ports.audio_extractor import AudioExtractor
from earshot.ports.catalog import Catalog
from earshot.ports.embeddings import EmbeddingWriter
from earshot.ports.index import IndexWriter
from earshot.ports.media_maker import MediaMaker
from earshot.ports.object_store import Leftovers, ObjectStore, SourceFiles
from earshot.ports.tagger import Tagger
from earshot.ports.work import JobLedger, TaskQueue
from earshot.tagging.bundle import Bundle
from earshot_worker.serving import Choice


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerPorts:
    """The ports of the pipeline room. The model is loaded at its first use, ffmpeg looked for."""

    store: ObjectStore
    sources: SourceFiles
    leftovers: Leftovers
    catalog: Catalog
    ledger: JobLedger
    queue: TaskQueue
    index: IndexWriter
    embeddings: EmbeddingWriter
    extractor: Callable[[], AudioExtractor]
    maker: Callable[[], MediaMaker]
    tagger: Callable[[], Tagger]
    """Of the bundle in use."""
    taggers: Callable[[BundleId], Tagger]
    """Of any bundle that ships or is installed."""
    choice: Choice
    bundle: Bundle
    """What hears where nobody has chosen."""
    ontology: Ontology
