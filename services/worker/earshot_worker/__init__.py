"""The pipeline room: sound out of videos, events out of sound, entries into the index."""
# SPDX-License-Identifier: Apache-2.0
