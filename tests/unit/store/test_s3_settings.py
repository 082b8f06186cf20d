"""Addresses of S3 stores, sizes of parts, the scratch budget, secrets from files."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from earshot.adapters.store.resolve import resolve_store
from earshot.adapters.store.s3_address import parse_s3_address
from earshot.adapters.store.s3_upload import FIRST_PART_BYTES, part_bytes
from earshot.adapters.store.scratch import Scratch
from earshot.domain.ids import ObjectKey
from earshot.errors import SettingsError, StoreFull, StoreUnavailable
from earshot.settings import Settings, load_settings

MOST_PARTS = 10_000
LARGEST_OBJECT_BYTES = 5 << 40
LARGEST_PART_BYTES = 5 << 30


def test_ten_thousand_parts_hold_the_largest_object() -> None:
    sent = parts = 0
    while sent < LARGEST_OBJECT_BYTES:
        assert FIRST_PART_BYTES <= part_bytes(sent) <= LARGEST_PART_BYTES
        sent += part_bytes(sent)
        parts += 1
    assert parts <= MOST_PARTS


def test_an_address_in_full() -> None:
    address = parse_s3_address(
        "s3://films?endpoint=http://minio:9000&public_endpoint=https://media.example.org&region=eu"
    )
    assert (address.bucket, address.region) == ("films", "eu")
    assert (address.endpoint.host, address.endpoint.secure) == ("minio:9000", False)
    assert address.public_endpoint is not None
    assert (address.public_endpoint.host, address.public_endpoint.secure) == (
        "media.example.org",
        True,
    )


@pytest.mark.parametrize(
    "url",
    [
        "s3://", "s3://abc", "s3://b?endpoint=http://h", "s3://A_b?endpoint=http://h",
        "s3://abc?region=eu", "s3://abc/folder?endpoint=http://h",
        "s3://abc?endpoint=h:9000", "s3://abc?endpoint=ftp://h", "s3://abc?endpoint=http://h/path",
        "s3://abc?endpoint=http://user:word@h", "s3://abc?endpoint=http://h&secure=1",
        "s3://abc?endpoint=http://h&public_endpoint=h",
    ],
)  # fmt: skip
def test_addresses_that_do_not_fit(tmp_path: Path, url: str) -> None:
    with pytest.raises(SettingsError, match="EARSHOT_STORE_URL"):
        resolve_store(load_settings(store_url=url, data_dir=tmp_path))


def test_a_server_that_is_away_is_unavailable(tmp_path: Path) -> None:
    store = resolve_store(
        load_settings(store_url="s3://abc?endpoint=http://127.0.0.1:9", data_dir=tmp_path)
    )
    with pytest.raises(StoreUnavailable, match="did not answer"):
        store.get(ObjectKey("a"))


def test_scratch_is_shared_up_to_its_budget(tmp_path: Path) -> None:
    scratch, same = Scratch(tmp_path, 10), Scratch(tmp_path, 10)
    with scratch.copy(6, lambda: [b"abc", b"def"]) as path:
        assert path.read_bytes() == b"abcdef"
        with pytest.raises(StoreFull, match="try again later"), same.copy(5, lambda: [b"12345"]):
            pass
        with same.copy(4, lambda: [b"1234"]) as other:
            assert other.read_bytes() == b"1234"
    with same.copy(10, lambda: [b"x" * 10]):
        pass
    assert list((tmp_path / "copies").iterdir()) == []


def test_a_source_above_the_whole_budget_says_what_to_do(tmp_path: Path) -> None:
    with (
        pytest.raises(StoreFull, match="EARSHOT_SCRATCH_BYTES"),
        Scratch(tmp_path, 10).copy(11, lambda: [b"x" * 11]),
    ):
        pass


def test_scratch_of_a_killed_process_is_free_again(tmp_path: Path) -> None:
    program = (
        "import os, signal, sys; from pathlib import Path\n"
        "from earshot.adapters.store.scratch import Scratch\n"
        "with Scratch(Path(sys.argv[1]), 10).copy(8, lambda: [b'12345678']):\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    subprocess.run([sys.executable, "-c", program, tmp_path], check=False)
    assert len(list((tmp_path / "copies").iterdir())) == 1
    with Scratch(tmp_path, 10).copy(9, lambda: [b"x" * 9]) as path:
        assert path.stat().st_size == 9


def test_secrets_from_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = tmp_path / "secret"
    secret.write_text("s3cret\n")
    monkeypatch.setenv("EARSHOT_STORE_SECRET_KEY_FILE", str(secret))
    monkeypatch.setenv("EARSHOT_TOKEN_FILE", str(secret))
    monkeypatch.setenv("EARSHOT_STORE_URL_FILE", str(secret))
    settings = load_settings()
    assert settings.token is not None
    assert settings.store_secret_key is not None
    assert settings.token.get_secret_value() == "s3cret"
    assert settings.store_secret_key.get_secret_value() == "s3cret"
    assert settings.store_url == ""
    assert "s3cret" not in repr(settings)


def test_a_secret_stands_in_one_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EARSHOT_TOKEN_FILE", str(tmp_path / "absent"))
    with pytest.raises(SettingsError, match="EARSHOT_TOKEN_FILE"):
        load_settings()
    monkeypatch.setenv("EARSHOT_TOKEN", "abc")
    with pytest.raises(SettingsError, match="not both"):
        Settings()
