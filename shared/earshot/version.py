"""The version of this Earshot: images run the rooms from their source, without package metadata."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

VERSION = "0.1.0"
"""The same as in pyproject.toml; tests/house compares them."""
