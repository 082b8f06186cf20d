"""What a model hears goes into the store while it comes: scores, then embeddings."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from earshot.domain.ids import VideoId
from earshot.domain.keys import embeddings_key, scores_key
from earshot.ports.object_store import ObjectStore
from earshot.ports.tagger import Tagger
from earshot.tagging.embedding_file import EmbeddingHeader, encode_embeddings
from earshot.tagging.score_file import ScoreHeader, encode_scores
from earshot_worker.embeddings import embedding_spool
from earshot_worker.progress import Progress
from earshot_worker.publish import publish

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def store_tagged(
    store: ObjectStore,
    video_id: VideoId,
    tagger: Tagger,
    waveform: Iterable[NDArray[np.float32]],
    progress: Progress,
) -> None:
    """Scores go to the store while they come; embeddings are few and follow at the end."""
    bundle = tagger.bundle
    publish(store, bundle)
    scores_header = ScoreHeader(
        bundle=bundle.bundle_id,
        hop_s=bundle.hop_s,
        labels=tuple(label.label_id for label in bundle.labels),
    )
    header = EmbeddingHeader(bundle=bundle.bundle_id, size=bundle.embedding_size)
    with embedding_spool(bundle.embedding_size) as spool:
        watched = progress.watch(waveform, bundle.log_mel.sample_rate_hz)
        logits = (block.logits for block in spool.keep(tagger.tag(watched)))
        scores = encode_scores(scores_header, logits)
        store.put(scores_key(video_id, bundle.bundle_id), scores)
        embeddings = encode_embeddings(header, spool.pieces())
        store.put(embeddings_key(video_id, bundle.bundle_id), embeddings)
