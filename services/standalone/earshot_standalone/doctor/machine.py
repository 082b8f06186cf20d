"""Checks of this machine: ffmpeg, the model, the disk."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from earshot.adapters.extractor.binaries import find_binaries
from earshot.adapters.tagger.resolve import resolve_tagger
from earshot.settings import Settings
from earshot.tagging.bundle import load_bundle
from earshot_standalone.doctor.finding import Finding, Health, fine
from earshot_worker.bundles import bundle_folder

_GIB = 2**30
_LOW_BYTES = 2 * _GIB


def check_ffmpeg() -> Iterator[Finding]:
    """That ffmpeg runs."""
    found = find_binaries()
    told = subprocess.run(
        [found.ffmpeg, "-hide_banner", "-version"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        timeout=30,
        check=False,
    )
    if told.returncode:
        yield Finding(
            subject="ffmpeg",
            health=Health.BROKEN,
            says=f"{found.ffmpeg} does not run",
            advice="install ffmpeg with your package manager",
        )
        return
    version = told.stdout.split("\n", 1)[0].split(" Copyright")[0]
    yield fine("ffmpeg", f"{version} ({found.ffmpeg})")


def check_model(settings: Settings) -> Iterator[Finding]:
    """That the model is whole and hears a second of silence."""
    bundle = load_bundle(bundle_folder(settings))
    tagger = resolve_tagger(settings, bundle)
    silence = np.zeros(bundle.log_mel.sample_rate_hz, dtype=np.float32)
    frames = sum(len(block.logits) for block in tagger.tag([silence]))
    if not frames:
        yield Finding(subject="model", health=Health.BROKEN, says="the model gave no scores")
        return
    yield fine("model", f"{bundle.bundle_id}, {len(bundle.labels)} labels")


def check_disk(settings: Settings) -> Iterator[Finding]:
    """That there is room for more videos."""
    place = next(
        folder for folder in (settings.data_dir, *settings.data_dir.parents) if folder.exists()
    )
    free_bytes = shutil.disk_usage(place).free
    says = f"{free_bytes / _GIB:.1f} GiB free for {_shown(settings.data_dir)}"
    if free_bytes < _LOW_BYTES:
        yield Finding(
            subject="disk",
            health=Health.WORTH_A_LOOK,
            says=says,
            advice="make room, or move the data folder and set EARSHOT_DATA_DIR",
        )
        return
    yield fine("disk", says)


def _shown(folder: Path) -> str:
    home = Path.home()
    return f"~/{folder.relative_to(home)}" if folder.is_relative_to(home) else str(folder)
