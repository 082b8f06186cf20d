"""What only the S3 store does, tried on the real server."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from pydantic import SecretStr

from earshot.adapters.store.resolve import resolve_store
from earshot.adapters.store.s3 import S3ObjectStore
from earshot.domain.ids import ObjectKey
from earshot.errors import ObjectNotFound, StoreFull, StoreUnavailable
from tests.kit.buckets import s3_settings, s3_store
from tests.kit.cutting_proxy import CuttingProxy

pytestmark = pytest.mark.stack
KEY = ObjectKey("videos/v/a source & 'more'")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[S3ObjectStore]:
    with s3_store(tmp_path / "data") as s3:
        yield s3


def test_links_serve_ranges_until_they_end(store: S3ObjectStore) -> None:
    store.put(KEY, [b"0123456789"])
    link = store.link(KEY, 60)
    assert link is not None
    asked = urllib.request.Request(link, headers={"Range": "bytes=2-4"})  # noqa: S310  our own server
    with urllib.request.urlopen(asked) as answer:  # noqa: S310  our own server
        assert (answer.status, answer.read()) == (206, b"234")
    with (
        pytest.raises(urllib.error.HTTPError) as refused,
        urllib.request.urlopen(link.partition("?")[0]),  # noqa: S310  our own server
    ):
        pass
    refused.value.close()
    with pytest.raises(ObjectNotFound):
        store.link(ObjectKey("absent"), 60)


def test_references_have_no_link(store: S3ObjectStore, tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    film.write_bytes(b"abc")
    store.adopt(KEY, film, in_place=True)
    assert store.link(KEY, 60) is None


def test_keys_of_references_are_out_of_reach(store: S3ObjectStore, tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    film.write_bytes(b"abc")
    store.adopt(KEY, film, in_place=True)
    with pytest.raises(ValueError, match="belong to the store"):
        store.get(ObjectKey(f".references/{KEY}"))
    with pytest.raises(ValueError, match="belong to the store"):
        store.put(ObjectKey(f".references/{KEY}"), [b"{}"])
    assert [info.key for info in store.list("")] == [KEY]


def test_parts_are_joined_in_order(store: S3ObjectStore) -> None:
    blocks = [bytes([number]) * 3_333_333 for number in range(20)]
    store.put(KEY, blocks)
    assert store.get(KEY) == b"".join(blocks)
    store.put(KEY, [b"".join(blocks)])
    assert store.get(KEY) == b"".join(blocks)


@pytest.mark.parametrize("size_bytes", [8 << 20, (8 << 20) + 1, 16 << 20, (16 << 20) + 1])
def test_sizes_at_the_edge_of_a_part(store: S3ObjectStore, size_bytes: int) -> None:
    assert store.put(KEY, [b"x" * size_bytes]).size_bytes == size_bytes
    assert store.get(KEY) == b"x" * size_bytes


def test_a_cut_connection_is_taken_up_where_it_broke(tmp_path: Path) -> None:
    data = os.urandom(5_000_000)
    with s3_store(tmp_path) as store, CuttingProxy(os.environ["EARSHOT_TEST_MINIO_URL"]) as proxy:
        store.put(KEY, [data])
        far = _through(proxy, store, tmp_path)
        assert far.get(KEY) == data
        proxy.cuts.extend([1_000_000, 2_000_000])
        assert far.get(KEY) == data
        assert not proxy.cuts
        proxy.cuts.extend([1_000_000] * 4)
        with pytest.raises(StoreUnavailable, match="did not answer"):
            far.get(KEY)


def test_a_replaced_object_is_never_mixed(tmp_path: Path) -> None:
    with s3_store(tmp_path) as store, CuttingProxy(os.environ["EARSHOT_TEST_MINIO_URL"]) as proxy:
        store.put(KEY, [b"a" * 5_000_000])
        far = _through(proxy, store, tmp_path)
        proxy.cuts.append(2_000_000)
        chunks = far.read(KEY)
        next(chunks)
        store.put(KEY, [b"b" * 5_000_000])
        with pytest.raises(StoreUnavailable):
            list(chunks)


def test_a_checkout_keeps_to_the_budget(tmp_path: Path) -> None:
    with s3_store(tmp_path) as store:
        store.put(KEY, [b"x" * 1000])
        tight = resolve_store(s3_settings(tmp_path, store._bucket, scratch_bytes=1500))
        with tight.checkout(KEY) as path:
            assert path.read_bytes() == b"x" * 1000
            with pytest.raises(StoreFull, match="try again later"), tight.checkout(KEY):
                pass
        with tight.checkout(KEY):
            pass
        assert not path.exists()


def test_wrong_keys_say_so(tmp_path: Path) -> None:
    settings = s3_settings(tmp_path, "test-any", store_secret_key=SecretStr("wrong-secret"))
    with pytest.raises(StoreUnavailable, match="check EARSHOT_STORE_ACCESS_KEY"):
        resolve_store(settings).put(KEY, [b"x"])


def test_two_processes_may_make_the_bucket_at_once(tmp_path: Path) -> None:
    bucket = f"test-{uuid4().hex}"
    stores = [resolve_store(s3_settings(tmp_path, bucket)) for _ in range(2)]
    for number, store in enumerate(stores):
        store.put(ObjectKey(str(number)), [b"x"])
    assert [info.key for info in stores[0].list("")] == ["0", "1"]


def test_a_killed_upload_leaves_nothing_that_is_seen_or_stays(
    store: S3ObjectStore, tmp_path: Path
) -> None:
    program = (
        "import os, signal, sys; from pathlib import Path\n"
        "from tests.kit.buckets import s3_settings\n"
        "from earshot.adapters.store.resolve import resolve_store\n"
        "store = resolve_store(s3_settings(Path(sys.argv[1]), sys.argv[2]))\n"
        "def chunks():\n"
        "    yield b'x' * 30_000_000\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "store.put('videos/v/killed', chunks())\n"
    )
    store.put(KEY, [b"x"])
    killed = subprocess.run([sys.executable, "-c", program, tmp_path, store._bucket], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert [info.key for info in store.list("")] == [KEY]
    assert store.remove_leftovers(3600) == 0
    assert store.remove_leftovers(0) == 1
    assert store.remove_leftovers(0) == 0


def _through(proxy: CuttingProxy, store: S3ObjectStore, folder: Path) -> S3ObjectStore:
    address = f"s3://{store._bucket}?endpoint={proxy.url}"
    far = resolve_store(s3_settings(folder, store._bucket, store_url=address))
    assert isinstance(far, S3ObjectStore)
    return far
