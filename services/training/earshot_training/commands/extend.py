"""`extend`: one label more for a bundle, learnt from a person's own recordings in minutes."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from earshot.domain.ids import LabelId
from earshot.labels.ontology import audioset
from earshot.tagging.bundle import Bundle, load_bundle
from earshot.tagging.policy import LabelPolicy
from earshot_training.clip_cache import decoded
from earshot_training.extending.features import Network, logits_of, open_network, sounding
from earshot_training.extending.graph import find_taps, with_label
from earshot_training.extending.head import Row, choose_policy, fit_row
from earshot_training.metrics.tagging import average_precision

FEWEST = 4
"""Recordings of the sound: three to learn from and one to be judged by."""
HELD_OUT = 4
"""Every fourth recording is kept for the thresholds."""
SNRS_DB = (20.0, 10.0, 3.0)
MOST_OTHER_FRAMES = 40_000
PARITY = 2e-2


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """What came of it."""

    bundle: Bundle
    policy: LabelPolicy
    figures: dict[str, float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frames:
    """Features (frame, feature) and for each frame whether it is the sound."""

    features: NDArray[np.float32]
    is_it: NDArray[np.bool_]


def extend_bundle(
    folder: Path, recordings: Path, others: Path, label: str, out: Path, *, seed: int = 1
) -> Extension:
    """Learn a label and write the longer bundle to `out`; all other labels stay as they are."""
    import onnx  # noqa: PLC0415 - heavy, and only extending needs it

    bundle = load_bundle(folder)
    label_id = label_id_of(label)
    if any(label_id == one.label_id for one in bundle.labels):
        raise ValueError(f"{bundle.name} hears {label!r} already")
    sounds, backgrounds = _read(recordings), _read(others)
    if len(sounds) < FEWEST or not backgrounds:
        raise ValueError(
            f"{FEWEST} recordings of the sound are needed and one without it, not {len(sounds)} "
            f"and {len(backgrounds)}"
        )
    model = onnx.load(str(bundle.model_path))
    network = open_network(bundle, model, find_taps(model, len(bundle.labels)))
    rng = np.random.default_rng(seed)
    kept = [sounds[at] for at in range(len(sounds)) if at % HELD_OUT == HELD_OUT - 1]
    learnt = [sounds[at] for at in range(len(sounds)) if at % HELD_OUT != HELD_OUT - 1]
    halves = _halves(backgrounds)
    row = fit_row(*_both(_frames(network, learnt, halves[0], rng)))
    held_out = _frames(network, kept, halves[1], rng)
    scores = row.scores(held_out.features)
    policy = choose_policy(scores, held_out.is_it)
    figures: dict[str, float | None] = {
        "train_sources": float(len(learnt)),
        "valid_sources": float(len(kept)),
        "average_precision": round(average_precision(scores.astype(np.float32), held_out.is_it), 4),
    }
    longer = with_label(model, network.taps, network.split(row.weight), row.bias)
    _check(longer, network, row, kept[0])
    _write(folder, out, longer.SerializeToString(), _entry(label_id, label, policy, figures))
    return Extension(bundle=load_bundle(out), policy=policy, figures=figures)


def label_id_of(name: str) -> LabelId:
    """AudioSet's id where it knows the name; else one of our own making."""
    known = audioset().ids_by_name.get(name)
    slug = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")
    if not slug:
        raise ValueError("the label needs a name with letters")
    return known or LabelId(f"/own/{slug}")


def _read(folder: Path) -> list[NDArray[np.float32]]:
    paths = sorted(path for path in folder.iterdir() if path.is_file())
    return [decoded(path.name, folder).astype(np.float32) / np.float32(32768) for path in paths]


def _halves(
    backgrounds: Sequence[NDArray[np.float32]],
) -> tuple[list[NDArray[np.float32]], list[NDArray[np.float32]]]:
    """For learning and for thresholds; a single recording is cut in two."""
    if len(backgrounds) == 1:
        first, second = np.array_split(backgrounds[0], 2)
        return [first], [second]
    return list(backgrounds[::2]), list(backgrounds[1::2])


def _frames(
    network: Network,
    sounds: Iterable[NDArray[np.float32]],
    backgrounds: Sequence[NDArray[np.float32]],
    rng: np.random.Generator,
) -> Frames:
    """The sounds alone and over backgrounds, and the backgrounds without them."""
    features, is_it = [], []
    for sound in sounds:
        loud = sounding(sound, network.bundle)
        alone = network.features(sound)
        features.append(alone[loud])
        is_it.append(np.ones(int(loud.sum()), bool))
        for snr_db in SNRS_DB:
            under = _stretch(backgrounds[int(rng.integers(len(backgrounds)))], sound.size, rng)
            features.append(network.features(mixed(sound, under, snr_db))[loud])
            is_it.append(np.ones(int(loud.sum()), bool))
    most = MOST_OTHER_FRAMES // len(backgrounds) + 1
    for background in backgrounds:
        found = network.features(background)
        chosen = found[rng.permutation(len(found))[:most]]
        features.append(chosen)
        is_it.append(np.zeros(len(chosen), bool))
    return Frames(features=np.concatenate(features), is_it=np.concatenate(is_it))


def _both(frames: Frames) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    return frames.features, frames.is_it


def mixed(
    sound: NDArray[np.float32], under: NDArray[np.float32], snr_db: float
) -> NDArray[np.float32]:
    """The sound over a background that is so much quieter."""
    power, below = (float(np.mean(np.square(one))) + 1e-12 for one in (sound, under))
    gain = np.sqrt(power / below / 10 ** (snr_db / 10))
    return np.asarray(np.clip(sound + gain * under, -1, 1), np.float32)


def _stretch(
    background: NDArray[np.float32], samples: int, rng: np.random.Generator
) -> NDArray[np.float32]:
    start = int(rng.integers(max(1, background.size - samples)))
    return np.resize(background[start:], samples)


def _check(longer: object, network: Network, row: Row, sound: NDArray[np.float32]) -> None:
    """The new column must be what was fitted; the features may not lead there in every network."""
    told = 1 / (1 + np.exp(-logits_of(longer, network.bundle, sound)[:, -1].astype(np.float64)))
    apart = float(np.abs(told - row.scores(network.features(sound))).max())
    if apart > PARITY:
        raise ValueError(f"this network cannot be extended: its new scores are off by {apart:.2g}")


def _entry(
    label_id: LabelId, name: str, policy: LabelPolicy, figures: dict[str, float | None]
) -> dict[str, object]:
    return {
        "id": label_id,
        "name": name,
        "grade": "untested",
        "policy": asdict(policy),
        "figures": figures,
    }


def _write(folder: Path, out: Path, model: bytes, entry: dict[str, object]) -> None:
    told = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    out.mkdir(parents=True, exist_ok=True)
    (out / told["model"]["file"]).write_bytes(model)
    told["model"]["sha256"] = hashlib.sha256(model).hexdigest()
    told["name"] = told["name"] if told["name"].endswith("_own") else f"{told['name']}_own"
    told["labels"].append(entry)
    text = json.dumps(told, indent=1, ensure_ascii=False) + "\n"
    (out / "manifest.json").write_text(text, encoding="utf-8")
    if (folder / "CARD.md").is_file():
        shutil.copyfile(folder / "CARD.md", out / "CARD.md")
        with (out / "CARD.md").open("a", encoding="utf-8") as card:
            card.write(f"\nExtended by `earshot-train extend` with {entry['name']}, untested.\n")
