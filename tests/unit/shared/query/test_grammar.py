"""The language is read as its table says, and faults point at the place and offer a remedy."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import pytest

from earshot.labels.ontology import audioset
from earshot.labels.vocabulary import vocabulary
from earshot.query.explaining import canonical
from earshot.query.faults import QueryFault
from earshot.query.grammar import parse
from earshot.query.json_tree import from_json, to_json

WORDS = vocabulary([label_id for label_id in audioset() if label_id not in audioset().abstract])


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("dog", "dog"),
        ("dog siren", "dog AND siren"),
        ("dog AND siren", "dog AND siren"),
        ("dog and the siren", "dog AND siren"),
        ("baby cry dog", "baby cry AND dog"),
        ("dog OR cat", "dog OR cat"),
        ("dog OR cat siren", "dog OR (cat AND siren)"),
        ("(dog OR cat) siren", "(dog OR cat) AND siren"),
        ("dog NOT speech", "dog NOT speech"),
        ("dog AND NOT speech", "dog NOT speech"),
        ("dog -speech", "dog NOT speech"),
        ("NOT speech dog", "dog NOT speech"),
        ("dog siren NOT speech NOT music", "(dog AND siren) NOT (speech OR music)"),
        ("dog WITH music", "dog WITH music"),
        ("drum and bass with dog", "drum and bass WITH dog"),
        ("glass THEN alarm WITHIN 10s", "glass THEN alarm WITHIN 10s"),
        ("dog cat THEN siren", "dog AND (cat THEN siren)"),
        ("dog THEN cat THEN siren", "dog THEN cat THEN siren"),
        ("dog THEN cat THEN siren WITHIN 5s", "dog THEN cat WITHIN 5s THEN siren WITHIN 5s"),
        ("dog THEN cat WITHIN 2s THEN siren", "dog THEN cat WITHIN 2s THEN siren"),
        ("(dog THEN cat) THEN siren", "(dog THEN cat) THEN siren"),
        ("dog THEN cat WITH rain", "(dog THEN cat) WITH rain"),
        ("siren NEAR crowd WITHIN 30s", "siren NEAR crowd WITHIN 30s"),
        ("siren NEAR crowd", "siren NEAR crowd WITHIN 10s"),
        ("engine FOR > 20s", "engine FOR > 20s"),
        ("bark FOR < 0.5s", "bark FOR < 0.5s"),
        ("bark FOR<500ms", "bark FOR < 0.5s"),
        ("applause COUNT >= 3 WITHIN 60s", "applause COUNT >= 3 WITHIN 60s"),
        ("applause COUNT = 3", "applause COUNT = 3"),
        ("speech IN first 30s", "speech IN first 30s"),
        ("speech in the last 1m 30s", "speech IN last 90s"),
        ("speech IN 10:00..12:00", "speech IN 600s..720s"),
        ("bell in church", "bell in church"),
        ('"glass breaking"', '"glass breaking"'),
        ('label:"/m/07rcp9"', 'label:"/m/07rcp9"'),
        ('dog collection:"news 2019"', 'dog AND collection:"news 2019"'),
        ("dog NOT collection:news", "dog AND -collection:news"),
        ("dog duration:<10m score:>=0.7", 'dog AND duration:<10m AND score:>="0.7"'),
        ("Glas zerbricht Hund", "Glas zerbricht AND Hund"),
        ("cat, dog; rain", "cat AND dog AND rain"),
    ],
)
def test_queries_mean_what_the_table_says(text: str, meaning: str) -> None:
    assert canonical(parse(text, WORDS)) == meaning


@pytest.mark.parametrize(
    ("text", "pointed", "remedy"),
    [
        ("dog THEN", "THEN", "dog"),
        ("AND dog", "AND", "dog"),
        ("dog OR OR cat", "OR", "dog OR cat"),
        ("dog siren WITHIN 5s", "WITHIN", "dog NEAR siren WITHIN 5s"),
        ("dog )", ")", "dog"),
        ("(dog", "(", "(dog)"),
        ('"dog', '"', '"dog"'),
        ("dog FOR 20s", "FOR", "dog FOR > 20s"),
        ("dog COUNT 3", "COUNT", "dog COUNT >= 3"),
        ("dog WITHIN", "WITHIN", "dog WITHIN 10s"),
        ("dog > 5", ">", "dog 5"),
        ("tilte:holiday", "tilte:holiday", "title:holiday"),
        ("dog IN soon", "IN", "dog IN first 30s soon"),
        ("NOT rain", "NOT rain", None),
        ("score:>=7", "score:>=7", None),
        ("uploaded:tomorrow", "uploaded:tomorrow", None),
        ("collection:", "collection:", None),
        ("dog OR title:x", "dog OR title:x", None),
        ("dog COUNT < 3 WITHIN 9s", "<", None),
        ("()", "()", None),
    ],
)
def test_faults_point_at_the_place(text: str, pointed: str, remedy: str | None) -> None:
    with pytest.raises(QueryFault) as caught:
        parse(text, WORDS)
    fault = caught.value
    assert text[fault.start : fault.stop].startswith(pointed)
    assert fault.suggestion == remedy
    assert fault.pointed_out().splitlines()[1].strip("^ ") == ""


@pytest.mark.parametrize(
    "text",
    ["x" * 10_000, "(" * 100 + "dog" + ")" * 100, "dog OR " * 199 + "cat", "", "   ", "..."],
)
def test_queries_beyond_the_limits_are_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(QueryFault, match=r"^[a-z][^.]*$"):
        parse(text, WORDS)


def test_queries_just_inside_the_limits_are_read() -> None:
    parse("(" * 99 + "dog" + ")" * 99, WORDS)
    parse(" OR ".join(["dog"] * 199), WORDS)


def test_every_canonical_text_and_every_json_reads_back() -> None:
    for text in ("dog NOT (cat WITH rain)", "(dog THEN cat) COUNT >= 2 WITHIN 9s title:x"):
        tree = parse(text, WORDS)
        assert canonical(parse(canonical(tree), WORDS)) == canonical(tree)
        assert canonical(from_json(to_json(tree))) == canonical(tree)
