"""The HTTP face of search: shapes, problems, documentation, health."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from earshot.captions.formats import SheetFormat
from earshot.domain.video import Reason, VideoState
from tests.unit.search.conftest import sound

if TYPE_CHECKING:
    from tests.unit.search.conftest import Shelf

API = "/api/v1"
BARK = {
    "label": "Bark",
    "label_id": "/m/05tny_",
    "onset_s": 12.4,
    "offset_s": 13.1,
    "score": 0.93,
}


def test_a_search_answers_in_the_written_shape(shelf: Shelf) -> None:
    shelf.add("01A", [sound("Bark", 12.4, 13.1, 0.93)], title="Garden")
    asked = {"q": "puppy", "level": "sure", "counts": "none"}
    answer = shelf.client.get(f"{API}/search", params=asked)
    assert answer.status_code == 200
    assert answer.json() == {
        "query": "puppy",
        "level": 6,
        "sort": "relevance",
        "videos": [
            {
                "video_id": "01A",
                "title": "Garden",
                "collection": "default",
                "duration_s": 600.0,
                "recorded_at": None,
                "score": 0.93,
                "moments": [
                    {
                        "start_s": 12.4,
                        "end_s": 13.1,
                        "score": 0.93,
                        "label": "Bark",
                        "label_id": "/m/05tny_",
                        "events": [{**BARK, "heard_by": [shelf.bundle.bundle_id]}],
                        "matched": 'Bark — child of dog, typed "puppy"',
                        "link": "/api/v1/videos/01A/source#t=11.40",
                    }
                ],
                "moments_total": 1,
            }
        ],
        "names": [],
        "unresolved": [],
        "did_you_mean": [],
        "counts": None,
        "partial": False,
        "next": None,
    }


@pytest.mark.parametrize(
    ("params", "status", "word"),
    [
        ({}, 422, "q"),
        ({"q": "dog", "level": "loud"}, 422, "level must be sure"),
        ({"q": "dog", "level": "7"}, 422, "level must be sure"),
        ({"q": "dog", "limit": "0"}, 422, "limit"),
        ({"q": "dog", "min_score": "2"}, 422, "min_score"),
        ({"q": "x" * 10_001}, 400, "characters"),
        ({"q": "   "}, 400, "listen for"),
        ({"q": "dog", "cursor": "made up"}, 400, "cursor"),
    ],
)
def test_wrong_parameters_are_problems(
    shelf: Shelf, params: dict[str, str], status: int, word: str
) -> None:
    answer = shelf.client.get(f"{API}/search", params=params)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert word in answer.json()["detail"]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("x" * 10_000, "characters"),
        ("dog " * 2_499, "sounds and filters"),
        (" ".join(["dog"] * 200), "sounds and filters"),
        ("(" * 100 + "dog" + ")" * 100, "brackets"),
    ],
)
def test_queries_that_are_too_large_are_refused_by_a_sentence(
    shelf: Shelf, query: str, sentence: str
) -> None:
    answer = shelf.client.get(f"{API}/search", params={"q": query})
    assert (answer.status_code, answer.json()["code"]) == (400, "query_fault")
    assert sentence in answer.json()["detail"]


@pytest.mark.parametrize(
    "query", ["(" * 99 + "dog" + ")" * 99, " ".join(["dog"] * 199), "dog" + " OR dog" * 198]
)
def test_queries_that_are_just_small_enough_are_answered(shelf: Shelf, query: str) -> None:
    shelf.add("01A", [sound("Bark", 1, 2)])
    answer = shelf.client.get(f"{API}/search", params={"q": query})
    assert answer.status_code == 200
    assert [video["video_id"] for video in answer.json()["videos"]] == ["01A"]


def test_labels_tell_grade_figures_and_counts(shelf: Shelf) -> None:
    shelf.add("01A", [sound("Bark", 1, 2), sound("Bark", 5, 6, first=1, stop=3)])
    answer = shelf.client.get(f"{API}/labels", params={"prefix": "bar"}).json()
    assert answer == {
        "level": 4,
        "labels": [
            {
                "label_id": "/m/05tny_",
                "name": "Bark",
                "grade": "good",
                "family": "animal",
                "figures": {"average_precision": 0.75},
                "bundle": shelf.bundle.bundle_id,
                "videos": 1,
                "events": 1,
            }
        ],
    }
    everything = shelf.client.get(f"{API}/labels", params={"level": "everything"}).json()
    assert [label["name"] for label in everything["labels"]] == sorted(
        label.name for label in shelf.bundle.labels
    )
    assert shelf.client.get(f"{API}/labels", params={"prefix": "zzz"}).json()["labels"] == []
    assert shelf.client.get(f"{API}/labels", params={"prefix": "!?"}).json()["labels"] == []


def test_events_of_a_video_at_a_level(shelf: Shelf) -> None:
    shelf.add(
        "01A",
        [
            sound("Siren", 3, 9, 0.5),
            sound("Bark", 1, 5, 0.9, first=1, stop=4),
            sound("Bark", 1, 2, 0.8, first=4),
        ],
    )
    answer = shelf.client.get(f"{API}/videos/01A/events").json()
    assert answer["state"] == "ready"
    assert [(one["label"], one["onset_s"], one["offset_s"]) for one in answer["events"]] == [
        ("Bark", 1, 2),
        ("Siren", 3, 9),
    ]
    low = shelf.client.get(f"{API}/videos/01A/events", params={"level": 1, "min_score": 0.6})
    assert [one["offset_s"] for one in low.json()["events"]] == [5]
    one = shelf.client.get(f"{API}/videos/01A/events", params={"label": "/m/03kmc9"})
    assert [event["label"] for event in one.json()["events"]] == ["Siren"]


def test_a_video_without_events_yet_says_how_it_stands(shelf: Shelf) -> None:
    video_id = shelf.add("01A", [])
    shelf.change(video_id, state=VideoState.WORKING, heard=None)
    answer = shelf.client.get(f"{API}/videos/01A/events").json()
    assert (answer["state"], answer["events"], answer["duration_s"]) == ("working", [], None)
    shelf.change(video_id, state=VideoState.FAILED, reason=Reason.NOT_MEDIA)
    assert shelf.client.get(f"{API}/videos/01A/events").json()["state"] == "failed"


@pytest.mark.parametrize("path", ["events", "source", "captions.vtt", "captions.srt"])
def test_videos_that_are_not_there_are_not_found(shelf: Shelf, path: str) -> None:
    going = shelf.add("01A", [], source=b"bytes")
    shelf.change(going, state=VideoState.REMOVING)
    for video_id in ("01A", "01NEVER", "%2e%2e"):
        answer = shelf.client.get(f"{API}/videos/{video_id}/{path}")
        assert answer.status_code == 404
        assert answer.headers["content-type"] == "application/problem+json"
    assert shelf.client.get(f"{API}/videos/01NEVER/{path}").json()["code"] == "video_not_found"


def test_health_and_readiness(shelf: Shelf) -> None:
    assert shelf.client.get("/healthz").json() == {"status": "ok"}
    ready = shelf.client.get("/readyz")
    assert (ready.status_code, ready.json()["status"]) == (200, "ready")
    for file in shelf.settings.data_dir.glob("index.sqlite*"):
        file.unlink()
    assert shelf.client.get("/readyz").status_code == 503
    answer = shelf.client.get(f"{API}/search", params={"q": "dog"})
    assert (answer.status_code, answer.json()["code"]) == (503, "index_unavailable")
    assert "earshot rebuild" in answer.json()["detail"]
    assert "Retry-After" in answer.headers


def test_the_documentation_is_complete(shelf: Shelf) -> None:
    schema = shelf.client.get("/openapi.json").json()
    operations = {
        (path, method): told
        for path, methods in schema["paths"].items()
        for method, told in methods.items()
    }
    assert {path.removeprefix(API) for path, _ in operations} == {
        "/search",
        "/search/explain",
        "/search/similar",
        "/search/suggestions",
        "/labels",
        "/stats/labels",
        "/stats/heatmap",
        "/stats/rare",
        "/videos/{video_id}/timeline",
        "/videos/{video_id}/events",
        *(f"/videos/{{video_id}}/captions.{form}" for form in SheetFormat),
        "/videos/{video_id}/source",
        "/videos/{video_id}/excerpts/{excerpt_id}",
        *(
            f"/videos/{{video_id}}/{made}"
            for made in ("poster", "proxy", "peaks", "spectrogram", "loudness")
        ),
        *(f"/videos/{{video_id}}/markers.{form}" for form in ("edl", "csv")),
    }
    for told in operations.values():
        assert told["summary"]
        assert told["description"]
        assert "200" in told["responses"]
        problem = told["responses"]["422"]["content"]["application/problem+json"]
        assert problem["examples"]
    assert len({told["operationId"] for told in operations.values()}) == len(operations)
    models = [name for name in schema["components"]["schemas"] if name.endswith("Shown")]
    for name in models:
        fields = schema["components"]["schemas"][name]["properties"].values()
        assert any("examples" in field for field in fields)


def test_captions_are_valid_files(shelf: Shelf) -> None:
    shelf.add("01A", [sound("Bark", 12.4, 13.1), sound("Siren", 60, 90, first=1, stop=4)])
    vtt = shelf.client.get(f"{API}/videos/01A/captions.vtt")
    assert vtt.headers["content-type"] == "text/vtt; charset=utf-8"
    assert vtt.text == ("WEBVTT\nLanguage: en\n\n00:00:12.400 --> 00:00:13.900\n[dog barking]\n")
    srt = shelf.client.get(f"{API}/videos/01A/captions.srt", params={"level": "everything"})
    assert srt.text.startswith("1\n00:00:12,400 --> 00:00:13,900\n[dog barking]\n\n2\n00:01:00,000")
    german = shelf.client.get(f"{API}/videos/01A/captions.vtt", params={"language": "de"})
    assert german.text.startswith("WEBVTT\nLanguage: de\n")
    wrong = shelf.client.get(f"{API}/videos/01A/captions.vtt", params={"salience": "loud"})
    assert (wrong.status_code, wrong.json()["code"]) == (422, "invalid")


def test_captions_of_a_video_without_events_are_empty_but_valid(shelf: Shelf) -> None:
    shelf.add("01A", [])
    assert shelf.client.get(f"{API}/videos/01A/captions.vtt").text == "WEBVTT\nLanguage: en\n"
    assert shelf.client.get(f"{API}/videos/01A/captions.srt").text == ""


def test_the_language_relates_sounds_in_time(shelf: Shelf) -> None:
    shelf.add("01A", [sound("Bark", 1, 2), sound("Siren", 5, 9)])
    shelf.add("01B", [sound("Siren", 1, 2), sound("Bark", 5, 9), sound("Speech", 4, 10)])

    def found(query: str) -> list[str]:
        answer = shelf.client.get(f"{API}/search", params={"q": query}).json()
        return sorted(video["video_id"] for video in answer["videos"])

    assert found("bark THEN siren WITHIN 10s") == ["01A"]
    assert found("bark NOT speech") == ["01A"]
    assert found("bark WITH speech") == ["01B"]
    assert found("bark FOR > 2s") == ["01B"]
    assert found("bark OR speech") == ["01A", "01B"]
    assert found("bark title:01B") == ["01B"]
    assert found("bark score:>0.95") == []
    assert found("duration:<11m") == ["01A", "01B"]


def test_a_fault_in_a_query_is_pointed_at(shelf: Shelf) -> None:
    answer = shelf.client.get(f"{API}/search", params={"q": "dog THEN"})
    assert (answer.status_code, answer.json()["code"]) == (400, "query_fault")
    assert (answer.json()["start"], answer.json()["stop"]) == (4, 8)


def test_a_tree_is_answered_like_its_text_and_explained(shelf: Shelf) -> None:
    shelf.add("01A", [sound("Bark", 1, 2), sound("Siren", 5, 9)])
    told = shelf.client.get(f"{API}/search/explain", params={"q": "puppy siren"}).json()
    assert told["canonical"] == "puppy AND siren"
    by_text = shelf.client.get(f"{API}/search", params={"q": "puppy siren"}).json()
    by_tree = shelf.client.post(f"{API}/search", json={"tree": told["tree"]}).json()
    assert by_tree["videos"] == by_text["videos"] != []
    wrong = shelf.client.post(f"{API}/search", json={"tree": {"op": "sing"}})
    assert wrong.status_code == 400


def test_filters_alone_answer_with_whole_videos(shelf: Shelf) -> None:
    for number in range(5):
        shelf.add(f"01{number}", [], title="Walk" if number % 2 else "Talk")
    first = shelf.client.get(f"{API}/search", params={"q": "title:walk", "limit": 1}).json()
    assert [(one["video_id"], one["score"]) for one in first["videos"]] == [("013", None)]
    rest = shelf.client.get(
        f"{API}/search", params={"q": "title:walk", "limit": 5, "cursor": first["next"]}
    ).json()
    assert [one["video_id"] for one in rest["videos"]] == ["011"]
