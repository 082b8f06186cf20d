"""What tuning found, as a JSON file in the run's folder."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import numpy as np

from earshot.tagging.policy import LabelPolicy
from earshot_training.tuning.calibration import Calibration
from earshot_training.tuning.tune import Tuned


def write_tuned(path: Path, tuned: Tuned) -> None:
    """Write calibration and policies."""
    told = {
        "scale": [round(float(value), 5) for value in tuned.calibration.scale],
        "bias": [round(float(value), 5) for value in tuned.calibration.bias],
        "policies": [asdict(policy) for policy in tuned.policies],
    }
    path.write_text(json.dumps(told) + "\n", encoding="utf-8")


def read_tuned(path: Path) -> Tuned:
    """Read them back."""
    told = json.loads(path.read_text(encoding="utf-8"))
    calibration = Calibration(
        scale=np.array(told["scale"], np.float32), bias=np.array(told["bias"], np.float32)
    )
    policies = tuple(
        LabelPolicy(**{**policy, "thresholds": tuple(policy["thresholds"])})
        for policy in told["policies"]
    )
    return Tuned(calibration=calibration, policies=policies)
