"""Encodings and lines of corpus files."""

from __future__ import annotations

import gzip
import lzma
from pathlib import Path

import pytest

from bertsum_app.core.errors import CorpusUnreadable
from bertsum_app.corpus.formats import lines
from bertsum_app.corpus.formats.lines import find_encoding, text_lines

SIMPLIFIED = [
    "The server is down.\t这台服务器已经停止工作。",
    "Save the file.\t请保存这个文件。",
] * 30
TRADITIONAL = [
    "The server is down.\t這台伺服器已經停止工作。",
    "Save the file.\t請儲存這個檔案。",
] * 30


@pytest.mark.parametrize(
    ("encoding", "told", "text"),
    [
        ("utf-8", "utf-8", SIMPLIFIED),
        ("utf-8-sig", "utf-8-sig", SIMPLIFIED),
        ("utf-16", "utf-16", SIMPLIFIED),
        ("gbk", "gb18030", SIMPLIFIED),
        ("gb18030", "gb18030", SIMPLIFIED),
        ("big5", "cp950", TRADITIONAL),
    ],
)
def test_the_encoding_is_told_and_the_lines_come_out_whole(
    tmp_path: Path, encoding: str, told: str, text: list[str]
) -> None:
    path = tmp_path / "pairs.tsv"
    path.write_bytes("".join(line + "\r\n" for line in text).encode(encoding))
    assert find_encoding(path) == told
    assert list(text_lines(path, told)) == list(enumerate(text, start=1))


def test_an_encoding_that_shows_late_in_the_file_is_found(tmp_path: Path) -> None:
    path = tmp_path / "late.tsv"
    ascii_part = "plain words only\tnothing else here\n" * 20_000
    path.write_bytes(ascii_part.encode() + "".join(f"{x}\n" for x in SIMPLIFIED * 40).encode("gbk"))
    assert find_encoding(path) == "gb18030"


@pytest.mark.parametrize("cut", range(1, 4))
def test_a_sample_may_end_inside_a_character(
    tmp_path: Path, cut: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "one-line.txt"
    path.write_bytes(("这台服务器已经停止工作。" * 40).encode())
    monkeypatch.setattr(lines, "_SAMPLE", 300 + cut)
    assert find_encoding(path) == "utf-8"


def test_packed_files_are_unpacked(tmp_path: Path) -> None:
    data = "".join(line + "\n" for line in SIMPLIFIED).encode("gbk")
    for path, packed in (
        (tmp_path / "a.tsv.xz", lzma.compress(data)),
        (tmp_path / "a.tsv.gz", gzip.compress(data)),
    ):
        path.write_bytes(packed)
        assert [text for _, text in text_lines(path, find_encoding(path))] == SIMPLIFIED


def test_a_cut_off_packed_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv.gz"
    path.write_bytes(gzip.compress(b"one\ttwo\n" * 5000)[:-20])
    with pytest.raises(CorpusUnreadable, match="damaged"):
        list(text_lines(path, "utf-8"))


def test_a_change_of_encoding_is_an_error_at_its_line(tmp_path: Path) -> None:
    path = tmp_path / "mixed.tsv"
    path.write_bytes("好\n好\n".encode() + "服务器\n".encode("gbk"))
    with pytest.raises(CorpusUnreadable) as caught:
        list(text_lines(path, "utf-8"))
    assert caught.value.params["line"] == 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_file_without_lines_is_refused_before_it_fills_the_memory(
    tmp_path: Path, encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lines, "LONGEST_LINE", 1000)
    path = tmp_path / "long.txt"
    path.write_bytes(("a\n" + "x" * 5000).encode(encoding))
    with pytest.raises(CorpusUnreadable, match="no text file") as caught:
        list(text_lines(path, encoding))
    assert caught.value.params["line"] == 2


def test_binary_files_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "picture.tsv"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 20)
    with pytest.raises(CorpusUnreadable):
        list(text_lines(path, find_encoding(path)))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusUnreadable) as caught:
        find_encoding(tmp_path / "none.tsv")
    assert caught.value.params["line"] == 0
