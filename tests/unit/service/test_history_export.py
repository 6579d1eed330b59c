"""service/history_export.py: files that other programs read, and that say what was kept."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.core.errors import AppError, DatabaseLocked
from bertsum_app.service.history import FinishedWork, HistoryEntry, HistoryMode, KeptSentence
from bertsum_app.service.history_export import TSV_COLUMNS, tmx_lines, tsv_lines, write_export
from bertsum_app.text.sentences import Span

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def entry(
    source: str, result: str, mode: HistoryMode = "translate", number: int = 1
) -> HistoryEntry:
    target = "zh" if mode == "translate" else None
    work = FinishedWork(mode, source, result, "en", target, "model")
    return HistoryEntry(number, 1_700_000_000_123, number == 2, work)


def read_tsv(text: str) -> list[list[str]]:
    """As the documentation of the module says it is to be read."""
    plain = {"\\": "\\", "t": "\t", "n": "\n", "r": "\r"}

    def unescaped(value: str) -> Iterator[str]:
        characters = iter(value)
        for character in characters:
            yield plain[next(characters)] if character == "\\" else character

    assert text.endswith("\n")
    lines = text[:-1].split("\n")
    return [["".join(unescaped(value)) for value in line.split("\t")] for line in lines]


def test_tsv_has_names_and_a_line_per_entry() -> None:
    rows = read_tsv("".join(tsv_lines([entry("Hello", "你好"), entry("Hm", "+", "sentiment", 2)])))
    assert rows == [
        list(TSV_COLUMNS),
        ["2023-11-14T22:13:20.123+00:00", "translate", "en", "zh", "model", "0", "Hello", "你好"],
        ["2023-11-14T22:13:20.123+00:00", "sentiment", "en", "", "model", "1", "Hm", "+"],
    ]


@given(source=st.text(), result=st.text())
def test_any_text_comes_back_from_tsv(source: str, result: str) -> None:
    _, row = read_tsv("".join(tsv_lines([entry(source, result)])))
    assert row[-2:] == [source, result]


def segments(document: bytes) -> list[tuple[str | None, str]]:
    root = ET.fromstring(document)
    assert (root.tag, root.get("version")) == ("tmx", "1.4")
    return [(variant.get(LANGUAGE), variant.findtext("seg", "")) for variant in root.iter("tuv")]


def test_tmx_holds_the_translations_only(tmp_path: Path) -> None:
    path = tmp_path / "memory.tmx"
    entries = [entry("a < b & c", "“a” > b"), entry("Long", "Short", "summarize", 2)]
    assert write_export(path, "tmx", entries) == 1
    document = path.read_bytes()
    assert segments(document) == [("en", "a < b & c"), ("zh", "“a” > b")]
    unit = next(ET.fromstring(document).iter("tu"))
    assert unit.get("creationdate") == "20231114T221320Z"
    header = ET.fromstring(document).find("header")
    assert header is not None
    # All that TMX 1.4 requires of a header.
    for name in (
        "creationtool",
        "creationtoolversion",
        "segtype",
        "o-tmf",
        "adminlang",
        "srclang",
        "datatype",
    ):
        assert header.get(name)


# What XML can hold, which is to come back as it was.
_writable = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
    | st.sampled_from("\t\n\r<>&\"']")
)


@given(source=_writable, result=_writable)
def test_any_text_that_xml_can_hold_comes_back_from_tmx(source: str, result: str) -> None:
    document = "".join(tmx_lines([entry(source, result)])).encode()
    assert segments(document) == [("en", source), ("zh", result)]


@given(st.text(st.characters()))
def test_tmx_is_well_formed_whatever_was_kept(text: str) -> None:
    lines = tmx_lines([entry(text, text)])
    document = b"".join(line.encode("utf-8", "replace") for line in lines)
    (_, first), _ = segments(document)
    assert len(first) == len(text)


def test_what_xml_cannot_hold_is_a_blank_or_a_sign() -> None:
    document = "".join(tmx_lines([entry("a\x0cb\x00c\x1bd", "x\ufffe")])).encode()
    assert segments(document) == [("en", "a b\ufffdc\ufffdd"), ("zh", "x\ufffd")]


def test_tmx_has_a_unit_for_each_sentence_where_they_are_known() -> None:
    pairs = (
        KeptSentence(Span(0, 5), Span(0, 3)),
        KeptSentence(Span(7, 12), Span(4, 7), doubts=("numbers",)),
    )
    work = FinishedWork(
        "translate", "Good.\n\nFine.", "好的。\n不错。", "en", "zh", "m", sentences=pairs
    )
    document = "".join(tmx_lines([HistoryEntry(7, 0, False, work)])).encode()
    expected = [("en", "Good."), ("zh", "好的。"), ("en", "Fine."), ("zh", "不错。")]
    assert segments(document) == expected
    ids = [unit.get("tuid") for unit in ET.fromstring(document).iter("tu")]
    assert ids == ["7-1", "7-2"]


def test_a_translation_from_nobody_knows_what_has_an_undetermined_language() -> None:
    work = FinishedWork("translate", "?", "!", None, "zh", "m")
    document = "".join(tmx_lines([HistoryEntry(1, 0, False, work)])).encode()
    assert segments(document)[0] == ("und", "?")


def test_an_export_that_fails_leaves_the_older_file(tmp_path: Path) -> None:
    path = tmp_path / "history.tsv"
    write_export(path, "tsv", [entry("one", "eins")])
    before = path.read_bytes()

    def breaks() -> Iterator[HistoryEntry]:
        yield entry("two", "zwei")
        raise DatabaseLocked(tmp_path, "history")

    with pytest.raises(DatabaseLocked):
        write_export(path, "tsv", breaks())
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["history.tsv"]


def test_an_export_to_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AppError):
        write_export(tmp_path, "tsv", [])
