"""core/hashing.py."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from bertsum_app.core.errors import UnreadableFile
from bertsum_app.core.hashing import sha256_file


@pytest.mark.parametrize("size", [0, 1, (1 << 20) - 1, (1 << 20) + 1])
def test_the_hash_is_that_of_all_bytes(tmp_path: Path, size: int) -> None:
    data = bytes(index % 251 for index in range(1000)) * (size // 1000 + 1)
    path = tmp_path / "file"
    path.write_bytes(data[:size])
    assert sha256_file(path) == hashlib.sha256(data[:size]).hexdigest()


def test_a_missing_file_or_a_folder_is_unreadable(tmp_path: Path) -> None:
    for path in (tmp_path / "missing", tmp_path):
        with pytest.raises(UnreadableFile) as caught:
            sha256_file(path)
        assert caught.value.params["path"] == path
