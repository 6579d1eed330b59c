"""`--glossary` of the commands that translate."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bertsum_app.inference.translator import TermUse
from bertsum_app.text.sentences import Span
from helpers.fake_engine import FakeOpener

Run = Callable[..., int]


def test_glossaries_reach_the_translator(bertsum: Run, opener: FakeOpener, tmp_path: Path) -> None:
    first, second = tmp_path / "a.tsv", tmp_path / "b.csv"
    first.write_text("cat\t猫\nSQL\t\n", encoding="utf-8")
    second.write_text("cat,猫咪\n", encoding="utf-8")
    options = ("--from", "en", "--to", "zh", "--glossary", str(first), "--glossary", str(second))
    assert bertsum("translate", *options, stdin=b"a cat") == 0
    [given] = opener.opened[0].translator.options
    assert given.glossary is not None
    assert [(term.source, term.target) for term in given.glossary.terms] == [
        ("cat", "猫"),
        ("SQL", None),
        ("cat", "猫咪"),
    ]


def test_a_glossary_that_cannot_be_used_is_told_by_file_and_line(
    bertsum: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "terms.csv"
    path.write_text("cat,猫\n,狗\n", encoding="utf-8")
    arguments = ("translate", "--from", "en", "--to", "zh", "--glossary", str(path))
    assert bertsum(*arguments, stdin=b"a cat") == 3
    told = capsys.readouterr().err
    assert f"{path}, line 2: there is no term in the row" in told
    path.unlink()
    assert bertsum(*arguments, stdin=b"a cat") == 3
    assert str(path) in capsys.readouterr().err


def test_terms_that_could_not_be_applied_are_told(
    bertsum: Run, opener: FakeOpener, capsys: pytest.CaptureFixture[str]
) -> None:
    opener.terms = (
        TermUse(Span(0, 1), "猫", True),
        TermUse(Span(2, 3), "狗", False),
    )
    assert bertsum("translate", "--from", "en", "--to", "zh", "--json", stdin=b"a b") == 0
    shown = capsys.readouterr()
    assert "1 of 2 glossary terms could not be applied: 狗" in shown.err
    [segment] = json.loads(shown.out)["segments"]
    assert segment["terms"] == [
        {"source": {"start": 0, "end": 1}, "wanted": "猫", "applied": True},
        {"source": {"start": 2, "end": 3}, "wanted": "狗", "applied": False},
    ]


def test_a_summary_that_is_translated_heeds_a_glossary(
    bertsum: Run, opener: FakeOpener, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "terms.tsv"
    path.write_text("weather\t天气\n", encoding="utf-8")
    opener.terms = (TermUse(Span(0, 1), "天气", False),)
    text = b"The weather is nice today, and the train leaves at nine."
    assert bertsum("summarize", "--to", "zh", "--glossary", str(path), stdin=text) == 0
    [given] = opener.opened[0].translator.options
    assert given.glossary is not None
    assert [term.source for term in given.glossary.terms] == ["weather"]
    assert "could not be applied: 天气" in capsys.readouterr().err


def test_a_glossary_for_a_summary_that_stays_in_its_language_is_wrong_usage(
    bertsum: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        bertsum("summarize", "--glossary", "terms.tsv", stdin=b"Some text.")
    assert ended.value.code == 2
    assert "--to" in capsys.readouterr().err
