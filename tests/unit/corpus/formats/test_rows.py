"""Rows of columns: what their readers take."""

from __future__ import annotations

from pathlib import Path

from bertsum_app.corpus.formats.rows import csv_rows


def test_a_field_may_be_a_whole_article(tmp_path: Path) -> None:
    article = "It is long. " * 20_000
    path = tmp_path / "articles.csv"
    path.write_text(f'summary,text\nshort,"{article}"\n', encoding="utf-8")
    rows = [columns for _, columns in csv_rows(path, "utf-8")]
    assert rows == [["summary", "text"], ["short", article]]
