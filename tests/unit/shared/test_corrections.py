"""What corrections make of events, and how they are kept."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from earshot.corrections.training import as_csv, as_json_lines, examples_of
from earshot.domain.correction_records import entry_from_json, entry_to_json
from earshot.domain.corrections import (
    EVERY_LEVEL,
    Correction,
    Entry,
    Kind,
    Withdrawal,
    concerned,
    corrected,
    history_of,
)
from earshot.domain.events import SoundEvent
from earshot.domain.ids import LabelId
from earshot.domain.levels import Level, LevelRange
from earshot.domain.records import UnreadableRecord
from earshot.labels.ontology import audioset
from tests.kit.videos import NOON, a_video

IDS = audioset().ids_by_name
Told = list[tuple[str, float, float]]


def event(name: str, onset_s: float, offset_s: float, score: float = 0.8) -> SoundEvent:
    levels = LevelRange(first=Level(2), stop=5)
    return SoundEvent(
        label_id=IDS[name], onset_s=onset_s, offset_s=offset_s, score=score, levels=levels
    )


def said(kind: Kind, name: str, start_s: float, end_s: float, **more: object) -> Correction:
    one = Correction(
        correction_id=f"{kind}-{start_s}",
        kind=kind,
        label_id=IDS[name],
        start_s=start_s,
        end_s=end_s,
        by="Ada",
        made_at=NOON,
    )
    return replace(one, **more)  # type: ignore[arg-type]  # names are checked by replace


def told(events: list[SoundEvent], *corrections: Correction) -> Told:
    after = corrected(events, corrections, audioset().descendants)
    names = audioset().names
    return [(names[one.label_id], round(one.onset_s, 3), round(one.offset_s, 3)) for one in after]


def test_a_sound_that_is_not_there_goes_with_its_slivers() -> None:
    bark = event("Bark", 12.3, 13.4)
    assert told([bark], said(Kind.ABSENT, "Bark", 12.4, 13.1)) == []
    assert told([bark], said(Kind.ABSENT, "Bark", 20, 21)) == [("Bark", 12.3, 13.4)]


def test_what_lies_outside_of_the_span_stays() -> None:
    rain = event("Rain", 0, 100)
    cut = told([rain], said(Kind.ABSENT, "Rain", 40, 90))
    assert cut == [("Rain", 0, 40), ("Rain", 90, 100)]
    assert told([event("Rain", 0, 3)], said(Kind.ABSENT, "Rain", 2.9, 5)) == [("Rain", 0, 2.9)]


def test_who_denies_an_animal_denies_a_dog_but_no_siren() -> None:
    events = [event("Bark", 1, 2), event("Siren", 1, 2)]
    assert told(events, said(Kind.ABSENT, "Animal", 0, 3)) == [("Siren", 1, 2)]


def test_a_sound_that_was_missed_stands_at_every_level() -> None:
    after = corrected([], [said(Kind.PRESENT, "Cough", 3, 3.5)], audioset().descendants)
    assert [(one.label_id, one.score, one.levels) for one in after] == [
        (IDS["Cough"], 1.0, EVERY_LEVEL)
    ]


def test_events_of_one_label_do_not_overlap_afterwards() -> None:
    assert told([event("Bark", 2.8, 3.9)], said(Kind.PRESENT, "Bark", 3, 4)) == [("Bark", 3, 4)]


def test_something_else() -> None:
    one = said(Kind.INSTEAD, "Bark", 1, 2, instead=IDS["Cough"])
    assert told([event("Bark", 0.9, 2.1)], one) == [("Cough", 1, 2)]


def test_a_finer_label_denies_no_other_finer_one() -> None:
    one = said(Kind.INSTEAD, "Animal", 1, 2, instead=IDS["Dog"])
    events = [event("Animal", 1, 2), event("Cat", 1, 2)]
    assert sorted(told(events, one)) == [("Cat", 1, 2), ("Dog", 1, 2)]


def test_something_else_takes_what_lies_above_along_unless_it_is_borne_out() -> None:
    one = said(Kind.INSTEAD, "Bark", 1, 2, instead=IDS["Cough"])
    animals = [event("Bark", 1, 2), event("Dog", 1, 2), event("Animal", 1, 4)]
    assert told(animals, one) == [("Cough", 1, 2), ("Animal", 2, 4)]
    with_a_cat = [*animals, event("Cat", 1, 1.5)]
    assert ("Animal", 1, 4) in told(with_a_cat, one)
    assert ("Dog", 1, 2) not in told(with_a_cat, one)
    howl = said(Kind.INSTEAD, "Bark", 1, 2, instead=IDS["Howl"])
    assert ("Dog", 1, 2) in told(animals, howl)


def test_other_times() -> None:
    one = said(Kind.MOVED, "Bark", 1, 2, to_start_s=0.0, to_end_s=1.5)
    assert told([event("Bark", 1, 2), event("Bark", 5, 6)], one) == [
        ("Bark", 0, 1.5),
        ("Bark", 5, 6),
    ]


def test_later_ones_have_the_last_word_and_withdrawn_ones_none() -> None:
    first = said(Kind.PRESENT, "Bark", 1, 2, correction_id="b")
    later = said(
        Kind.ABSENT, "Bark", 1, 2, correction_id="a", made_at=NOON + timedelta(milliseconds=1)
    )
    gone = Withdrawal(withdrawal_id="c", withdraws="a", by="Bo", made_at=NOON)
    entries: list[Entry] = [later, first]
    assert told([], *history_of(entries).standing) == []
    assert told([], *history_of([gone, *entries]).standing) == [("Bark", 1, 2)]
    assert len(history_of([gone, *entries]).corrections) == 2


def test_concerned_are_the_events_of_the_label_in_the_span() -> None:
    events = [event("Bark", 1, 2), event("Bark", 8, 9), event("Siren", 1, 2)]
    one = said(Kind.ABSENT, "Dog", 1.5, 3)
    assert concerned(events, one, audioset().descendants) == (events[0],)


def test_entries_survive_being_written() -> None:
    one = said(
        Kind.INSTEAD, "Bark", 1, 2.5, instead=IDS["Cough"], before=(event("Bark", 1, 2),), note="é"
    )
    gone = Withdrawal(withdrawal_id="w", withdraws="x", by="Bo", made_at=datetime.now(UTC))
    for entry in (one, gone, said(Kind.MOVED, "Bark", 1, 2, to_start_s=0.0, to_end_s=0.5)):
        assert entry_from_json(entry_to_json(entry)) == entry


@pytest.mark.parametrize("data", [b"{}", b"[", b'{"schema": 99}', b'{"schema": 1, "id": "x"}'])
def test_what_cannot_be_read_says_so(data: bytes) -> None:
    with pytest.raises(UnreadableRecord):
        entry_from_json(data)


def test_training_data_tells_what_is_heard_and_what_is_not() -> None:
    video = a_video()
    given = [
        said(Kind.ABSENT, "Bark", 1, 2),
        said(Kind.INSTEAD, "Bark", 3, 4, instead=IDS["Cough"]),
        said(Kind.MOVED, "Rain", 5, 8, to_start_s=6.0, to_end_s=9.0),
        said(Kind.PRESENT, "Siren", 1, 2, by="=1+1"),
    ]
    examples = list(examples_of((video, one) for one in given))
    assert [(one.label, one.onset_s, one.offset_s, one.positive) for one in examples] == [
        ("Bark", 1, 2, False),
        ("Bark", 3, 4, False),
        ("Cough", 3, 4, True),
        ("Rain", 6, 9, True),
        ("Rain", 5, 6, False),
        ("Siren", 1, 2, True),
    ]
    table = "".join(as_csv(examples)).splitlines()
    assert table[0].startswith("video_id,sha256,file_name,label_id,label,onset_s,offset_s,positive")
    assert "Bark,1.000,2.000,0,Ada" in table[1]
    assert "'=1+1" in table[-1]
    assert len("".join(as_json_lines(examples)).splitlines()) == 6


def test_labels_below_are_asked_of_whoever_knows() -> None:
    def nobody(_: LabelId) -> frozenset[LabelId]:
        return frozenset()

    bark = event("Bark", 1, 2)
    assert corrected([bark], [said(Kind.ABSENT, "Dog", 0, 3)], nobody) == (bark,)
