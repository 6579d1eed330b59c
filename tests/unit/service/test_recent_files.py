from __future__ import annotations

from pathlib import Path

import pytest

from bertsum_app.service.recent_files import MOST_RECENT, load_recent_files, save_recent_files


def test_files_come_back_in_their_order(tmp_path: Path) -> None:
    files = tuple(tmp_path / f"文件 {number}.docx" for number in range(3))
    save_recent_files(tmp_path / "state" / "recent.json", files)
    assert load_recent_files(tmp_path / "state" / "recent.json") == files


def test_no_files_leave_no_file(tmp_path: Path) -> None:
    place = tmp_path / "recent.json"
    save_recent_files(place, [tmp_path])
    save_recent_files(place, ())
    assert not place.exists()
    save_recent_files(place, ())
    assert load_recent_files(place) == ()


@pytest.mark.parametrize(
    "content", [b"", b"\xff", b"[]", b'{"version": 9, "files": []}', b'{"version": 1, "files": 3}']
)
def test_a_damaged_file_is_as_good_as_none(tmp_path: Path, content: bytes) -> None:
    place = tmp_path / "recent.json"
    place.write_bytes(content)
    assert load_recent_files(place) == ()


def test_no_more_are_taken_than_are_kept(tmp_path: Path) -> None:
    save_recent_files(tmp_path / "a", [tmp_path] * (MOST_RECENT + 5))
    assert len(load_recent_files(tmp_path / "a")) == MOST_RECENT


def test_a_place_that_cannot_be_written_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    save_recent_files(tmp_path / "file" / "recent.json", [tmp_path])
