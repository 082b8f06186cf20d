"""What a second bundle heard otherwise: counted by label, the strongest first."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from earshot.domain.events import SoundEvent
from earshot.domain.ids import BundleId, LabelId, PolicyId, VideoId
from earshot.domain.keys import events_key
from earshot.domain.levels import Level, LevelRange
from earshot.domain.video import Hearing
from earshot.labels.ontology import audioset
from earshot.tagging.bundle import Bundle, read_manifest
from earshot.tagging.event_file import StoredEvents, encode_events
from earshot_worker.differences import Comparison, Differences
from earshot_worker.publish import publish
from tests.kit.archive import Archive
from tests.kit.tiny_bundle import tiny_manifest
from tests.kit.videos import HEARD, a_video

NAMES = audioset().ids_by_name
DOG, BARK, SIREN, RAIN = (NAMES[name] for name in ("Dog", "Bark", "Siren", "Rain"))
POLICY = PolicyId("p1")


def _bundle(name: str, *labels: LabelId) -> Bundle:
    told = tiny_manifest()
    entry = told["labels"][0]
    told |= {"name": name, "labels": [{**entry, "id": one, "name": one} for one in labels]}
    return read_manifest(json.dumps(told).encode())


OLD, NEW = _bundle("old", DOG, BARK, RAIN), _bundle("new", DOG, BARK, SIREN)


def _event(label: LabelId, onset_s: float, score: float = 0.5, first: int = 1) -> SoundEvent:
    return SoundEvent(
        label_id=label,
        onset_s=onset_s,
        offset_s=onset_s + 1,
        score=score,
        levels=LevelRange(first=Level(first), stop=7),
    )


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    archive = Archive.at(tmp_path)
    for bundle in (OLD, NEW):
        publish(archive.ports.store, bundle)
    return archive


Events = list[SoundEvent]


def _heard(archive: Archive, name: str, old: Events, new: Events | None) -> None:
    other = Hearing(
        bundle=NEW.bundle_id, policy=POLICY if new is not None else None, detail="the file is gone"
    )
    heard = replace(HEARD, bundle=OLD.bundle_id, policy=POLICY, others=(other,))
    archive.ports.catalog.create(replace(a_video(), video_id=VideoId(name), heard=heard))
    told: list[tuple[BundleId, Events]] = [(OLD.bundle_id, old), (NEW.bundle_id, new or [])]
    for bundle, events in told:
        stored = StoredEvents(bundle=bundle, policy=POLICY, duration_s=60.0, events=tuple(events))
        key = events_key(VideoId(name), bundle, POLICY)
        archive.ports.store.put(key, [encode_events(stored)])


def _compared(archive: Archive) -> Differences:
    return Comparison(
        store=archive.ports.store,
        catalog=archive.ports.catalog,
        ontology=audioset(),
        bundle=NEW.bundle_id,
        shown=2,
    ).run()


def test_gains_and_losses_are_counted_by_label(archive: Archive) -> None:
    _heard(
        archive,
        "01A",
        [_event(BARK, 1), _event(DOG, 20, 0.9)],
        [_event(BARK, 1.2), _event(BARK, 40, 0.7), _event(BARK, 50, 0.2)],
    )
    found = _compared(archive)
    changes = {one.label_id: (one.before, one.after, one.gained, one.lost) for one in found.labels}
    assert changes == {BARK: (1, 3, 2, 0), DOG: (1, 0, 0, 1)}
    assert [(one.label_id, one.onset_s, one.heard_by) for one in found.strongest] == [
        (DOG, 20, OLD.bundle_id),
        (BARK, 40, NEW.bundle_id),
    ]


def test_kin_at_the_same_time_is_no_disagreement(archive: Archive) -> None:
    _heard(archive, "01A", [_event(DOG, 1)], [_event(BARK, 1.3)])
    found = _compared(archive)
    assert [(one.gained, one.lost) for one in found.labels] == [(0, 0), (0, 0)]
    assert found.strongest == ()


def test_labels_that_only_one_knows_are_named_apart(archive: Archive) -> None:
    _heard(archive, "01A", [_event(RAIN, 1)], [_event(SIREN, 1)])
    found = _compared(archive)
    assert (found.labels, found.new_to_it, found.unknown_to_it) == ((), (SIREN,), (RAIN,))


def test_only_the_level_counts_and_what_could_not_be_heard_is_told(archive: Archive) -> None:
    _heard(archive, "01A", [], [_event(BARK, 1, first=1)])
    _heard(archive, "01B", [_event(BARK, 1)], None)
    found = _compared(archive)
    assert found.videos == 1
    assert found.unheard == (("01B", "the file is gone"),)
    assert [one.gained for one in found.labels] == [1]
