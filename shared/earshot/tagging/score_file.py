"""The stored scores of a video: logits in eight bits, block by block, readable label by label.

A file of sections (see `sections`): the header names bundle, hop, labels and scale; each section
is one block of time::

    frames (uint32) | length of each group (uint32) | group 0 | group 1 | ...

A group is `GROUP_LABELS` labels, one after the other, each as the differences from frame to frame
of its codes, compressed by zlib (run lengths and Huffman: differences repeat, but rarely in
longer patterns). Code c stands for the logit ``-9 + c / 16``, from -9 (score 0.0001) to 6.94
(score 0.9990): a score comes back within 0.008, and within 0.002 below 0.03 and above 0.97.
"""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import functools
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Annotated

import numpy as np
from pydantic import Field, TypeAdapter, ValidationError

from earshot.domain.ids import BundleId, LabelId
from earshot.tagging.sections import Chunks, damaged, read_sections, write_sections

if TYPE_CHECKING:
    from numpy.typing import NDArray

KIND = "scores"
SCHEMA = 1
LOWEST_LOGIT = -9.0
CODES_PER_LOGIT = 16
GROUP_LABELS = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreHeader:
    """Who heard, how often a second, and what the columns mean."""

    bundle: BundleId
    hop_s: Annotated[float, Field(gt=0)]
    labels: Annotated[tuple[LabelId, ...], Field(min_length=1)]
    lowest_logit: float = LOWEST_LOGIT
    codes_per_logit: Annotated[float, Field(gt=0)] = CODES_PER_LOGIT
    group_labels: Annotated[int, Field(ge=1)] = GROUP_LABELS


def encode_scores(header: ScoreHeader, blocks: Iterable[NDArray[np.float32]]) -> Iterator[bytes]:
    """The file in chunks, from blocks of logits (score_frame, label) in order of time."""
    payloads = (_payload(header, block) for block in blocks if block.shape[0])
    return write_sections(KIND, SCHEMA, asdict(header), payloads)


def _payload(header: ScoreHeader, logits: NDArray[np.float32]) -> bytes:
    if logits.shape[1] != len(header.labels):
        raise ValueError(f"a block has {logits.shape[1]} labels, not {len(header.labels)}")
    scaled = np.rint((logits.T - header.lowest_logit) * header.codes_per_logit)
    codes = np.clip(scaled, 0, 255).astype(np.uint8)
    codes[:, 1:] -= codes[:, :-1].copy()
    groups = [
        _squeezed(codes[start : start + header.group_labels].tobytes())
        for start in range(0, codes.shape[0], header.group_labels)
    ]
    lengths = np.array([logits.shape[0], *map(len, groups)], "<u4")
    return b"".join([lengths.tobytes(), *groups])


def _squeezed(data: bytes) -> bytes:
    packer = zlib.compressobj(strategy=zlib.Z_RLE)
    return packer.compress(data) + packer.flush()


class StoredTracks:
    """Some labels of a stored file, one byte a frame, each label in one piece.

    Parameters
    ----------
    chunks
        Read to their end, held in parts only.
    columns
        Which labels, as a slice of the header's (None: all); the others are not even unpacked.
    """

    def __init__(self, chunks: Chunks, columns: slice | None = None) -> None:
        header, payloads = read_sections(chunks, KIND, SCHEMA)
        try:
            self.header: ScoreHeader = _header_reader().validate_json(header)
        except ValidationError as error:
            raise damaged(KIND) from error
        self.columns = range(len(self.header.labels))[columns or slice(None)]
        self._tracks = {column: bytearray() for column in self.columns}
        self._groups = sorted({column // self.header.group_labels for column in self.columns})
        self.frames = 0
        for payload in payloads:
            self._add(payload)

    def _add(self, payload: bytes) -> None:
        size, labels = self.header.group_labels, len(self.header.labels)
        groups = -(-labels // size)
        head = 4 * (1 + groups)
        if len(payload) < head:
            raise damaged(KIND)
        lengths = np.frombuffer(payload[:head], "<u4").astype(np.int64)
        frames, ends = int(lengths[0]), head + np.cumsum(lengths[1:])
        if not frames or ends[-1] != len(payload):
            raise damaged(KIND)
        for group in self._groups:
            held = range(group * size, min(labels, (group + 1) * size))
            packed = payload[ends[group] - lengths[group + 1] : ends[group]]
            codes = _unpacked(packed, len(held) * frames).reshape(len(held), frames)
            for column, track in zip(held, np.cumsum(codes, axis=1, dtype=np.uint8), strict=True):
                if column in self._tracks:
                    self._tracks[column] += track.tobytes()
        self.frames += frames

    def scores(self, columns: range) -> NDArray[np.float32]:
        """Scores (frame, label) of some of the columns that were asked for."""
        table = _score_table(self.header.lowest_logit, self.header.codes_per_logit)
        result = np.empty((len(columns), self.frames), np.float32)
        for row, column in enumerate(columns):
            np.take(table, np.frombuffer(self._tracks[column], np.uint8), out=result[row])
        return result.T


def read_scores(
    chunks: Chunks, columns: slice | None = None
) -> tuple[ScoreHeader, NDArray[np.float32]]:
    """Header and scores (frame, label) of a stored file, of all labels or a slice of them."""
    tracks = StoredTracks(chunks, columns)
    return tracks.header, tracks.scores(tracks.columns)


def _unpacked(packed: bytes, size: int) -> NDArray[np.uint8]:
    unpacker = zlib.decompressobj()
    try:
        data = unpacker.decompress(packed, size) if size else b""
    except zlib.error as error:
        raise damaged(KIND) from error
    if len(data) != size:
        raise damaged(KIND)
    return np.frombuffer(data, np.uint8)


@functools.cache
def _header_reader() -> TypeAdapter[ScoreHeader]:
    return TypeAdapter(ScoreHeader)


@functools.cache
def _score_table(lowest_logit: float, codes_per_logit: float) -> NDArray[np.float32]:
    logits = lowest_logit + np.arange(256) / codes_per_logit
    return np.asarray(1 / (1 + np.exp(-logits)), dtype=np.float32)
