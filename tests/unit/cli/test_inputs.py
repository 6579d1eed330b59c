"""The texts a command is given, one after another."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from bertsum_app.cli.inputs import Input, for_each_input, read_input
from bertsum_app.core.errors import (
    EmptyText,
    ModelNotFound,
    UnknownEncoding,
    UnreadableFile,
    WrongEncoding,
)


def _pipe_in(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def test_no_names_mean_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    _pipe_in(monkeypatch, "你好\n".encode())
    seen: list[Input] = []

    assert for_each_input((), seen.append) == 0
    assert seen == [Input("-", "你好\n")]


def test_chinese_in_a_chinese_encoding_is_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    _pipe_in(monkeypatch, "今天的天气很好，我们去公园。".encode("gb18030"))

    assert read_input("-").text == "今天的天气很好，我们去公园。"


def test_bytes_that_are_no_text_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    _pipe_in(monkeypatch, b"\xff\x80\xfe\x81\xff")

    with pytest.raises(UnknownEncoding):
        read_input("-")


def test_a_file_may_hold_lone_surrogates_as_standard_input_may(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = b"The \xed\xa0\x80cat.\n"
    (tmp_path / "file").write_bytes(data)
    _pipe_in(monkeypatch, data)

    assert read_input(str(tmp_path / "file")).text == read_input("-").text == "The \ud800cat.\n"


def test_the_encoding_that_the_user_names_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    _pipe_in(monkeypatch, "café".encode("cp1252"))
    assert read_input("-", "cp1250").text == "café"

    _pipe_in(monkeypatch, "café".encode("cp1252"))
    with pytest.raises(WrongEncoding):
        read_input("-", "utf-8")


def test_a_file_that_is_no_text_is_refused_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"\xff\x80\xfe\x81\xff")

    with pytest.raises(UnknownEncoding) as caught:
        read_input(str(path))

    assert caught.value.params["path"] == path


def test_an_input_without_a_byte_is_empty(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()

    with pytest.raises(EmptyText):
        read_input(str(tmp_path / "empty"))


def test_a_missing_file_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile):
        read_input(str(tmp_path / "missing"))


def test_an_unusable_input_is_reported_and_the_next_one_done(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "good").write_text("text", encoding="utf-8")
    seen: list[str] = []

    names = [str(tmp_path / "missing"), str(tmp_path / "good")]
    exit_code = for_each_input(names, lambda given: seen.append(given.text))

    assert exit_code == 3
    assert seen == ["text"]
    assert "missing" in capsys.readouterr().err


def test_other_trouble_ends_the_command(tmp_path: Path) -> None:
    (tmp_path / "good").write_text("text", encoding="utf-8")

    def fail(given: Input) -> None:
        raise ModelNotFound("tiny", tmp_path)

    with pytest.raises(ModelNotFound):
        for_each_input([str(tmp_path / "good")], fail)
