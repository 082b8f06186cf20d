"""What only the folder store does: temporary files, links, full disks, empty folders."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from earshot.adapters.store.adoption import cloned
from earshot.adapters.store.failures import failing_as_store
from earshot.adapters.store.file import FileObjectStore
from earshot.adapters.store.resolve import resolve_store
from earshot.adapters.store.temporary import TemporaryFile
from earshot.domain.ids import ObjectKey
from earshot.errors import SettingsError, StoreFull, StoreUnavailable
from earshot.settings import load_settings

KEY = ObjectKey("videos/v/source")


@pytest.fixture
def store(tmp_path: Path) -> FileObjectStore:
    return FileObjectStore(tmp_path / "store")


def files(root: Path) -> list[str]:
    return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())


def test_plain_keys_are_plain_paths(store: FileObjectStore, tmp_path: Path) -> None:
    store.put(KEY, [b"x"])
    assert files(tmp_path / "store") == ["videos/v/source"]
    with store.checkout(KEY) as path:
        assert path == tmp_path / "store/videos/v/source"


def test_adopting_shares_the_bytes_of_the_file(store: FileObjectStore, tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    film.write_bytes(b"x" * 10_000)
    store.adopt(KEY, film, in_place=False)
    with TemporaryFile(tmp_path) as trial, store.checkout(KEY) as path:
        assert path.samefile(film) or cloned(film, trial.fd)
    assert files(tmp_path / "store") == ["videos/v/source"]


def test_deleting_leaves_no_empty_folder(store: FileObjectStore, tmp_path: Path) -> None:
    store.put(KEY, [b"x"])
    store.put(ObjectKey("videos/w/source"), [b"x"])
    store.delete(KEY)
    assert sorted(path.name for path in (tmp_path / "store/videos").iterdir()) == ["w"]
    store.delete(ObjectKey("videos/w/source"))
    assert [path.name for path in (tmp_path / "store").iterdir()] == [".tmp"]


def test_a_key_is_not_the_folder_of_another(store: FileObjectStore) -> None:
    store.put(ObjectKey("a/b"), [b"x"])
    with pytest.raises(ValueError, match="others lie below"):
        store.put(ObjectKey("a"), [b"x"])
    with pytest.raises(ValueError, match="below another"):
        store.put(ObjectKey("a/b/c/d"), [b"x"])
    assert [info.key for info in store.list("")] == ["a/b"]


def test_foreign_files_are_not_objects(store: FileObjectStore, tmp_path: Path) -> None:
    store.put(KEY, [b"x"])
    for name in (".DS_Store", "videos/.nfs123", "videos/sp ace", "videos/%zz"):
        (tmp_path / "store" / name).write_bytes(b"x")
    assert [info.key for info in store.list("")] == [KEY]


def test_leftovers_of_the_living_stay(store: FileObjectStore, tmp_path: Path) -> None:
    def chunks() -> Iterator[bytes]:
        yield b"x"
        assert store.remove_leftovers(0) == 0
        assert len(files(tmp_path / "store")) == 1
        yield b"y"

    store.put(KEY, chunks())
    assert store.get(KEY) == b"xy"
    assert store.remove_leftovers(0) == 0


def test_leftovers_of_the_killed_go(store: FileObjectStore, tmp_path: Path) -> None:
    program = (
        "import os, sys, signal; from pathlib import Path\n"
        "from earshot.adapters.store.file import FileObjectStore\n"
        "def chunks():\n"
        "    yield b'x' * 100\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "FileObjectStore(Path(sys.argv[1])).put('videos/v/source', chunks())\n"
    )
    ended = subprocess.run([sys.executable, "-c", program, tmp_path / "store"], check=False)
    assert ended.returncode == -signal.SIGKILL
    assert list(store.list("")) == []
    assert len(files(tmp_path / "store")) == 1
    assert store.remove_leftovers(3600) == 1
    assert files(tmp_path / "store") == []


def test_full_disk_and_other_errors() -> None:
    with pytest.raises(StoreFull), failing_as_store("write a"):
        raise OSError(28, os.strerror(28), "/secret/path")
    sentence = "the store cannot write a: Input/output error; check its folder"
    with pytest.raises(StoreUnavailable, match=sentence), failing_as_store("write a"):
        raise OSError(5, os.strerror(5), "/secret/path")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_write_to_a_full_device_is_store_full() -> None:
    fd = os.open("/dev/full", os.O_WRONLY)
    full = TemporaryFile.__new__(TemporaryFile)
    full.path, full.fd = Path("/nonexistent/unused"), fd
    with full, pytest.raises(StoreFull), failing_as_store("write a"):
        full.write(b"x")


def test_a_store_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StoreUnavailable, match="check its folder"):
        FileObjectStore(tmp_path / "file" / "store")


def test_addresses(tmp_path: Path) -> None:
    for url in ("", f"file:{tmp_path}/a%20b", f"file://{tmp_path}/c"):
        store = resolve_store(load_settings(store_url=url, data_dir=tmp_path / "data"))
        store.put(KEY, [b"x"])
    assert (tmp_path / "data/store/videos/v/source").exists()
    assert (tmp_path / "a b/videos/v/source").exists()
    assert (tmp_path / "c/videos/v/source").exists()
    for url in ("file:relative", "file://host/a", "ftp://x/y", "store"):
        with pytest.raises(SettingsError, match="EARSHOT_STORE_URL must"):
            resolve_store(load_settings(store_url=url, data_dir=tmp_path))
