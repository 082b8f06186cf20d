"""Which files a person means by the paths they name."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from pathlib import Path

from earshot_standalone.files_to_add import Chosen, choose


def made(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()


def test_folders_are_searched_for_media_and_sorted(tmp_path: Path) -> None:
    made(tmp_path, "b.MP4", "a.mkv", "notes.txt", ".hidden.mp4", "sub/c.wav", ".git/d.mp4")
    names = [chosen.path.name for chosen in choose([tmp_path])]
    assert names == ["a.mkv", "b.MP4", "c.wav"]


def test_a_named_file_is_tried_whatever_its_ending(tmp_path: Path) -> None:
    made(tmp_path, "film.bin")
    assert list(choose([tmp_path / "film.bin"])) == [Chosen(path=tmp_path / "film.bin")]


def test_each_file_once(tmp_path: Path) -> None:
    made(tmp_path, "a.mp4")
    assert len(list(choose([tmp_path / "a.mp4", tmp_path, tmp_path / "a.mp4"]))) == 1


def test_an_empty_folder_says_so(tmp_path: Path) -> None:
    [only] = choose([tmp_path])
    assert only.problem == "this folder holds no video or audio files"
