"""Files are written whole, or not at all."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from geo.errors import LayerError
from geo.files import write_texts

if TYPE_CHECKING:
    from pathlib import Path


def names(folder: Path) -> list[str]:
    """Return everything in a folder, hidden files too."""
    return sorted(path.name for path in folder.iterdir())


def test_texts_are_written_as_utf_8_with_plain_line_ends(tmp_path: Path) -> None:
    write_texts({tmp_path / "a.txt": "بازار\n", tmp_path / "b.txt": "1\r\n2\n"})
    assert (tmp_path / "a.txt").read_bytes() == "بازار\n".encode()
    assert (tmp_path / "b.txt").read_bytes() == b"1\r\n2\n"


def test_folders_are_made_on_the_way(tmp_path: Path) -> None:
    write_texts({tmp_path / "layers" / "new" / "a.txt": "here"})
    assert (tmp_path / "layers" / "new" / "a.txt").read_text(encoding="utf-8") == "here"


def test_nothing_else_is_left_beside_a_file(tmp_path: Path) -> None:
    write_texts({tmp_path / "a.txt": "one"})
    write_texts({tmp_path / "a.txt": "two"})
    assert names(tmp_path) == ["a.txt"]


def test_everybody_may_read_a_file(tmp_path: Path) -> None:
    write_texts({tmp_path / "a.txt": "one"})
    assert (tmp_path / "a.txt").stat().st_mode & 0o777 == 0o644


def test_a_folder_that_is_a_file_is_told_and_nothing_is_changed(tmp_path: Path) -> None:
    (tmp_path / "layers").write_text("in the way", encoding="utf-8")
    with pytest.raises(LayerError, match=r"layers/a\.txt: cannot be written \(.+\); nothing was"):
        write_texts({tmp_path / "layers" / "a.txt": "new"})
    assert (tmp_path / "layers").read_text(encoding="utf-8") == "in the way"


def test_where_the_second_file_fails_the_first_is_untouched(tmp_path: Path) -> None:
    first, second = tmp_path / "first.txt", tmp_path / "second.txt"
    first.write_text("old", encoding="utf-8")
    second.mkdir()
    with pytest.raises(LayerError, match=r"second\.txt: cannot be written \(a folder of that name"):
        write_texts({first: "new", second: "new"})
    assert first.read_text(encoding="utf-8") == "old"
    assert names(tmp_path) == ["first.txt", "second.txt"]


def test_where_a_text_cannot_be_encoded_the_others_are_untouched(tmp_path: Path) -> None:
    first, second = tmp_path / "first.txt", tmp_path / "second.txt"
    first.write_text("old", encoding="utf-8")
    lone_surrogate = "\ud800"
    with pytest.raises(UnicodeEncodeError):
        write_texts({first: "new", second: lone_surrogate})
    assert first.read_text(encoding="utf-8") == "old"
    assert names(tmp_path) == ["first.txt"]


def test_a_disk_that_fails_at_the_last_step_leaves_no_halves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_beside: object, _path: object) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "a.txt").write_text("old", encoding="utf-8")
    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(LayerError, match="No space left on device"):
        write_texts({tmp_path / "a.txt": "new"})
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "old"
    assert names(tmp_path) == ["a.txt"]
