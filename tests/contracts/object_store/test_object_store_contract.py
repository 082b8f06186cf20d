"""What every ObjectStore promises."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from earshot.domain.ids import ObjectKey
from earshot.errors import ObjectNotFound
from earshot.ports.object_store import ObjectStore

KEY = ObjectKey("videos/01ARZ3NDEKTSV4RRFFQ69G5FAV/source")
STRANGE_KEYS = [
    "a", "A", "-b", ".hidden", ".tmp/x", "a b", "a%2Fb", "%ref", "x%ref", "ümläut/☕", "~x/+=&?#:*",
    "videos/01A/b'\"c", "deep/" * 20 + "leaf", "n" * 200,
]  # fmt: skip
ILLEGAL_KEYS = [
    "", "/", "/a", "a/", "a//b", ".", "..", "../a", "a/../b", "a/./b", "a\\b", "a\nb", "a\x00b",
    "a\x7fb", "x" * 1025, "a/\udce4",
]  # fmt: skip


def keys(store: ObjectStore, prefix: str = "") -> list[str]:
    return [info.key for info in store.list(prefix)]


def test_get_what_was_put(store: ObjectStore) -> None:
    info = store.put(KEY, [b"ab", b"", b"c"])
    assert (info.key, info.size_bytes) == (KEY, 3)
    assert store.get(KEY) == b"abc"
    assert store.stat(KEY).size_bytes == 3


def test_time_is_now_and_known_zone(store: ObjectStore) -> None:
    store.put(KEY, [b"abc"])
    age = datetime.now(UTC) - store.stat(KEY).modified_at
    assert timedelta(minutes=-1) < age < timedelta(minutes=1)


def test_empty_object_is_an_object(store: ObjectStore) -> None:
    store.put(KEY, [])
    assert store.get(KEY) == b""
    assert keys(store) == [KEY]


def test_put_replaces(store: ObjectStore) -> None:
    store.put(KEY, [b"a long first text"])
    store.put(KEY, [b"short"])
    assert store.get(KEY) == b"short"
    assert keys(store) == [KEY]


def test_large_object_comes_back_in_pieces(store: ObjectStore) -> None:
    block = bytes(range(256)) * 4096
    store.put(KEY, (block for _ in range(13)))
    assert store.stat(KEY).size_bytes == 13 * len(block)
    pieces = list(store.read(KEY))
    assert len(pieces) > 1
    assert b"".join(pieces) == block * 13


@pytest.mark.parametrize(
    ("start", "stop", "expected"),
    [
        (0, None, b"0123456789"), (3, None, b"3456789"), (3, 5, b"34"), (0, 0, b""), (5, 5, b""),
        (9, 10, b"9"), (8, 99, b"89"), (10, None, b""), (10, 12, b""), (50, None, b""),
        (50, 60, b""),
    ],
)  # fmt: skip
def test_ranges(store: ObjectStore, start: int, stop: int | None, expected: bytes) -> None:
    store.put(KEY, [b"01234", b"56789"])
    assert b"".join(store.read(KEY, start, stop)) == expected


@pytest.mark.parametrize(("start", "stop"), [(-1, None), (0, -1), (3, 2)])
def test_senseless_ranges_are_refused(store: ObjectStore, start: int, stop: int) -> None:
    store.put(KEY, [b"01234"])
    with pytest.raises(ValueError, match="range"):
        store.read(KEY, start, stop)


def test_absent_objects(store: ObjectStore) -> None:
    store.put(ObjectKey("a/b"), [b"x"])
    for key in ("b", "a", "a/c", "a/b/c", "c/d/e"):
        with pytest.raises(ObjectNotFound, match=key):
            store.read(ObjectKey(key))
        with pytest.raises(ObjectNotFound):
            store.get(ObjectKey(key))
        with pytest.raises(ObjectNotFound):
            store.stat(ObjectKey(key))


def test_a_read_that_is_dropped_leaks_nothing(store: ObjectStore) -> None:
    store.put(KEY, [b"x" * 3_000_000])
    store.read(KEY)
    next(iter(store.read(KEY)))
    assert len(store.get(KEY)) == 3_000_000


def test_deleting_is_final_and_harmless_when_absent(store: ObjectStore) -> None:
    store.put(KEY, [b"x"])
    store.put(ObjectKey(KEY + "2"), [b"y"])
    store.delete(KEY)
    store.delete(KEY)
    store.delete(ObjectKey("never/was"))
    with pytest.raises(ObjectNotFound):
        store.get(KEY)
    assert keys(store) == [KEY + "2"]


def test_deleting_a_folder_deletes_nothing(store: ObjectStore) -> None:
    store.put(ObjectKey("a/b"), [b"x"])
    store.delete(ObjectKey("a"))
    assert keys(store) == ["a/b"]


def test_list_is_in_key_order_and_exact(store: ObjectStore) -> None:
    names = ["a", "a-b", "a.b", "ab/c", "ab/d/e", "ab-/c", "b/a", "ba", "B", "é", "😀"]
    for name in reversed(names):
        store.put(ObjectKey(name), [b"x" * len(name)])
    assert keys(store) == sorted(names)
    assert [info.size_bytes for info in store.list("")] == [len(name) for name in sorted(names)]
    for prefix in ("a", "ab", "ab/", "ab/d", "ab/d/", "ab/d/e", "b", "x", "/", "..", "../", "é"):
        assert keys(store, prefix) == sorted(n for n in names if n.startswith(prefix)), prefix


def test_list_goes_on_while_objects_vanish(store: ObjectStore) -> None:
    names = [f"v/{number:02d}/x" for number in range(20)]
    for name in names:
        store.put(ObjectKey(name), [b"x"])
    seen = []
    for info in store.list("v/"):
        seen.append(info.key)
        store.delete(info.key)
    assert seen == names
    assert keys(store) == []


@pytest.mark.parametrize("name", STRANGE_KEYS)
def test_strange_keys_are_kept_as_they_are(store: ObjectStore, name: str) -> None:
    store.put(ObjectKey(name), [name.encode()])
    assert store.get(ObjectKey(name)) == name.encode()
    assert keys(store) == [name]
    store.delete(ObjectKey(name))
    assert keys(store) == []


@pytest.mark.parametrize("name", ILLEGAL_KEYS)
def test_illegal_keys_are_refused_everywhere(store: ObjectStore, name: str) -> None:
    key = ObjectKey(name)
    calls = (store.get, store.stat, store.read, store.delete, lambda key: store.put(key, [b"x"]))
    for call in calls:
        with pytest.raises(ValueError, match=r"key|surrogates"):
            call(key)
    assert keys(store) == []


def test_what_the_chunks_raise_passes_through_and_nothing_stays(store: ObjectStore) -> None:
    def broken() -> Iterator[bytes]:
        yield b"x" * 6_000_000
        raise OSError("the client went away")

    with pytest.raises(OSError, match="the client went away"):
        store.put(KEY, broken())
    assert keys(store) == []
    store.put(KEY, [b"former"])
    with pytest.raises(OSError, match="the client went away"):
        store.put(KEY, broken())
    assert store.get(KEY) == b"former"


def test_an_unfinished_put_is_not_visible(store: ObjectStore) -> None:
    def chunks() -> Iterator[bytes]:
        yield b"x" * 6_000_000
        assert keys(store) == []
        with pytest.raises(ObjectNotFound):
            store.stat(KEY)
        yield b"y"

    store.put(KEY, chunks())
    assert store.stat(KEY).size_bytes == 6_000_001


def test_readers_see_one_whole_version(store: ObjectStore) -> None:
    versions = [bytes([number]) * 200_000 for number in range(8)]
    store.put(KEY, [versions[0]])
    stop = threading.Event()

    def read_on() -> list[bytes]:
        seen = []
        while not stop.is_set():
            seen.append(store.get(KEY))
        return seen

    with ThreadPoolExecutor(2) as pool:
        readers = [pool.submit(read_on) for _ in range(2)]
        for version in versions:
            store.put(KEY, [version[:100_000], version[100_000:]])
        stop.set()
    assert all(text in versions for reader in readers for text in reader.result())
    assert store.get(KEY) == versions[-1]


def test_many_puts_and_deletes_side_by_side(store: ObjectStore) -> None:
    def work(number: int) -> None:
        own = ObjectKey(f"shared/folder/{number}")
        for _ in range(20):
            store.put(own, [b"%d" % number])
            assert store.get(own) == b"%d" % number
            store.delete(own)
        store.put(own, [b"end"])

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    assert keys(store) == [f"shared/folder/{number}" for number in range(4)]
