"""The page is served whole where it is built, says how to build it where not, and leaks nothing."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import SecretStr
from starlette.testclient import TestClient

from earshot.http.service import Page, build_service
from earshot_web.page import ADDRESSES, belongs_to_page, page_routes


def _client(folder: Path, token: str | None = None) -> TestClient:
    app = build_service(
        title="t",
        description="d",
        version="1",
        routers=[],
        checks={},
        token=SecretStr(token) if token else None,
        page=Page(router=page_routes(folder), owns=belongs_to_page),
    )
    return TestClient(app)


@pytest.fixture
def built(tmp_path: Path) -> Path:
    (tmp_path / "secret.js").write_text("never")
    folder = tmp_path / "dist"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<title>Earshot</title>")
    (folder / "icon.svg").write_text("<svg/>")
    (folder / "assets" / "page-1.js").write_text("1")
    (folder / "assets" / "notes.txt").write_text("not ours")
    return folder


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_address_of_the_page_shows_it(built: Path, address: str) -> None:
    answer = _client(built).get(address.format(video_id="01K0G4W1QZ7V7C3M4D2W5T9RBA"))
    assert answer.status_code == 200
    assert "Earshot" in answer.text
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert answer.headers["x-frame-options"] == "DENY"


def test_files_with_a_hash_in_their_name_are_kept_for_ever(built: Path) -> None:
    answer = _client(built).get("/assets/page-1.js")
    assert answer.headers["content-type"].startswith("text/javascript")
    assert "immutable" in answer.headers["cache-control"]


@pytest.mark.parametrize(
    "path", ["/assets/none.js", "/assets/notes.txt", "/assets/..%2F..%2Fsecret.js"]
)
def test_nothing_but_its_files_is_served(built: Path, path: str) -> None:
    answer = _client(built).get(path)
    assert answer.status_code == 404
    assert "never" not in answer.text


def test_the_page_itself_needs_no_token_and_all_else_does(built: Path) -> None:
    client = _client(built, "right")
    for open_path in ("/", "/search", "/videos/1", "/assets/page-1.js", "/icon.svg"):
        assert client.get(open_path).status_code == 200
    for closed in ("/docs", "/openapi.json", "/readyz", "/api/v1/videos", "/api/v1/videos/1"):
        assert client.get(closed).status_code == 401
    assert client.post("/").status_code == 401


def test_where_it_is_not_built_one_sentence_says_how(tmp_path: Path) -> None:
    client = _client(tmp_path / "none")
    answer = client.get("/search")
    assert answer.url.path == "/"
    assert answer.status_code == 200
    assert "make web" in answer.text
    assert client.get("/docs").status_code == 200
