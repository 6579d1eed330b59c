"""Corpus files, plain and packed, whole and broken."""

from __future__ import annotations

import json
import lzma
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.core.errors import CorpusUnreadable
from bertsum_app.corpus.examples import SentimentExample, SummaryExample, TranslationExample
from bertsum_app.corpus.formats.lines import text_lines
from bertsum_app.corpus.readers import (
    read_pairs,
    read_passages,
    read_sentiments,
    read_summaries,
)

PAIRS = "news\tGood morning.\t早上好。\ntalks\tThank you.\t谢谢。\n"


def write(folder: Path, name: str, content: str | bytes) -> Path:
    data = content.encode() if isinstance(content, str) else content
    path = folder / name
    path.write_bytes(lzma.compress(data) if name.endswith(".xz") else data)
    return path


@pytest.mark.parametrize("name", ["pairs.tsv", "pairs.tsv.xz"])
def test_pairs_are_read_from_plain_and_packed_files(tmp_path: Path, name: str) -> None:
    assert list(read_pairs(write(tmp_path, name, PAIRS))) == [
        TranslationExample(english="Good morning.", chinese="早上好。", source="news"),
        TranslationExample(english="Thank you.", chinese="谢谢。", source="talks"),
    ]


def test_summaries_are_read_by_their_keys_in_any_order(tmp_path: Path) -> None:
    entry = {"source": "s", "summary": "短。", "text": "长\n文。", "lang": "zh", "more": 1}
    path = write(tmp_path, "a.jsonl.xz", json.dumps(entry, ensure_ascii=False) + "\n")
    assert list(read_summaries(path)) == [SummaryExample("zh", "长\n文。", "短。", "s")]


def test_sentiments_keep_tabs_in_the_text(tmp_path: Path) -> None:
    path = write(tmp_path, "a.tsv", "en\t1\tgood\tvery good\nzh\t0\t不好\n")
    assert list(read_sentiments(path)) == [
        SentimentExample("en", "good\tvery good", positive=True),
        SentimentExample("zh", "不好", positive=False),
    ]


def test_a_mark_of_the_byte_order_is_no_part_of_the_first_line(tmp_path: Path) -> None:
    path = write(tmp_path, "a.tsv", "\ufeffen\t1\tgood\n")
    assert list(read_sentiments(path)) == [SentimentExample("en", "good", positive=True)]


def test_passages_leave_empty_lines_out(tmp_path: Path) -> None:
    assert list(read_passages(write(tmp_path, "a.txt", "one\n\ntwo"))) == ["one", "two"]


def test_only_line_feeds_end_a_line(tmp_path: Path) -> None:
    text = "a\u2028b\x0bc\x85d\r\ne\n"
    assert list(text_lines(write(tmp_path, "a.txt", text))) == [(1, "a\u2028b\x0bc\x85d"), (2, "e")]


@given(
    st.lists(st.text(st.characters(exclude_characters="\n\r\0\ufeff", codec="utf-8")), min_size=1)
)
def test_lines_come_back_with_their_numbers(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str]
) -> None:
    path = write(tmp_path_factory.mktemp("lines"), "a.txt.xz", "".join(f"{x}\n" for x in lines))
    assert list(text_lines(path)) == list(enumerate(lines, start=1))


@pytest.mark.parametrize(
    ("read", "content", "line"),
    [
        (read_pairs, "a\tb\tc\nonly\ttwo\n", 2),
        (read_pairs, "a\tb\tc\td\n", 1),
        (read_pairs, "a\tb\tc\n\n", 2),
        (read_summaries, '{"lang": "en"}\n', 1),
        (read_summaries, "{\n", 1),
        (read_summaries, '["lang"]\n', 1),
        (read_summaries, '{"lang":"en","text":1,"summary":"","source":""}\n', 1),
        (read_sentiments, "en\t1\tgood\nen\t2\tbad\n", 2),
        (read_sentiments, "en\t1\n", 1),
        (read_sentiments, "no tabs\n", 1),
    ],
)
def test_a_bad_line_is_named_by_its_number(
    tmp_path: Path, read: Callable[[Path], Iterable[object]], content: str, line: int
) -> None:
    path = write(tmp_path, "broken", content)
    with pytest.raises(CorpusUnreadable) as caught:
        list(read(path))
    assert caught.value.params["line"] == line
    assert caught.value.params["path"] == path


@pytest.mark.parametrize("name", ["a.txt", "a.txt.xz"])
def test_a_line_that_is_not_utf8_is_named_by_its_number(tmp_path: Path, name: str) -> None:
    path = write(tmp_path, name, b"one\ntwo\nth\xff\xfeee\nfour\n")
    with pytest.raises(CorpusUnreadable) as caught:
        list(text_lines(path))
    assert caught.value.params["line"] == 3


def test_a_missing_file_and_a_folder_are_unreadable(tmp_path: Path) -> None:
    for path in (tmp_path / "missing.tsv", tmp_path / "missing.tsv.xz", tmp_path):
        with pytest.raises(CorpusUnreadable) as caught:
            list(text_lines(path))
        assert caught.value.params["line"] == 0
        assert "Errno" not in str(caught.value.params["reason"])


@pytest.mark.parametrize("keep", [0, 7, 40, -3])
def test_a_damaged_archive_is_unreadable(tmp_path: Path, keep: int) -> None:
    path = tmp_path / "a.tsv.xz"
    path.write_bytes(lzma.compress(PAIRS.encode() * 50)[:keep])
    with pytest.raises(CorpusUnreadable):
        list(read_pairs(path))
