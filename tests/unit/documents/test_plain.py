"""Plain text files: encodings told apart by rules, unreadable files named as such."""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.core.errors import UnknownEncoding, UnreadableFile
from bertsum_app.documents.plain import decode_bytes, read_text

CHINESE = "今天天气很好，我们去公园吧！\n他说：“真的吗？”共3个。\n"
TRADITIONAL = "今天天氣很好，我們去公園吧！\n他說：「真的嗎？」共3個。\n"
ENGLISH = "The weather is nice today.\r\nI would like a cup of tea.\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ENGLISH, "utf-8"),
        (CHINESE, "utf-8"),
        (CHINESE, "gb18030"),
        ("只有一行中文", "gb18030"),
        ("PriorityClass对象的名称必须是有效的DNS子域名。", "gb18030"),
        ("饕餮", "gb18030"),
        (TRADITIONAL, "cp950"),
        (ENGLISH, "utf-16-le"),
        (ENGLISH, "utf-16-be"),
        (CHINESE, "utf-16-le"),
        (CHINESE, "utf-16-be"),
        ("我下个月会来看你。", "utf-16-le"),
        ("“Smart” quotes – it’s café time…", "cp1252"),
        ("Größe über Straße", "cp1252"),
    ],
)
def test_tells_the_encoding_from_the_bytes(text: str, encoding: str) -> None:
    assert decode_bytes(text.encode(encoding)) == (text, encoding)


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_decides_and_is_no_text(mark: bytes, encoding: str) -> None:
    assert decode_bytes(mark + CHINESE.encode(encoding))[0] == CHINESE


def test_utf_16_text_that_begins_with_a_nul_is_not_taken_for_utf_32() -> None:
    text = "\x00ab"
    assert decode_bytes(codecs.BOM_UTF16_LE + text.encode("utf-16-le"))[0] == text


def test_a_stray_nul_in_utf_8_stays_utf_8() -> None:
    text = "some text with one\x00 nul in it, and 中文"
    assert decode_bytes(text.encode()) == (text, "utf-8")


def test_no_bytes_are_no_text() -> None:
    assert decode_bytes(b"") == ("", "utf-8")


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(128, 256)),
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\xff\xd9\xfe",
        "Привет, как дела сегодня?".encode("cp1251"),
        "こんにちは世界、今日は".encode("shift_jis"),
        CHINESE.encode() + b"\xff\xfe\x81",
        b"\xff\xfe\x00",
    ],
)
def test_other_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(UnknownEncoding):
        decode_bytes(data)


@given(st.text())
def test_all_utf_8_without_controls_is_read_as_utf_8(text: str) -> None:
    cleaned = "".join(character for character in text if character >= " ")
    assert decode_bytes(cleaned.encode("utf-8", "ignore"))[0] == cleaned.encode(
        "utf-8", "ignore"
    ).decode().removeprefix("\ufeff")


@given(st.binary())
def test_any_bytes_give_text_or_the_error_for_it(data: bytes) -> None:
    try:
        text, encoding = decode_bytes(data)
    except UnknownEncoding:
        return
    assert text == data.decode(encoding)


def test_reads_a_file(tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_bytes(CHINESE.encode("gb18030"))
    assert read_text(path) == CHINESE


def test_an_empty_file_is_an_empty_text(tmp_path: Path) -> None:
    path = tmp_path / "empty.txt"
    path.touch()
    assert read_text(path) == ""


def test_line_ends_are_kept_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_bytes(b"one\r\ntwo\rthree\n")
    assert read_text(path) == "one\r\ntwo\rthree\n"


def test_a_named_encoding_is_taken_at_its_word(tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_bytes("Привет".encode("cp1251"))
    assert read_text(path, "cp1251") == "Привет"
    path.write_bytes(codecs.BOM_UTF8 + b"text")
    assert read_text(path, "utf-8") == "text"


@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "no-such-encoding", "hex"])
def test_a_wrong_or_unknown_encoding_is_an_error(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "text.txt"
    path.write_bytes(b"\xff\xfe\xfd")
    with pytest.raises(UnknownEncoding) as caught:
        read_text(path, encoding)
    assert caught.value.params["path"] == path


def test_bytes_in_no_encoding_name_the_file(tmp_path: Path) -> None:
    path = tmp_path / "text.bin"
    path.write_bytes(bytes(range(128, 256)))
    with pytest.raises(UnknownEncoding) as caught:
        read_text(path)
    assert caught.value.params["path"] == path


def test_a_missing_file_is_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "missing.txt"
    with pytest.raises(UnreadableFile) as caught:
        read_text(path)
    assert caught.value.params["path"] == path
    assert caught.value.params["reason"]


def test_a_folder_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile):
        read_text(tmp_path)


def test_a_refused_file_is_unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "secret.txt"
    path.write_text("text", encoding="utf-8")

    def refused(self: Path) -> NoReturn:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refused)
    with pytest.raises(UnreadableFile) as caught:
        read_text(path)
    assert caught.value.params["reason"] == "Permission denied"
