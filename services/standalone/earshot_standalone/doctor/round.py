"""All checks of one archive, in the order in which a person would look."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Iterator

from earshot.adapters.catalog.resolve import resolve_catalog
from earshot.adapters.index.resolve import resolve_embedding_writer, resolve_index_writer
from earshot.adapters.queue.resolve import resolve_ledger
from earshot.adapters.store.resolve import resolve_store
from earshot.settings import Settings
from earshot_standalone.doctor import archive, machine
from earshot_standalone.doctor.finding import Check, Finding, examine


def doctor_round(settings: Settings) -> Iterator[Finding]:
    """Look at everything; each check stands alone, so that one failure hides no other."""
    checks: dict[str, Check] = {
        "ffmpeg": machine.check_ffmpeg,
        "model": lambda: machine.check_model(settings),
        "disk": lambda: machine.check_disk(settings),
        "store": lambda: archive.check_store(resolve_store(settings)),
        "catalog": lambda: archive.check_catalog(resolve_catalog(settings)),
        "agreement": lambda: archive.check_agreement(
            resolve_store(settings), resolve_catalog(settings), resolve_index_writer(settings)
        ),
        "same sound": lambda: archive.check_embeddings(
            resolve_catalog(settings), resolve_embedding_writer(settings)
        ),
        "work": lambda: archive.check_work(resolve_catalog(settings), resolve_ledger(settings)),
        "sources": lambda: archive.check_sources(
            resolve_store(settings), resolve_catalog(settings)
        ),
        "records": lambda: archive.check_records(
            resolve_store(settings), resolve_catalog(settings)
        ),
    }
    for subject, check in checks.items():
        yield from examine(subject, check)
