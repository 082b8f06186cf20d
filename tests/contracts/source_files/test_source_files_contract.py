"""What every SourceFiles promises."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import os
from pathlib import Path

import pytest

from earshot.domain.ids import ObjectKey
from earshot.errors import ObjectNotFound, SourceMoved
from earshot.ports.object_store import Store

KEY = ObjectKey("videos/01ARZ3NDEKTSV4RRFFQ69G5FAV/source")


@pytest.fixture
def film(tmp_path: Path) -> Path:
    path = tmp_path / "a film 'of' ümläuts.mp4"
    path.write_bytes(b"0123456789" * 500_000)
    return path


def test_checkout_is_a_file_with_the_bytes(store: Store) -> None:
    store.put(KEY, [b"abc", b"def"])
    with store.checkout(KEY) as path:
        assert path.read_bytes() == b"abcdef"


def test_checkout_of_nothing(store: Store) -> None:
    with pytest.raises(ObjectNotFound), store.checkout(KEY):
        pass


def test_two_checkouts_at_once(store: Store) -> None:
    store.put(KEY, [b"abc"])
    with store.checkout(KEY) as first, store.checkout(KEY) as second:
        assert first.read_bytes() == second.read_bytes() == b"abc"


def test_what_is_raised_inside_a_checkout_passes_through(store: Store) -> None:
    store.put(KEY, [b"abc"])
    with pytest.raises(FileNotFoundError, match="of the reader"), store.checkout(KEY):
        raise FileNotFoundError("of the reader")
    assert store.get(KEY) == b"abc"


@pytest.mark.parametrize("in_place", [False, True])
def test_adopted_file_is_the_object(store: Store, film: Path, in_place: bool) -> None:  # noqa: FBT001  pytest passes it by name
    info = store.adopt(KEY, film, in_place=in_place)
    assert (info.key, info.size_bytes) == (KEY, 5_000_000)
    assert store.stat(KEY) == info
    assert list(store.list("videos/")) == [info]
    assert store.get(KEY) == film.read_bytes()
    assert b"".join(store.read(KEY, 4_999_998)) == b"89"
    assert b"".join(store.read(KEY, 3, 5)) == b"34"
    with store.checkout(KEY) as path:
        assert path.read_bytes() == film.read_bytes()


def test_adopted_object_outlives_the_file(store: Store, film: Path) -> None:
    store.adopt(KEY, film, in_place=False)
    film.unlink()
    assert store.stat(KEY).size_bytes == 5_000_000


def test_adopting_replaces_and_is_replaced(store: Store, film: Path) -> None:
    store.put(KEY, [b"former"])
    store.adopt(KEY, film, in_place=False)
    assert store.stat(KEY).size_bytes == 5_000_000
    store.adopt(KEY, film, in_place=True)
    store.adopt(KEY, film, in_place=False)
    film.unlink()
    assert store.stat(KEY).size_bytes == 5_000_000
    store.put(KEY, [b"latter"])
    assert store.get(KEY) == b"latter"


def test_reference_is_replaced_and_deleted_but_the_file_stays(store: Store, film: Path) -> None:
    store.put(KEY, [b"former"])
    store.adopt(KEY, film, in_place=True)
    assert store.stat(KEY).size_bytes == 5_000_000
    store.put(KEY, [b"latter"])
    assert store.get(KEY) == b"latter"
    store.adopt(KEY, film, in_place=True)
    store.delete(KEY)
    with pytest.raises(ObjectNotFound):
        store.stat(KEY)
    assert list(store.list("")) == []
    assert film.stat().st_size == 5_000_000


@pytest.mark.parametrize("change", ["gone", "longer", "touched", "other"])
def test_reference_to_a_changed_file_says_so(store: Store, film: Path, change: str) -> None:
    store.adopt(KEY, film, in_place=True)
    text = film.read_bytes()
    if change == "touched":
        os.utime(film, (1, 1))
    else:
        film.unlink()
    if change == "longer":
        film.write_bytes(text + b"x")
    elif change == "other":
        film.mkdir()
    for call in (store.get, store.stat, store.read):
        with pytest.raises(SourceMoved, match="ümläuts"):
            call(KEY)
    with pytest.raises(SourceMoved, match="ümläuts"), store.checkout(KEY):
        pass
    assert [info.key for info in store.list("")] == [KEY]
    store.delete(KEY)
    assert list(store.list("")) == []


def test_an_object_that_looks_like_a_reference_is_none(store: Store, film: Path) -> None:
    store.adopt(ObjectKey("a/b"), film, in_place=True)
    text = b'{"schema": 1, "path": "/etc/passwd", "size_bytes": 1, "modified_ns": 1}'
    store.put(KEY, [text])
    assert store.get(KEY) == text


@pytest.mark.parametrize("in_place", [False, True])
def test_what_is_no_file_is_not_adopted(store: Store, tmp_path: Path, in_place: bool) -> None:  # noqa: FBT001  pytest passes it by name
    os.mkfifo(tmp_path / "pipe")
    for name in ("absent", "pipe", "."):
        with pytest.raises(SourceMoved):
            store.adopt(KEY, tmp_path / name, in_place=in_place)
    assert list(store.list("")) == []


@pytest.mark.parametrize("in_place", [False, True])
def test_a_symbolic_link_is_followed(
    store: Store,
    film: Path,
    tmp_path: Path,
    in_place: bool,  # noqa: FBT001  pytest passes it by name
) -> None:
    alias = tmp_path / "alias.mp4"
    alias.symlink_to(film)
    store.adopt(KEY, alias, in_place=in_place)
    alias.unlink()
    assert store.stat(KEY).size_bytes == 5_000_000


def test_names_that_are_not_utf8(store: Store, tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\n.mp4"))
    path.write_bytes(b"abc")
    store.adopt(KEY, path, in_place=True)
    assert store.get(KEY) == b"abc"
